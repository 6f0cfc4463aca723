using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Tables;

namespace Counterpoise.Tests.Resampling;

public class MixedOverSamplerTests
{
    [Fact]
    public void Rose_moves_numbers_by_the_kernel_of_the_class_and_keeps_the_categories_of_its_row()
    {
        var (x, y) = Mixed(600, 100);
        var result = new Rose(new() { CategoricalColumns = [2] }).Resample(x, y, new RandomStream(1));
        int[] made = [.. Enumerable.Range(700, 500)], rare = [.. Enumerable.Range(600, 100)];
        // d = 2 numbers, n = 100 rows of the class: h = (4 / (4 * 100))^(1/6).
        var width = Math.Pow(.01, 1.0 / 6);
        foreach (var c in new[] { 0, 1 })
        {
            double[] moves = [.. made.Select(i => result.Features[i, c] - x[result.Provenance[i].Seed, c])];
            Assert.Equal(width * Deviation([.. rare.Select(i => x[i, c])]), Deviation(moves), .06 * (c == 0 ? 1 : 3));
        }

        Assert.All(made, i => Assert.Equal(x[result.Provenance[i].Seed, 2], result.Features[i, 2]));
        Assert.All(new Rose(new() { CategoricalColumns = [2], Shrinkage = 0 }).Resample(x, y, new RandomStream(1)).Features.Data,
            v => Assert.Contains(v, x.Data));
    }

    [Fact]
    public void A_random_walk_keeps_means_deviations_and_shares_and_lets_every_row_step()
    {
        var (x, y) = Mixed(1100, 100);
        var result = new RandomWalk(new() { CategoricalColumns = [2] }).Resample(x, y, new RandomStream(2));
        int[] made = [.. Enumerable.Range(1200, 1000)], rare = [.. Enumerable.Range(1100, 100)];
        double[] Column(int[] rows, int c) => [.. rows.Select(i => result.Features[i, c])];
        Assert.Equal(Column(rare, 0).Average(), Column(made, 0).Average(), .05);
        Assert.Equal(Deviation(Column(rare, 0)), Deviation(Column(made, 0)), .05);
        Assert.Equal(Column(rare, 2).Count(v => v == 1) / 100.0, Column(made, 2).Count(v => v == 1) / 1000.0, .05);
        Assert.All(made.CountBy(i => result.Provenance[i].Seed), seed => Assert.Equal(10, seed.Value));
        Assert.Equal(100, result.Parents(1200).Length);
    }

    [Fact]
    public void Geometric_smote_for_mixed_columns_stays_in_the_ball_and_takes_categories_that_neighbours_have()
    {
        var (x, y) = Mixed(200, 50);
        foreach (var selection in Enum.GetValues<SurfaceSelection>())
        {
            var result = new GeometricSmoteNc(new() { CategoricalColumns = [2], Selection = selection })
                .Resample(x, y, new RandomStream(3));
            Assert.Equal(400, result.Labels.Length);
            for (var i = 250; i < 400; i++)
            {
                var (seed, surface) = (result.Provenance[i].Seed, result.Provenance[i].Neighbor);
                double Squared(double a, double b) => (a - b) * (a - b);
                var radius = Squared(x[seed, 0], x[surface, 0]) + Squared(x[seed, 1], x[surface, 1]);
                Assert.True(Squared(x[seed, 0], result.Features[i, 0]) + Squared(x[seed, 1], result.Features[i, 1]) <= radius + 1e-9);
                Assert.Contains(result.Features[i, 2], new[] { 0.0, 1, 2 });
                Assert.Equal(selection == SurfaceSelection.Minority ? 1 : selection == SurfaceSelection.Majority ? 0 : y[surface],
                    y[surface]);
            }
        }
    }

    [Fact]
    public void Tables_tell_their_categories_and_matrices_must_name_them()
    {
        var table = new Table([
            new NumericColumn("n", [.. Enumerable.Range(0, 40).Select(i => i * .7)]),
            CategoricalColumn.FromValues("c", [.. Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? "a" : "b")]),
        ]).With(new Labels("y", ["no", "yes"], [.. Enumerable.Range(0, 40).Select(i => i < 10 ? 1 : 0)]));
        foreach (IResampler resampler in new IResampler[] { new Rose(), new RandomWalk(), new GeometricSmoteNc() })
        {
            var rows = resampler.Resample(table, new RandomStream(1)).Table;
            Assert.Equal(60, rows.RowCount);
            Assert.Equal(["a", "b"], ((CategoricalColumn)rows["c"]).Categories.Order());
        }

        Assert.Contains("does not know which columns", Assert.Throws<ArgumentException>(() =>
            new GeometricSmoteNc().Resample(new DenseMatrix(4, 2), [0, 0, 1, 1], new RandomStream(1))).Message);
        Assert.Contains("column 5 of 2", Assert.ThrowsAny<ArgumentException>(() =>
            new Rose(new() { CategoricalColumns = [5] }).Resample(new DenseMatrix(4, 2), [0, 0, 0, 1], new RandomStream(1))).Message);
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private static (DenseMatrix X, int[] Y) Mixed(int common, int rare)
    {
        var random = new RandomStream(5);
        var (x, y) = (new DenseMatrix(common + rare, 3), new int[common + rare]);
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = i < common ? 0 : 1;
            (x[i, 0], x[i, 1], x[i, 2]) = (random.NextNormal() + y[i], 3 * random.NextNormal(), i % 4 == 0 ? 1 : i % 3 == 0 ? 2 : 0);
        }

        return (x, y);
    }
}

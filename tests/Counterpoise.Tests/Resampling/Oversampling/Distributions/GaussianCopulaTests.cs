using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Tables;

namespace Counterpoise.Tests.Resampling;

public class GaussianCopulaTests
{
    [Fact]
    public void Marginals_and_rank_correlation_of_the_class_come_back()
    {
        var random = new RandomStream(1);
        var (x, y) = (new DenseMatrix(5300, 2), new int[5300]);
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = i < 300 ? 1 : 0;
            var a = random.NextNormal();
            (x[i, 0], x[i, 1]) = (Math.Exp(a), (-.8 * a) + (.6 * random.NextNormal()));
        }

        var result = new GaussianCopula(new() { Shrinkage = 0 }).Resample(x, y, new RandomStream(2));
        int[] drawn = [.. Enumerable.Range(5300, 4700)], real = [.. Enumerable.Range(0, 300)];
        Assert.Equal(10_000, result.Labels.Length);
        double Rank(int[] rows) => Counterpoise.Statistics.Spearman.Of([.. rows.Select(r => result.Features[r, 0])],
            [.. rows.Select(r => result.Features[r, 1])]).Statistic;
        Assert.Equal(Rank(real), Rank(drawn), .05);
        double Median(int[] rows) => rows.Select(r => result.Features[r, 0]).Order().ElementAt(rows.Length / 2);
        Assert.Equal(Median(real), Median(drawn), .1);
        Assert.InRange(drawn.Max(r => result.Features[r, 0]), 1, real.Max(r => result.Features[r, 0]));
        Assert.Equal(300, result.Parents(5300).Length);
    }

    [Fact]
    public void Categories_and_counts_keep_to_their_values_and_shares()
    {
        var table = new Table([
            CategoricalColumn.FromValues("c", [.. Enumerable.Range(0, 200).Select(i => i % 4 == 0 ? "rare" : "usual")]),
            new NumericColumn("n", [.. Enumerable.Range(0, 200).Select(i => (double)(i % 3))]),
        ]).With(new Labels("y", ["a", "b"], [.. Enumerable.Range(0, 200).Select(i => i < 40 ? 1 : 0)]));
        var rows = new GaussianCopula().Resample(table, new RandomStream(3)).Table;
        Assert.Equal(320, rows.RowCount);
        var drawn = (CategoricalColumn)rows["c"].Select([.. Enumerable.Range(200, 120)]);
        Assert.InRange(drawn.Codes.ToArray().Count(c => drawn.Categories[c] == "rare"), 12, 50);
        Assert.All(((NumericColumn)rows["n"]).Values.ToArray(), v => Assert.Contains(v, new[] { 0.0, 1, 2 }));
    }

    [Fact]
    public void A_class_of_one_row_is_repeated_and_the_result_says_so()
    {
        var result = new GaussianCopula().Resample(DenseMatrix.FromRows([1, 5], [2, 6], [3, 7], [9, 9]), [0, 0, 0, 1], new RandomStream(1));
        Assert.Equal([9, 9], result.Features.Row(5).ToArray());
        Assert.Equal(RowKind.Duplicate, result.Provenance[4].Kind);
        Assert.Contains("class 1 has one row", Assert.Single(result.Notes).ToString());
    }

    [Fact]
    public void Columns_that_follow_from_each_other_stay_so()
    {
        var x = new DenseMatrix(60, 3);
        for (var i = 0; i < 60; i++)
        {
            (x[i, 0], x[i, 1], x[i, 2]) = (i * .37 % 5, 2 * (i * .37 % 5), 4);
        }

        var result = new GaussianCopula(new() { Shrinkage = 0 })
            .Resample(x, [.. Enumerable.Range(0, 60).Select(i => i < 40 ? 0 : 1)], new RandomStream(1));
        for (var i = 60; i < 80; i++)
        {
            Assert.Equal(result.Features[i, 0], result.Features[i, 1] / 2, .01);
            Assert.Equal(4, result.Features[i, 2]);
        }
    }
}

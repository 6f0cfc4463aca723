using Counterpoise.Messages;
using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Resampling;

namespace Counterpoise.Tests.Resampling;

public class OverSamplingByHandTests
{
    // Class 1 at 0, 1, 4 on a line; class 0 from 10 on.
    private static readonly DenseMatrix X = DenseMatrix.FromRows([0], [1], [4], [10], [11], [12], [13], [14], [15]);
    private static readonly int[] Y = [1, 1, 1, 0, 0, 0, 0, 0, 0];

    [Fact]
    public void Star_puts_rows_at_equal_steps_towards_the_mean()
    {
        // Six rows for three lines of length 5/3, 2/3 and -7/3: two on each, at a third and at two thirds.
        var result = new PolynomFitSmote(new() { Strategy = To(9) }).Resample(X, Y, new RandomStream(1));
        double mean = 5.0 / 3;
        double[] expected = [mean / 3, 2 * mean / 3, 1 + ((mean - 1) / 3), 1 + (2 * (mean - 1) / 3), 4 + ((mean - 4) / 3),
            4 + (2 * (mean - 4) / 3)];
        Assert.All(expected.Zip(result.Features.Data[9..]), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.Equal([0, 1, 2], result.Parents(9));
    }

    [Fact]
    public void Bus_and_mesh_join_rows_with_rows()
    {
        var bus = new PolynomFitSmote(new() { Strategy = To(5), Topology = PolynomTopology.Bus }).Resample(X, Y, new RandomStream(1));
        Assert.Equal([0.5, 2.5], bus.Features.Data[9..]);
        var mesh = new PolynomFitSmote(new() { Strategy = To(6), Topology = PolynomTopology.Mesh }).Resample(X, Y, new RandomStream(1));
        Assert.Equal([0.5, 2, 2.5], mesh.Features.Data[9..]);
        Assert.Equal([(1, 0), (2, 0), (2, 1)], mesh.Provenance[9..].Select(p => (p.Seed, p.Neighbor)));
    }

    [Fact]
    public void ProWSyn_levels_count_from_the_border()
    {
        int[] rows = [0, 1, 2];
        var method = new ProWSyn(new() { K = 1, Levels = 5 });
        Assert.Equal([3, 2, 1], method.Proximity(X, Y, 1, rows, default));
        Assert.Equal([2, 2, 1], new ProWSyn(new() { K = 1, Levels = 2 }).Proximity(X, Y, 1, rows, default));
    }

    [Fact]
    public void Rows_that_Lee_accepts_have_enough_own_neighbours()
    {
        var (x, y) = Clouds();
        var result = new LeeSmote(new() { RejectionLevel = 0.5 }).Resample(x, y, new RandomStream(3));
        var made = Enumerable.Range(x.Rows, result.AddedRows).Where(i => result.Provenance[i].Kind == RowKind.Synthetic).ToArray();
        var table = new NeighborIndex(x).Find(result.Features.SelectRows(made), 5);
        Assert.NotEmpty(made);
        Assert.All(Enumerable.Range(0, made.Length), i =>
        {
            var own = table.Of(i).ToArray().Count(row => y[row] == 1) / 5.0;
            Assert.True(own > 0.5);
            Assert.Equal(own, result.Provenance[made[i]].Score, 1e-12);
        });
        // Smote would have put some of its rows among the others.
        var plain = new Smote().Resample(x, y, new RandomStream(3));
        var plainTable = new NeighborIndex(x).Find(plain.Features.SelectRows([.. Enumerable.Range(x.Rows, plain.AddedRows)]), 5);
        Assert.Contains(Enumerable.Range(0, plain.AddedRows), i => plainTable.Of(i).ToArray().Count(row => y[row] == 1) < 3);
    }

    [Theory]
    [InlineData(1.0, 0.0)]
    [InlineData(0.0, 0.0)]
    [InlineData(-1.0, 0.0)]
    [InlineData(0.5, 1.0)]
    public void Geometric_rows_lie_in_the_cut_and_pressed_ball(double truncation, double deformation)
    {
        var (x, y) = Clouds();
        var options = new GeometricSmoteOptions { Selection = SurfaceSelection.Minority, Truncation = truncation,
            Deformation = deformation };
        var result = new GeometricSmote(options).Resample(x, y, new RandomStream(3));
        var sides = new HashSet<bool>();
        for (var i = x.Rows; i < result.Features.Rows; i++)
        {
            var (center, surface) = (x.Row(result.Provenance[i].Seed).ToArray(), x.Row(result.Provenance[i].Neighbor).ToArray());
            var radius = Math.Sqrt(ExactDistance.Squared(center, surface));
            var offset = result.Features.Row(i).ToArray().Select((v, c) => v - center[c]).ToArray();
            var along = offset.Select((v, c) => v * (surface[c] - center[c]) / radius).Sum();
            Assert.InRange(offset.Sum(v => v * v), 0, radius * radius * (1 + 1e-9));
            sides.Add(along >= 0);
            if (deformation == 1)
            {
                Assert.Equal(offset.Sum(v => v * v), along * along, 1e-9);
            }
        }

        Assert.Equal(truncation is 1 ? [true] : truncation is -1 ? [false] : [false, true], sides.Order());
    }

    [Fact]
    public void The_filter_of_Smote_Ipf_removes_planted_noise()
    {
        var (x, y) = Clouds();
        // Six rows of the majority's label, far apart within the minority.
        int[] planted = [0, 1, 2, 3, 4, 6];
        var random = new RandomStream(2);
        Array.ForEach(planted, i => (x[i, 0], x[i, 1]) = (6 + random.NextNormal(), 6 + random.NextNormal()));

        var result = new SmoteIpf().Resample(x, y, new RandomStream(3));
        Assert.InRange(result.SelectedRows.Count(planted.Contains), 0, 1);
        Assert.InRange(result.SelectedRows.Count(row => y[row] == 0), 130, 145);
    }

    [Fact]
    public void A_class_that_is_too_small_is_named_with_what_to_do()
    {
        var fault = Assert.Throws<DataMismatchException>(() => new Smote().Resample(X, Y, new RandomStream(1)));
        Assert.Equal("class 1 has 3 rows, SMOTE with k=5 needs at least 6: lower k to 2 or use RandomOverSampler", fault.Message);
    }

    [Fact]
    public void An_integer_seed_restarts_at_each_class_and_an_instance_does_not()
    {
        var (x, y) = (DenseMatrix.FromRows([0], [1], [10], [11], [20], [21], [22], [23]), new[] { 1, 1, 2, 2, 0, 0, 0, 0 });
        double[] Gaps(NumPySeeding seeding) => [.. new Smote(new() { K = 1 }).Resample(x, y, new NumPyRandomState(5) { Seeding = seeding })
            .Provenance[8..].Select(p => p.Gap)];
        var integer = Gaps(NumPySeeding.Integer);
        var instance = Gaps(NumPySeeding.Instance);
        Assert.Equal(integer[..2], integer[2..]);
        Assert.Equal(integer[..2], instance[..2]);
        Assert.NotEqual(instance[..2], instance[2..]);
    }

    private static SamplingStrategy To(int rows) => SamplingStrategy.Counts(new Dictionary<int, int> { [1] = rows });

    /// <summary>150 rows around 0 and 30 around 6, a third of which stand among the 150.</summary>
    private static (DenseMatrix X, int[] Y) Clouds()
    {
        var random = new RandomStream(8, "clouds");
        var (x, y) = (new DenseMatrix(180, 2), new int[180]);
        for (var i = 0; i < 180; i++)
        {
            y[i] = i % 6 == 5 ? 1 : 0;
            var shift = y[i] == 1 && i % 18 != 5 ? 6 : 0;
            (x[i, 0], x[i, 1]) = (random.NextNormal() + shift, random.NextNormal() + shift);
        }

        return (x, y);
    }
}

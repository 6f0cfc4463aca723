using System.Text.Json;
using Counterpoise.Messages;
using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Statistics;

namespace Counterpoise.Tests.Resampling;

public class QcSmoteTests
{
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Repository.Oracle("qc_smote.json"))).RootElement;

    private static readonly DenseMatrix X = DenseMatrix.FromRows(
        [.. Golden.GetProperty("X").EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetDouble()).ToArray())]);

    private static readonly int[] Y = [.. Golden.GetProperty("y").EnumerateArray().Select(v => v.GetInt32())];

    [Fact]
    public void Trust_and_allocation_equal_the_golden_numbers()
    {
        var growth = Growth();
        Close("support", growth.Trust.SafeLevel);
        Close("density_raw", growth.Trust.RawDensity);
        Close("density", growth.Trust.Density);
        Close("isolation_raw", growth.Trust.RawIsolation);
        Close("isolation", growth.Trust.Isolation);
        Close("trust", growth.Trust.Trust);
        Close("boundary", growth.Trust.Boundary);
        Close("alloc_w", growth.Trust.Weights);
        Assert.Equal(Golden.GetProperty("overlap").GetDouble(), growth.Class.Overlap, 1e-9);
        Assert.Equal(Golden.GetProperty("IR").GetDouble(), growth.Class.ImbalanceRatio, 1e-9);
        Assert.Equal(Golden.GetProperty("tau_clear").GetDouble(), growth.Class.MedianIsolation, 1e-9);
        Assert.Equal([1, 1, 1, 1, 0], growth.Trust.Allocate(4));
    }

    [Theory]
    [InlineData("cands_0_to_4", 4)]
    [InlineData("cands_0_to_3", 3)]
    public void Candidates_on_an_edge_equal_the_golden_numbers(string name, int partner)
    {
        var growth = Growth();
        foreach (var one in Golden.GetProperty(name).EnumerateArray())
        {
            var (ipq, clearance) = growth.Judge([0], [partner], [one.GetProperty("gap").GetDouble()], default);
            Assert.Equal(one.GetProperty("ipq").GetDouble(), ipq[0], 1e-9);
            Assert.Equal(one.GetProperty("clear").GetDouble(), clearance[0], 1e-9);
            // The golden score counts the clearance, which these data do not require.
            Assert.Equal(one.GetProperty("score").GetDouble(), ipq[0] + (0.25 * Math.Min(1, clearance[0] / growth.Class.MedianIsolation)),
                1e-9);
        }
    }

    [Fact]
    public void Rows_lie_between_their_parents_and_counts_hit_the_target()
    {
        var (x, y) = Noisy(3);
        var found = new QcSmote().ResampleWithRecord(x, y, new RandomStream(1));
        Assert.Equal(y.Count(l => l == 0), found.Result.Labels.Count(l => l == 1));
        var largest = Assert.Single(found.Classes).LargestGap;
        for (var i = 0; i < found.Added.Count; i++)
        {
            var (row, record) = (x.Rows + i, found.Added[i]);
            Assert.Equal(record.Kind, found.Result.Provenance[row].Kind);
            if (record.Kind == RowKind.Synthetic)
            {
                Assert.InRange(record.Gap, 0, largest);
                Assert.True(record.Ipq >= found.Classes[0].PurityThreshold);
                for (var c = 0; c < x.Columns; c++)
                {
                    Assert.Equal(x[record.Seed, c] + (record.Gap * (x[record.Neighbor, c] - x[record.Seed, c])),
                        found.Result.Features[row, c], 1e-12);
                }
            }
            else
            {
                Assert.Equal(x.Row(record.Seed).ToArray(), found.Result.Features.Row(row).ToArray());
            }
        }
    }

    [Fact]
    public void Fewer_rows_fall_among_the_majority_than_with_Smote()
    {
        double[] difference = [.. Enumerable.Range(0, 20).Select(seed =>
        {
            var (x, y) = Noisy((ulong)seed);
            return Lost(new Smote(), seed) - Lost(new QcSmote(), seed);

            double Lost(IResampler resampler, int s)
            {
                var result = resampler.Resample(x, y, new RandomStream((ulong)s, "resample"));
                var made = Enumerable.Range(x.Rows, result.Features.Rows - x.Rows)
                    .Where(i => result.Provenance[i].Kind == RowKind.Synthetic).ToArray();
                var table = new NeighborIndex(x).Find(result.Features.SelectRows(made), 5);
                return made.Length == 0 ? 0 : Enumerable.Range(0, made.Length)
                    .Count(i => table.Of(i).ToArray().All(n => y[n] == 0)) / (double)made.Length;
            }
        })];
        Assert.True(WilcoxonSignedRank.Of(difference, new double[20], Alternative.Greater).PValue < 0.01);
    }

    [Fact]
    public void A_single_row_is_duplicated_or_refused()
    {
        var y = Y.Select((l, i) => i == 0 ? 1 : 0).ToArray();
        var found = new QcSmote().ResampleWithRecord(X, y, new RandomStream(1));
        Assert.All(found.Added, row => Assert.Equal((RowKind.Duplicate, 0), (row.Kind, row.Seed)));
        Assert.Contains("1 row", Assert.Single(found.Result.Notes).ToString());
        Assert.Contains("needs at least 2", Assert.Throws<DataMismatchException>(() =>
            new QcSmote(new() { Strict = true }).Resample(X, y, new RandomStream(1))).Message);
    }

    [Fact]
    public void Rows_and_record_do_not_depend_on_the_threads()
    {
        var (x, y) = Noisy(8);
        var one = new QcSmote(new() { Neighbors = new NeighborOptions { Threads = 1 } }).ResampleWithRecord(x, y, new RandomStream(1));
        var four = new QcSmote(new() { Neighbors = new NeighborOptions { Threads = 4 } }).ResampleWithRecord(x, y, new RandomStream(1));
        Assert.Equal(one.Result.Features.Data, four.Result.Features.Data);
        Assert.Equal(one.Added, four.Added);
    }

    [Fact]
    public void Categories_come_from_the_seeds_neighbours()
    {
        var (x, y) = Noisy(5);
        for (var i = 0; i < x.Rows; i++)
        {
            x[i, 2] = y[i] == 1 ? i % 2 : 7;
        }

        var result = new QcSmote(new() { CategoricalColumns = [2] }).Resample(x, y, new RandomStream(1));
        Assert.All(Enumerable.Range(x.Rows, result.Features.Rows - x.Rows), i => Assert.True(result.Features[i, 2] is 0 or 1));
    }

    /// <summary>Two clouds, and rows of the minority's label deep inside the majority's.</summary>
    private static (DenseMatrix X, int[] Y) Noisy(ulong seed)
    {
        var random = new RandomStream(seed, "noisy");
        var x = new DenseMatrix(330, 3);
        var y = new int[330];
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = i % 11 == 0 ? 1 : 0;
            var noise = i % 10 == 0;
            for (var c = 0; c < 3; c++)
            {
                x[i, c] = random.NextNormal() + (y[i] == 1 && !noise ? 3 : 0);
            }

            y[i] = noise ? 1 : y[i];
        }

        return (x, y);
    }

    private static QcSpace Space(int k) => new(X, Y, new ClassRows(Y), new QcSmoteOptions { K = k, Standardize = false });

    private static QcGrowth Growth() => new(Space(3), 1, 4, default);

    private static void Close(string name, double[] actual)
    {
        var expected = Golden.GetProperty(name).EnumerateArray().Select(v => v.GetDouble()).ToArray();
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }
}

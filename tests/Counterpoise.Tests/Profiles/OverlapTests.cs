using Counterpoise.Numerics;
using Counterpoise.Profiles;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Profiles;

public class OverlapTests
{
    private static readonly DenseMatrix X = DenseMatrix.FromRows([0, 0], [1, 0], [0, 1], [1.1, 1.2], [3, 3], [4, 3], [3, 4.2], [2, 2.1],
        [1.5, .4], [4.1, 4.3]);
    private static readonly int[] Y = [0, 0, 0, 0, 1, 1, 1, 0, 1, 1];
    private static readonly string[] Names = ["a", "b"];

    [Fact]
    public void The_golden_points_give_the_golden_measures()
    {
        var g = OracleJson.Read("transfer_and_overlap.json");
        var edges = MinimumSpanningTree.Edges(X).Select(e => (Math.Min(e.From, e.To), Math.Max(e.From, e.To))).Order();
        Assert.Equal(g.Rows("mst_edges").Select(e => ((int)Math.Min(e[0], e[1]), (int)Math.Max(e[0], e[1]))).Order(), edges);
        var overlap = Overlap.Of(X, Y, Names, new OverlapOptions { K = 3 });
        Assert.Equal(g.Double("N1"), overlap.N1!.Value, 1e-12);
        Assert.Equal(g.Double("N3"), overlap.N3!.Value, 1e-12);
        Assert.Equal(g.Double("N2_ratio"), overlap.N2Ratio!.Value, 1e-12);
        Assert.Equal(g.Double("N2_norm"), overlap.N2!.Value, 1e-12);
        Assert.Equal(g.Double("F1_complexity"), overlap.FisherComplexity, 1e-12);
        Assert.Equal(g.Double("kDN_mean"), overlap.MeanKdn, 1e-12);
        Assert.Equal(g.Double("kDN_minority"), overlap.Classes[1].MeanKdn!.Value, 1e-12);
        for (var i = 0; i < 10; i++) Assert.Equal(g.Doubles("kDN3")[i], overlap.Kdn[i], 1e-12);
        for (var j = 0; j < 2; j++) Assert.Equal(g.Doubles("F1_fisher")[j], overlap.FisherRatios[j]!.Value, 1e-12);
    }

    [Fact]
    public void Neighbour_measures_equal_brute_force_on_a_hundred_random_sets()
    {
        for (var trial = 0; trial < 100; trial++)
        {
            var random = new RandomStream(17, "overlap-test", (ulong)trial);
            var (x, y) = Gauss(random, 24, trial % 2 == 0 ? 0 : 1);
            for (var i = 0; i < x.Data.Length && trial % 3 == 0; i++) x.Data[i] = Math.Round(x.Data[i]); // many ties
            var overlap = Overlap.Of(x, y, Names);
            for (var i = 0; i < x.Rows; i++)
            {
                var near = Enumerable.Range(0, x.Rows).Where(j => j != i).OrderBy(j => Distance(x, i, j)).ThenBy(j => j).Take(5).ToArray();
                Assert.Equal(near.Count(j => y[j] != y[i]) / 5.0, overlap.Kdn[i], 1e-12);
            }
        }
    }

    [Fact]
    public void Separate_blobs_do_not_overlap_and_equal_distributions_err_half_the_time()
    {
        var (x, y) = Gauss(new RandomStream(2), 400, 30);
        var apart = Overlap.Of(x, y, Names);
        Assert.True(apart.N1 < 0.05);
        Assert.Equal(0, apart.N3);
        var (mixed, labels) = Gauss(new RandomStream(3), 1200, 0);
        Assert.Equal(0.5, Overlap.Of(mixed, labels, Names).N3!.Value, 0.05);
    }

    [Fact]
    public void Conflicting_labels_and_repeats_are_counted()
    {
        var x = DenseMatrix.FromRows([0.0, 1], [-0.0, 1], [0.0, 1], [2, 2], [2, 2], [5, 5], [6, 6], [7, 7]);
        var overlap = Overlap.Of(x, [0, 1, 0, 1, 1, 0, 0, 1], Names);
        Assert.Equal(3, overlap.DuplicateRows);
        Assert.Equal(3, overlap.ConflictingRows);
    }

    [Fact]
    public void A_piece_of_two_rows_far_from_its_class_is_a_small_disjunct()
    {
        var rows = Enumerable.Range(0, 20).Select(i => new double[] { i * 0.1, 0 })
            .Concat(Enumerable.Range(0, 8).Select(i => new double[] { 50 + (i * 0.1), 0 })).ToArray();
        int[] y = [.. Enumerable.Repeat(0, 20), 1, 1, .. Enumerable.Repeat(0, 6)];
        var overlap = Overlap.Of(DenseMatrix.FromRows(rows), y, Names, new OverlapOptions { K = 3 });
        Assert.Equal((1, 2), (overlap.Classes[1].SmallDisjuncts, overlap.Classes[1].SmallDisjunctRows));
        Assert.Equal(0, overlap.Classes[0].SmallDisjuncts);
    }

    [Fact]
    public void Degenerate_input_is_undefined_with_a_reason_or_refused()
    {
        var lone = Overlap.Of(X, [0, 0, 0, 0, 0, 0, 0, 0, 0, 1], Names);
        Assert.Null(lone.N1);
        Assert.Null(lone.N3);
        Assert.Contains(lone.Notes, n => n.Contains("'b' has one row", StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => Overlap.Of(X, new int[10], Names));
        Assert.Throws<ArgumentException>(() => Overlap.Of(X, Y, Names, new OverlapOptions { K = 10 }));
        Assert.Throws<ArgumentException>(() => Overlap.Of(X, [0, 0, 0, 0, 1, 1, 1, 0, 1, 2], Names));
    }

    [Fact]
    public void A_large_set_is_sampled_for_the_tree_and_says_so()
    {
        var (x, y) = Gauss(new RandomStream(4), 300, 30);
        var overlap = Overlap.Of(x, y, Names, new OverlapOptions { LargestTree = 100 });
        Assert.Contains(overlap.Notes, n => n.Contains("sample of 100 of 300 rows", StringComparison.Ordinal));
        Assert.True(overlap.N1 < 0.05);
    }

    private static double Distance(DenseMatrix x, int i, int j) => Enumerable.Range(0, x.Columns).Sum(c => Math.Pow(x[i, c] - x[j, c], 2));

    private static (DenseMatrix X, int[] Y) Gauss(RandomStream random, int rows, double gap)
    {
        var y = Enumerable.Range(0, rows).Select(i => i % 2).ToArray();
        var x = new DenseMatrix(rows, 2);
        for (var i = 0; i < rows; i++) (x[i, 0], x[i, 1]) = (random.NextNormal() + (gap * y[i]), random.NextNormal());
        return (x, y);
    }
}

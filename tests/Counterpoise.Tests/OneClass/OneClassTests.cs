using Counterpoise.Classifiers;
using Counterpoise.Metrics;
using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.OneClass;
using Counterpoise.Options;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.OneClass;

public class OneClassTests
{
    [Fact]
    public void The_local_outlier_factor_equals_scikit_learn_on_rows_and_queries()
    {
        var o = OracleJson.Read("one_class.json");
        var index = new NeighborIndex(DenseMatrix.FromRows(o.Rows("x")));
        var own = index.FindOwn(10, TestContext.Current.CancellationToken);
        double[] reach = [.. Enumerable.Range(0, own.Queries).Select(q => own.Distance(q, 9))];
        var density = LocalOutlierFactor.Densities(own, reach);
        var table = index.Find(DenseMatrix.FromRows(o.Rows("queries")), 10, TestContext.Current.CancellationToken);
        Near(o.Doubles("lof_own"), LocalOutlierFactor.Factors(own, density, density));
        Near(o.Doubles("lof_queries"), LocalOutlierFactor.Factors(table, LocalOutlierFactor.Densities(table, reach), density));
    }

    [Fact]
    public void The_isolation_forest_ranks_within_the_spread_of_scikit_learn()
    {
        var o = OracleJson.Read("one_class.json");
        var (x, queries, strange) = (DenseMatrix.FromRows(o.Rows("x")), DenseMatrix.FromRows(o.Rows("queries")), o.Ints("strange"));
        var mean = Enumerable.Range(0, 5).Average(s => Auroc.Of(strange,
            Strangeness(new IsolationForest(), x, new int[x.Rows], queries, (ulong)s)));
        var error = o.Double("forest_auroc_sd") * Math.Sqrt(0.2 + 0.05);
        Assert.InRange(mean, o.Double("forest_auroc") - (4 * error), o.Double("forest_auroc") + (4 * error));
    }

    [Fact]
    public void Depths_and_distances_by_hand()
    {
        Assert.Equal([0, 0, 1], new[] { 0, 1, 2 }.Select(IsolationTree.AverageDepth));
        Assert.Equal((2 * (Math.Log(255) + 0.5772156649015329)) - (2 * 255.0 / 256), IsolationTree.AverageDepth(256), 1e-12);
        // On a line the two nearest of 0, 1, 3 and 7: means (1 + 3)/2, (1 + 2)/2, (2 + 3)/2, (4 + 6)/2; the quantile 1 − 1/5 of them is
        // 3.5.
        var x = DenseMatrix.FromRows([0], [1], [3], [7], [100]);
        double[] p = Strangeness(new NearestDistance(new() { K = 2 }), x, [0, 0, 0, 0, 1], DenseMatrix.FromRows([5], [1], [12]), 1);
        double[] own = [2, 1.5, 2.5, 5];
        var deviation = Math.Sqrt(own.Average(v => (v - 2.75) * (v - 2.75)));
        double Share(double score) => 1 / (1 + Math.Exp(-(score - 3.5) / deviation));
        Near([Share((2 + 2) / 2.0), Share((0 + 1) / 2.0), Share((5 + 9) / 2.0)], p);
    }

    [Fact]
    public void Rare_rows_in_training_do_not_teach_and_several_rare_classes_share_by_their_numbers()
    {
        var random = new RandomStream(2);
        var x = new DenseMatrix(66, 2);
        for (var i = 0; i < 132; i++) x.Data[i] = random.NextNormal() + (i < 120 ? 0 : 6);
        int[] y = [.. Enumerable.Repeat(1, 60), 0, 0, 2, 2, 2, 2];
        foreach (var rival in (IClassifier[])[new IsolationForest(), new LocalOutlierFactor(), new NearestDistance()])
        {
            var p = rival.Fit(x, y, 3, default, new RandomStream(1), TestContext.Current.CancellationToken).PredictProbabilities(x).Chunk(3)
                .ToArray();
            Assert.All(p[60..], row => Assert.True(row[1] < 0.5, $"{rival.Name} finds a rare row common"));
            Assert.All(p, row => Assert.Equal(2 * row[0], row[2], 1e-9));
            var two = rival.Fit(x, [.. y.Select(v => v == 1 ? 1 : 0)], 2, default, new RandomStream(1),
                TestContext.Current.CancellationToken).PredictProbabilities(x);
            Assert.All(two, share => Assert.InRange(share, 0, 1));
        }
    }

    [Fact]
    public void Rows_all_alike_and_too_few_rows()
    {
        var flat = new DenseMatrix(30, 2);
        foreach (var rival in (IClassifier[])[new IsolationForest(), new LocalOutlierFactor(), new NearestDistance()])
            Assert.All(Strangeness(rival, flat, new int[30], flat, 1), p => Assert.InRange(p, 0.49, 0.51));
        Assert.Contains("lower K", Assert.Throws<ArgumentException>(() =>
            new LocalOutlierFactor().Fit(new DenseMatrix(10, 1), new int[10], 2, default, new RandomStream(1))).Message,
            StringComparison.Ordinal);
        Assert.Equal(2, Assert.Throws<InvalidOptionsException>(() => new IsolationForestOptions { Trees = 0, SampleRows = 1 }.Validate())
            .Faults.Count);
        Assert.Throws<InvalidOptionsException>(() => new NearestDistance(new() { K = 0 }));
    }

    private static double[] Strangeness(IClassifier rival, DenseMatrix x, int[] y, DenseMatrix queries, ulong seed) =>
        [.. rival.Fit(x, y, 2, default, new RandomStream(seed)).PredictProbabilities(queries).Chunk(2).Select(p => p[1])];

    private static void Near(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-9);
    }
}

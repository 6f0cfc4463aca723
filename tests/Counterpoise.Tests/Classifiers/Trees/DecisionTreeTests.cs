using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Options;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Classifiers;

public class DecisionTreeTests
{
    [Theory]
    [InlineData("stump", "two", 1, 1, false)]
    [InlineData("tree_depth3_leaf5", "two", 3, 5, false)]
    [InlineData("tree_weights", "three", 3, 8, true)]
    public void Trees_equal_scikit_learn(string oracle, string labels, int depth, int leaf, bool weighted)
    {
        var o = OracleJson.Read("ensembles.json");
        var y = o.Ints(labels);
        var tree = new DecisionTree(new() { MaxDepth = depth, MinLeafRows = leaf })
            .Fit(DenseMatrix.FromRows(o.Rows("x")), y, y.Max() + 1, weighted ? o.Doubles("weights") : [], new RandomStream(1),
            TestContext.Current.CancellationToken);
        Equal(o.Rows(oracle), tree.PredictProbabilities(DenseMatrix.FromRows(o.Rows("test"))));
    }

    [Theory]
    [InlineData("boost_two", "two", 15, false)]
    [InlineData("boost_three", "three", 10, true)]
    public void Boosted_stumps_equal_scikit_learn(string oracle, string labels, int members, bool weighted)
    {
        var o = OracleJson.Read("ensembles.json");
        var y = o.Ints(labels);
        var boosted = new AdaBoost(new() { Members = members })
            .Fit(DenseMatrix.FromRows(o.Rows("x")), y, y.Max() + 1, weighted ? o.Doubles("weights") : [], new RandomStream(1),
            TestContext.Current.CancellationToken);
        Equal(o.Rows(oracle), boosted.PredictProbabilities(DenseMatrix.FromRows(o.Rows("test"))));
    }

    [Fact]
    public void A_full_tree_learns_its_rows_by_heart_and_a_stump_takes_the_middle()
    {
        var x = DenseMatrix.FromRows([1, 5], [2, 5], [4, 5], [8, 5]);
        int[] y = [0, 0, 1, 0];
        var tree = new DecisionTree().Fit(x, y, 2, default, new RandomStream(1), TestContext.Current.CancellationToken);
        Assert.Equal([1, 0, 1, 0, 0, 1, 1, 0], tree.PredictProbabilities(x));
        Assert.Equal(3, tree.LeafCount);
        // Gini: splitting at 3 leaves (2, 0) and (1, 1); at 6 (2, 1) and (1, 0), which is worse. The threshold is 3 itself.
        var stump = new DecisionTree(new() { MaxDepth = 1 })
            .Fit(x, y, 2, default, new RandomStream(1), TestContext.Current.CancellationToken);
        Assert.Equal([1, 0, 0.5, 0.5], stump.PredictProbabilities(DenseMatrix.FromRows([3, 0], [3.0000001, 0])));
    }

    [Fact]
    public void Columns_that_say_nothing_leave_one_leaf_and_a_draw_of_columns_still_finds_the_one_that_does()
    {
        var flat = new DecisionTree().Fit(new DenseMatrix(4, 3), [0, 1, 0, 0], 3, [1, 2, 1, 0], new RandomStream(1),
            TestContext.Current.CancellationToken);
        Assert.Equal([0.5, 0.5, 0], flat.PredictProbabilities(new DenseMatrix(1, 3)));
        var x = new DenseMatrix(20, 4);
        for (var i = 0; i < 20; i++) x[i, 2] = i;
        var y = Enumerable.Range(0, 20).Select(i => i < 10 ? 0 : 1).ToArray();
        var tree = new DecisionTree(new() { MaxColumns = 1 })
            .Fit(x, y, 2, default, new RandomStream(1), TestContext.Current.CancellationToken);
        Assert.Equal(2, tree.LeafCount);
    }

    [Fact]
    public void Every_wrong_option_is_named() =>
        Assert.Equal(3, Assert.Throws<InvalidOptionsException>(() =>
            new DecisionTreeOptions { MaxDepth = 0, MinLeafRows = 0, MaxColumns = 0 }.Validate()).Faults.Count);

    private static void Equal(double[][] expected, double[] found)
    {
        double[] all = [.. expected.SelectMany(r => r)];
        Assert.Equal(all.Length, found.Length);
        for (var i = 0; i < all.Length; i++) Assert.Equal(all[i], found[i], 1e-9);
    }
}

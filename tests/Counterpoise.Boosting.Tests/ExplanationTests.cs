using System.Globalization;
using System.Text;
using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Tests;

namespace Counterpoise.Boosting.Tests;

public class ExplanationTests
{
    [Fact]
    public void The_reference_of_these_tests_equals_the_oracle()
    {
        var oracle = OracleJson.Read("selection_and_explanation.json").GetProperty("treeshap");
        var tree = new Tree([0, 1], [.5, .5], [1, -1], [-3, -2], [1, 3, 10], [100, 60], [20, 40, 40]);
        var (bases, phi) = tree.Shapley([0, 1]);
        Assert.Equal(oracle.Double("base"), bases, 1e-9);
        Assert.Equal(oracle.Double("phi0"), phi[0], 1e-9);
        Assert.Equal(oracle.Double("phi1"), phi[1], 1e-9);
        Assert.Equal(oracle.Double("fx"), bases + phi.Sum(), 1e-9);
    }

    [Fact]
    public void Explanations_of_LightGbm_equal_Shapleys_formula_on_its_trees()
    {
        Assert.SkipUnless(LightGbmLibrary.IsAvailable, "needs LightGBM");
        var (x, y) = Samples.Noisy(300, 2, .2, 1);
        using var trees = Fit(new GradientBoostingOptions { Rounds = 4, Leaves = 6 }, x, y, 2);
        var own = Tree.Read(trees);
        var found = trees.Explain(x);
        for (var i = 0; i < 20; i++)
        {
            var expected = own.Select(t => t.Shapley(x.Row(i).ToArray())).ToArray();
            Assert.Equal(expected.Sum(e => e.Base), found.Base[1], 1e-9);
            for (var j = 0; j < 4; j++)
            {
                Assert.Equal(expected.Sum(e => e.Values[j]), found.Of(i, 1)[j], 1e-9);
                Assert.Equal(-found.Of(i, 1)[j], found.Of(i, 0)[j]);
            }
        }
    }

    [Theory]
    [InlineData(BoostingEngine.LightGbm, 2)]
    [InlineData(BoostingEngine.LightGbm, 3)]
    [InlineData(BoostingEngine.XgBoost, 2)]
    [InlineData(BoostingEngine.XgBoost, 3)]
    public void Values_add_up_to_the_score_whose_link_gives_the_probability(BoostingEngine engine, int classes)
    {
        Assert.SkipUnless(engine == BoostingEngine.LightGbm ? LightGbmLibrary.IsAvailable : XgBoostLibrary.IsAvailable, $"needs {engine}");
        var (x, y) = Samples.Noisy(400, classes, .2, 2);
        using var trees = Fit(new GradientBoostingOptions { Engine = engine, Rounds = 10, Leaves = 8, Method = TreeMethod.Histogram }, x,
            y, classes);
        var (found, probabilities) = (trees.Explain(x), trees.PredictProbabilities(x));
        for (var i = 0; i < x.Rows; i++)
        {
            double[] scores = [.. Enumerable.Range(0, classes).Select(c => found.Output(i, c))];
            double[] shares = classes == 2 ? [1 / (1 + Math.Exp(scores[1])), 1 / (1 + Math.Exp(-scores[1]))]
                : [.. scores.Select(s => Math.Exp(s) / scores.Sum(Math.Exp))];
            for (var c = 0; c < classes; c++)
            {
                Assert.Equal(probabilities[(i * classes) + c], shares[c], 1e-5);
            }
        }

        Assert.True(found.Importance()[1, 0] > found.Importance()[1, 1]);
    }

    [Fact]
    public void A_column_of_names_has_one_value()
    {
        Assert.SkipUnless(LightGbmLibrary.IsAvailable, "needs LightGBM");
        var random = new RandomStream(5);
        var (x, y) = (new DenseMatrix(200, 4), new int[200]);
        for (var i = 0; i < 200; i++)
        {
            var name = i % 3;
            (x[i, name], x[i, 3], y[i]) = (1, random.NextNormal(), name == 2 ? 1 : 0);
        }

        using var trees = (BoostedTrees)new GradientBoosting(new() { Rounds = 5 }).WithCategories([0..3])
            .Fit(x, y, 2, [], new RandomStream(1));
        Assert.Equal([0..3, 3..4], trees.Groups);
        var found = trees.Explain(x);
        Assert.Equal(2, found.Columns);
        Assert.True(found.Importance()[1, 0] > 10 * found.Importance()[1, 1]);
        Assert.Equal(0, trees.Explain(new DenseMatrix(0, 4)).Rows);
    }

    private static BoostedTrees Fit(GradientBoostingOptions options, DenseMatrix x, int[] y, int classes) =>
        (BoostedTrees)((IClassifier)new GradientBoosting(options)).Fit(x, y, classes, [], new RandomStream(1));

    /// <summary>
    /// A tree as LightGBM's text has it, and Shapley's formula on the mean that it predicts where only some columns are known.
    /// </summary>
    private sealed record Tree(int[] Column, double[] Threshold, int[] Left, int[] Right, double[] Leaf, double[] NodeRows,
        double[] LeafRows)
    {
        public static Tree[] Read(BoostedTrees trees)
        {
            var path = Path.GetTempFileName();
            try
            {
                trees.Save(path);
                return [.. File.ReadAllText(path, Encoding.UTF8).Split("\nTree=").Skip(1).Select(Parse)];
            }
            finally
            {
                File.Delete(path);
            }
        }

        public (double Base, double[] Values) Shapley(double[] row)
        {
            var m = row.Length;
            double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (p, k) => p * k);
            double[] values = [.. Enumerable.Range(0, 1 << m).Select(s => Mean(0, row, s))];
            return (values[0], [.. Enumerable.Range(0, m).Select(j => Enumerable.Range(0, 1 << m).Where(s => (s >> j & 1) == 0).Sum(s =>
                Factorial(int.PopCount(s)) * Factorial(m - int.PopCount(s) - 1) / Factorial(m) * (values[s | (1 << j)] - values[s])))]);
        }

        private static Tree Parse(string text)
        {
            double[] Numbers(string name) => [.. text.Split('\n')
                .Single(l => l.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..]
                .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => double.Parse(v, CultureInfo.InvariantCulture))];
            int[] Whole(string name) => Array.ConvertAll(Numbers(name), v => (int)v);
            return new Tree(Whole("split_feature"), Numbers("threshold"), Whole("left_child"), Whole("right_child"), Numbers("leaf_value"),
                Numbers("internal_count"), Numbers("leaf_count"));
        }

        private double Mean(int node, double[] row, int known)
        {
            if (node < 0)
            {
                return Leaf[~node];
            }

            if ((known >> Column[node] & 1) == 1)
            {
                return Mean(row[Column[node]] <= Threshold[node] ? Left[node] : Right[node], row, known);
            }

            double Rows(int child) => child < 0 ? LeafRows[~child] : NodeRows[child];
            return ((Rows(Left[node]) * Mean(Left[node], row, known))
                + (Rows(Right[node]) * Mean(Right[node], row, known))) / NodeRows[node];
        }
    }
}

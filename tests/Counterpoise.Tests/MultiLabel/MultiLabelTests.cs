using Counterpoise.Classifiers;
using Counterpoise.Comparisons;
using Counterpoise.MultiLabel;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Tables;

namespace Counterpoise.Tests.MultiLabel;

public sealed class MultiLabelTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    // Rows: ab, a, a, a, c, none.
    private static readonly LabelSet Six = new(Names,
    [
        true, true, false, true, false, false, true, false, false, true, false, false, false, false, true, false, false, false,
    ]);

    [Fact]
    public void Imbalance_of_labels_is_that_of_the_definitions_by_hand()
    {
        var imbalance = LabelImbalance.Of(Six);
        Assert.Equal([4, 1, 1], imbalance.Counts);
        Assert.Equal([1.0, 4, 4], imbalance.Ratios);
        Assert.Equal(3, imbalance.MeanRatio, 12);
        Assert.Equal([1, 2], imbalance.Minority);
        // One of five labelled rows has labels of ratios 1 and 4: 1 − 2 / 2.5.
        Assert.Equal(0.2 / 5, imbalance.Concurrence, 12);
        Assert.Equal((1.0, 1), (imbalance.Cardinality, imbalance.Unlabelled));
        Assert.Contains("any of the labels",
            Assert.Throws<ArgumentException>(() => LabelImbalance.Of(new LabelSet(Names, new bool[6]))).Message);
    }

    [Theory]
    [InlineData(1ul)]
    [InlineData(2ul)]
    [InlineData(3ul)]
    public void Iterative_stratification_spreads_each_label_and_holds_each_row_once(ulong seed)
    {
        var random = new RandomStream(seed, "labels");
        bool[] has = [.. Enumerable.Range(0, 500 * 3).Select(i => random.NextDouble() < (i % 3) switch { 0 => 0.5, 1 => 0.1, _ => 0.02 })];
        var labels = new LabelSet(Names, has);
        var folds = IterativeStratification.Of(labels, 5, new RandomStream(seed, "folds"));
        Assert.Equal(Enumerable.Range(0, 500), folds.SelectMany(f => f.Test).Order());
        Assert.All(folds, f => Assert.InRange(f.Test.Length, 95, 105));
        for (var l = 0; l < 3; l++)
        {
            var share = labels.Codes(l).Sum() / 5.0;
            Assert.All(folds, f => Assert.InRange(labels.Select(f.Test).Codes(l).Sum(), Math.Floor(share) - 1, Math.Ceiling(share) + 1));
        }

        Assert.Equal(folds.Select(f => f.Test), IterativeStratification.Of(labels, 5, new RandomStream(seed, "folds")).Select(f => f.Test));
        Assert.Throws<ArgumentException>(() => IterativeStratification.Of(Six, 7, random));
    }

    [Fact]
    public void Metrics_over_labels_and_rows_are_those_by_hand()
    {
        var labels = new LabelSet(["a", "b"], [true, false, true, true, false, false, true, false]);
        var m = MultiLabelMetrics.Of(labels, [0.9, 0.1, 0.8, 0.3, 0.7, 0.2, 0.2, 0.6], [0.5, 0.5]);
        // a: TP 2, FP 1, FN 1; b: TP 0, FP 1, FN 1.
        Assert.Equal(2 / 3.0, m.F1[0], 12);
        Assert.Equal(0, m.F1[1]);
        Assert.Equal(1 / 3.0, m.MacroF1, 12);
        Assert.Equal(0.5, m.MicroF1, 12);
        Assert.Equal(4 / 8.0, m.HammingLoss, 12);
        Assert.Equal(1 / 4.0, m.SubsetAccuracy, 12);
        Assert.Equal(2 / 3.0, m.Auroc[1], 12);
        Assert.Equal(0.5, m.AveragePrecision[1], 12);
        Assert.Equal((1 + 1 + 0.75) / 3, m.AveragePrecision[0], 12);
        Assert.Throws<ArgumentException>(() => MultiLabelMetrics.Of(labels, [0.1], [0.5, 0.5]));
    }

    [Fact]
    public void New_rows_lie_between_rows_of_a_rare_label_and_have_what_most_of_them_have()
    {
        var random = new RandomStream(3, "rows");
        var (x, has) = (new DenseMatrix(60, 2), new List<bool>());
        for (var i = 0; i < 60; i++)
        {
            var rare = i < 8;
            (x[i, 0], x[i, 1]) = rare ? (10 + random.NextDouble(), 10 + random.NextDouble()) : (random.NextDouble(), random.NextDouble());
            has.AddRange([!rare || i % 4 == 0, rare, false]);
        }

        has[^1] = true;
        var labels = new LabelSet(Names, [.. has]);
        Assert.Equal([2], LabelImbalance.Of(labels).Minority);
        has[^1] = false;
        labels = new LabelSet(["a", "b"], [.. has.Chunk(3).SelectMany(r => r[..2])]);
        var (rows, made) = new Mlsmote(3).Resample(x, labels, new RandomStream(4, "made"));
        Assert.Equal(68, rows.Rows);
        Assert.Equal(x.Data, rows.Data[..120]);
        for (var i = 60; i < 68; i++)
        {
            Assert.True(made[i, 1]);
            Assert.False(made[i, 0]);
            Assert.InRange(rows[i, 0], 10, 11);
        }

        var (_, copied) = new MultiLabelRandomOverSampler(0.1).Resample(x, labels, new RandomStream(4, "made"));
        Assert.Equal(66, copied.Rows);
        Assert.All(Enumerable.Range(60, 6), i => Assert.True(copied[i, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Mlsmote(0));
        Assert.Contains("did you mean mlsmote", Assert.Throws<ArgumentException>(() => MultiLabelMethod.Find("mlsmot")).Message);
    }

    [Fact]
    public void Thresholds_of_labels_are_what_helps_rare_ones_and_labels_without_rows_are_refused()
    {
        var random = new RandomStream(7, "table");
        var (x, has) = (new DenseMatrix(400, 3), new bool[400 * 2]);
        for (var i = 0; i < 400; i++)
        {
            for (var c = 0; c < 3; c++) x[i, c] = random.NextNormal();
            has[2 * i] = x[i, 0] + (0.5 * random.NextNormal()) > 0;
            has[(2 * i) + 1] = x[i, 1] + (0.8 * random.NextNormal()) > 1.9;
        }

        var labels = new LabelSet(["often", "seldom"], has);
        var comparison = MultiLabelComparison.Run(Table.FromMatrix(x), labels, new MultiLabelComparisonOptions { Seed = 1 });
        Assert.Equal(5 * MultiLabelMethod.All().Count, comparison.Cells.Count);
        double Mean(Func<MultiLabelCell, double> value) => comparison.Values("none", "logistic regression", value).Average();
        Assert.True(Mean(c => c.Tuned.F1[1]) > Mean(c => c.Plain.F1[1]) + 0.02, comparison.Classifiers[0]);
        Assert.All(comparison.Differences(), d => Assert.NotEqual(VerdictOutcome.Helps, d.Outcome));
        Assert.StartsWith("No gain", comparison.Verdict());
        var never = new LabelSet(["often", "never"], [.. Enumerable.Range(0, 800).Select(i => i % 2 == 0 && has[i])]);
        Assert.Contains("'never' has 0 rows", Assert.Throws<ArgumentException>(() =>
            MultiLabelComparison.Run(Table.FromMatrix(x), never)).Message);
    }

    [Fact]
    public void A_label_of_all_rows_or_none_is_said_by_its_share()
    {
        var x = DenseMatrix.FromRows([0], [1], [2], [3]);
        using var fitted = BinaryRelevance.Fit(x, new LabelSet(["all", "none"], [true, false, true, false, true, false, true, false]),
            new LogisticRegression(), new RandomStream(1, "fit"));
        Assert.Equal([1.0, 0, 1, 0], fitted.Predict(DenseMatrix.FromRows([5], [6])));
    }
}

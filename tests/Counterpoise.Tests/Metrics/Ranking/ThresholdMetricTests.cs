using Counterpoise.Metrics;

namespace Counterpoise.Tests.Metrics;

public class ThresholdMetricTests
{
    // By falling score: + - + + - -; precision 1, 1/2, 2/3, 3/4, 3/5, 1/2; recall 1/3, 1/3, 2/3, 1, 1, 1.
    private static readonly int[] Labels = [1, 0, 1, 1, 0, 0];
    private static readonly double[] Scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4];

    [Fact]
    public void Recall_at_precision_reads_the_attainable_points()
    {
        Assert.Equal(new ThresholdResult(0.9, 1.0 / 3), RecallAtPrecision.Of(Labels, Scores, 0.9));
        Assert.Equal(new ThresholdResult(0.6, 1), RecallAtPrecision.Of(Labels, Scores, 0.75));
        Assert.Equal(new ThresholdResult(double.PositiveInfinity, 0), RecallAtPrecision.Of([0, 1], [0.9, 0.1], 0.75));
        Assert.Throws<ArgumentOutOfRangeException>(() => RecallAtPrecision.Of(Labels, Scores, 0));
    }

    [Fact]
    public void Precision_at_recall_reads_the_attainable_points()
    {
        Assert.Equal(new ThresholdResult(0.6, 0.75), PrecisionAtRecall.Of(Labels, Scores, 0.9));
        Assert.Equal(new ThresholdResult(0.9, 1), PrecisionAtRecall.Of(Labels, Scores, 0.3));
    }

    [Fact]
    public void Constant_scores_give_one_half_and_the_prevalence()
    {
        int[] y = [1, 0, 0, 0];
        double[] s = [0.5, 0.5, 0.5, 0.5];
        Assert.Equal(0.5, Auroc.Of(y, s));
        Assert.Equal(0.25, AveragePrecision.Of(y, s));
    }

    [Fact]
    public void One_sided_labels_are_undefined_and_not_a_number()
    {
        Assert.True(double.IsNaN(Auroc.Of([1, 1], [0.1, 0.2])));
        Assert.True(double.IsNaN(AveragePrecision.Of([0, 0], [0.1, 0.2])));
        Assert.True(double.IsNaN(BestF1.Of([0, 0], [0.1, 0.2]).Value));
        Assert.Empty(RocCurve.Of([1, 1], [0.1, 0.2]));
        Assert.Empty(PrecisionRecallCurve.Of([0, 0], [0.1, 0.2]));
    }

    [Fact]
    public void A_score_that_is_not_a_number_is_refused_by_row()
    {
        var fault = Assert.Throws<ArgumentException>(() => Auroc.Of([1, 0], [0.1, double.NaN]));
        Assert.Contains("row 1", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Auroc.Of([1, 0, 1], [0.1, 0.3]));
    }

    [Fact]
    public void Negative_zero_ties_with_zero_and_infinities_are_ordered()
    {
        Assert.Equal(0.5, Auroc.Of([1, 0], [-0.0, 0.0]));
        Assert.Equal(1, Auroc.Of([1, 0, 0], [double.PositiveInfinity, double.NegativeInfinity, -3]));
    }

    [Fact]
    public void Large_inputs_equal_counting_every_pair()
    {
        var random = new Counterpoise.Randomness.RandomStream(4);
        const int n = 9_000; // above the length from which radix sort is used, on both sides
        var y = Enumerable.Range(0, n).Select(_ => (int)random.NextInteger(2)).ToArray();
        var s = y.Select(v => (float)Math.Round((random.NextNormal() + v) * 50) / 50).ToArray();
        double right = 0, pairs = 0;
        foreach (var i in Enumerable.Range(0, n).Where(i => y[i] == 1))
            for (var j = 0; j < n; j++)
            {
                if (y[j] == 1) continue;
                pairs++;
                right += s[i] > s[j] ? 1 : s[i] == s[j] ? 0.5 : 0;
            }

        Assert.Equal(right / pairs, Auroc.Of(y, s), 1e-12);
        Assert.Equal(AveragePrecision.Of(y, [.. s.Select(v => (double)v)]), AveragePrecision.Of(y, s));
    }
}

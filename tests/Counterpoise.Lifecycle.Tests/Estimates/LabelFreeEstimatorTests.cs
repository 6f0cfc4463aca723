using Counterpoise.Lifecycle.Drift;
using Counterpoise.Lifecycle.Estimates;
using Counterpoise.Options;
using Counterpoise.Tests.Lifecycle.Drift;

namespace Counterpoise.Tests.Lifecycle.Estimates;

/// <summary>Estimates without labels: the expected confusion matrix, its intervals, and its conditions.</summary>
public class LabelFreeEstimatorTests
{
    [Fact]
    public void Expected_confusion_of_five_scores_is_that_by_hand()
    {
        var counts = ExpectedConfusion.Compute([.9, .8, .3, .1, .6]);
        Assert.Equal((2.3, .7, .4, 1.6), (Math.Round(counts[1][1], 12), Math.Round(counts[0][1], 12), Math.Round(counts[1][0], 12),
            Math.Round(counts[0][0], 12)));
        var metrics = ConfusionMetrics.Compute(counts);
        Assert.Equal(.7666667, metrics[3], 7);
        Assert.Equal(.8518519, metrics[1], 7);
    }

    [Fact]
    public void The_estimate_holds_the_truth_when_only_the_features_move()
    {
        var estimator = LabelFreeEstimator.Fit(SampledWindows.Make(4000, 1));
        var held = Enumerable.Range(0, 20).Count(w =>
        {
            var window = SampledWindows.Make(600, 100 + (ulong)w);
            var interval = estimator.Estimate(window)["recall(yes)"].Interval!;
            return interval.Contains(Recall(window));
        });
        Assert.InRange(held, 16, 20);
    }

    [Fact]
    public void Overconfident_probabilities_are_calibrated_first_and_named_where_they_are_not()
    {
        static DriftWindow Sharp(DriftWindow window) => window with { Probabilities =
            Array.ConvertAll(window.Probabilities!, p => p > .5 ? 1 - ((1 - p) * .05) : p * .05) };
        var (reference, window) = (Sharp(SampledWindows.Make(4000, 1)), Sharp(SampledWindows.Make(4000, 2)));
        var truth = Recall(window);
        var good = LabelFreeEstimator.Fit(reference).Estimate(window);
        Assert.Equal(truth, good["recall(yes)"].Value, .03);
        Assert.True(good.Usable);
        var bad = LabelFreeEstimator.Fit(reference, new LabelFreeOptions { Calibrate = false, CalibrationTolerance = .02 })
            .Estimate(window);
        Assert.True(bad["recall(yes)"].Value > truth + .05);
        Assert.False(bad.Usable);
    }

    [Fact]
    public void Concept_drift_is_not_seen_and_the_estimate_says_that_it_would_not_be()
    {
        var estimator = LabelFreeEstimator.Fit(SampledWindows.Make(2000, 1));
        var window = SampledWindows.Make(1000, 2);
        for (var i = 0; i < window.Rows; i++) window.Labels![i] = 1 - window.Labels[i];
        var estimate = estimator.Estimate(window);
        Assert.True(estimate["recall(yes)"].Value - Recall(window) > .4);
        Assert.Null(estimate.Conditions.Single(c => c.Name == "same classes given the features").Holds);
    }

    [Fact]
    public void Few_rows_of_a_class_and_unseen_probabilities_break_a_condition()
    {
        var estimate = LabelFreeEstimator.Fit(SampledWindows.Make(300, 3, prior: .02)).Estimate(SampledWindows.Make(100, 4));
        Assert.False(estimate.Conditions.Single(c => c.Name == "enough rows").Holds);
        var narrow = SampledWindows.Make(500, 1) with { Probabilities = [.. Enumerable.Repeat(.5, 1000)] };
        Assert.False(LabelFreeEstimator.Fit(narrow).Estimate(SampledWindows.Make(100, 4))
            .Conditions.Single(c => c.Name == "rows like the reference").Holds);
    }

    [Fact]
    public void Three_classes_sum_to_the_rows_and_a_class_that_is_never_given_has_no_precision()
    {
        double[] p = [.5, .3, .2, .1, .8, .1, .4, .4, .2];
        var counts = ExpectedConfusion.Compute(p, [0, 1, 0], 3);
        Assert.Equal(3, counts.Sum(r => r.Sum()), 12);
        Assert.Equal(.9, counts[0][0], 12);
        Assert.True(double.IsNaN(ConfusionMetrics.Compute(counts)[5]));
    }

    [Fact]
    public void What_cannot_be_used_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ExpectedConfusion.Compute([1.2]));
        Assert.Throws<ArgumentException>(() => ExpectedConfusion.Compute([.5, .5], [2], 2));
        Assert.Throws<ArgumentException>(() => LabelFreeEstimator.Fit(SampledWindows.Make(100, 1) with { Labels = null }));
        Assert.Throws<ArgumentException>(() => LabelFreeEstimator.Fit(SampledWindows.Make(100, 1))
            .Estimate(SampledWindows.Make(100, 1) with { Probabilities = null }));
        Assert.Throws<InvalidOptionsException>(() => LabelFreeEstimator.Fit(SampledWindows.Make(100, 1),
            new LabelFreeOptions { Draws = 1 }));
        Assert.Throws<KeyNotFoundException>(() => LabelFreeEstimator.Fit(SampledWindows.Make(100, 1))
            .Estimate(SampledWindows.Make(100, 1))["auroc"]);
    }

    private static double Recall(DriftWindow window)
    {
        var positives = Enumerable.Range(0, window.Rows).Where(i => window.Labels![i] == 1).ToList();
        return positives.Average(i => window.Probabilities![(2 * i) + 1] > .5 ? 1.0 : 0);
    }
}

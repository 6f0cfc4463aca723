using Counterpoise.Calibration;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Resampling;

namespace Counterpoise.Tests.Calibration;

public class CalibrationTests
{
    private static readonly int[] Labels = [0, 1, 0, 1, 1, 0];
    private static readonly double[] Scores = [0.1, 0.9, 0.8, 0.7, 0.6, 0.2];

    [Fact]
    public void Balanced_training_is_corrected_to_a_rare_class_by_hand()
    {
        // p = .5 of a model trained 50:50 is the prior itself: .02 where 2% are positive.
        var corrected = new PriorCorrection([500, 500], [0.98, 0.02]).Apply([0.5, 0.5, 0.1, 0.9]);
        Assert.Equal(0.02, corrected[1], 1e-15);
        Assert.Equal(0.9 * 0.04 / ((0.9 * 0.04) + (0.1 * 1.96)), corrected[3], 1e-15);
        Assert.Equal(1, corrected[2] + corrected[3], 1e-15);
    }

    [Fact]
    public void Equal_priors_change_nothing_and_impossible_ones_are_refused()
    {
        Assert.Equal([0.3, 0.7], new PriorCorrection([1, 3], [0.25, 0.75]).Apply([0.3, 0.7]));
        Assert.Equal([0.0, 1.0], new PriorCorrection([1, 1], [1, 0]).Apply([0.0, 1.0]));
        Assert.Throws<ArgumentException>(() => new PriorCorrection([0, 1], [0.5, 0.5]));
        Assert.Throws<ArgumentException>(() => new PriorCorrection([1, 1], [-0.5, 0.5]));
        Assert.Throws<ArgumentException>(() => new PriorCorrection([1, 1], [0, 0]));
        Assert.Throws<ArgumentException>(() => new PriorCorrection([1, 1], [0.5, 0.5]).Apply([0.3]));
    }

    [Fact]
    public void A_resampler_knows_the_ratio_that_it_changed()
    {
        // 8 to 2 became 8 to 8: even odds of the model are the prior of 0.2.
        int[] labels = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1];
        var features = new DenseMatrix(10, 1, [.. Enumerable.Range(0, 10).Select(i => (double)i)]);
        var resampled = new RandomOverSampler().Resample(features, labels, new RandomStream(0));
        Assert.Equal([0.8, 0.2], PriorCorrection.Of(resampled, labels, 2).Apply([0.5, 0.5]).Select(p => Math.Round(p, 12)));
        Assert.Equal([0.8, 0.2, 0], PriorCorrection.Of(resampled, labels, 3).Apply([0.4, 0.4, 0.2]).Select(p => Math.Round(p, 12)));
        Assert.Contains("expected 0 to 1", Assert.Throws<ArgumentException>(() => PriorCorrection.Of(resampled, [0, 2], 2)).Message);
        Assert.Contains("trained prior of class 2", Assert.Throws<ArgumentException>(() => PriorCorrection.Of(resampled, [0, 1, 2], 3))
            .Message);
    }

    [Fact]
    public void Isotonic_pools_violators_ties_and_clips_by_hand()
    {
        var fit = IsotonicCalibration.Fit([0, 1, 0, 1], [1, 2, 3, 4]);
        Assert.Equal([(1, 0), (2, 0.5), (3, 0.5), (4, 1)], fit.Corners);
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], fit.Apply([-5, 1.5, 2.5, 3.5, 9]));
        Assert.Equal([(1, 0.5)], IsotonicCalibration.Fit([0, 1], [1, 1]).Corners);
    }

    [Fact]
    public void Platt_keeps_the_order_and_separable_rows_stay_finite()
    {
        var platt = PlattScaling.Fit([0, 0, 1, 1], [-2, -1, 1, 2]);
        var p = platt.Apply([-2, 0, 2]);
        Assert.True(p[0] < p[1] && p[1] < p[2]);
        Assert.InRange(p[2], 0.5, 0.999);
        Assert.Throws<ArgumentException>(() => PlattScaling.Fit([1, 1], [1, 2]));
        Assert.Throws<ArgumentException>(() => PlattScaling.Fit([0, 1], [1, double.NaN]));
    }

    [Fact]
    public void Temperature_keeps_the_predicted_class()
    {
        double[] logits = [5, 0, 1, 4, 6, 2, 0, 1, 9];
        var scaled = TemperatureScaling.Fit([0, 2, 1], logits, 3);
        Assert.True(scaled.Temperature > 1);
        foreach (var (before, after) in logits.Chunk(3).Zip(scaled.Apply(logits, 3).Chunk(3)))
        {
            Assert.Equal(Array.IndexOf(before, before.Max()), Array.IndexOf(after, after.Max()));
            Assert.Equal(1, after.Sum(), 1e-12);
        }

        Assert.InRange(TemperatureScaling.Fit([0, 1], [3, 0, 0, 3], 2).Temperature, 1e-3, 1);
        Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit([0], [1, double.NegativeInfinity], 2));
    }

    [Fact]
    public void Thresholds_follow_their_rule()
    {
        Assert.Equal(0.6, DecisionThreshold.ByF1(Labels, Scores).Threshold);
        Assert.Equal(0.6, DecisionThreshold.ByBalancedAccuracy(Labels, Scores).Threshold);
        // At 0.6 all positives and one of three negatives.
        var even = DecisionThreshold.ByGeometricMean(Labels, Scores);
        Assert.Equal(0.6, even.Threshold);
        Assert.Equal(Math.Sqrt(2.0 / 3), even.ValidationValue!.Value, 1e-12);
        Assert.Equal(0.9, DecisionThreshold.ByRecallAtPrecision(Labels, Scores, 1).Threshold);
        Assert.Equal(0.25, DecisionThreshold.Bayes(1, 3).Threshold);
        // A false alarm at 5 and a miss at 1: only the first row pays.
        var costly = DecisionThreshold.ByCost(Labels, Scores, 5, 1);
        Assert.Equal((0.9, 2.0 / 6), (costly.Threshold, costly.ValidationValue!.Value));
        Assert.Equal([0, 1, 0, 0, 0, 0], costly.Decide(Scores));
        Assert.Throws<ArgumentException>(() => DecisionThreshold.ByCost(Labels, Scores, -1, 1));
        Assert.Throws<ArgumentException>(() => DecisionThreshold.ByF1([1, 1], [0.1, 0.2]));
    }

    [Fact]
    public void Rules_of_thresholds_differ_where_their_metrics_do()
    {
        // Four positives among twenty rows; each rule has one best threshold, and no two share it.
        int[] labels = [0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0];
        double[] scores = [.. Enumerable.Range(0, 20).Select(i => (20 - i) / 20.0)];
        var (f1, accuracy, mean) = (DecisionThreshold.ByF1(labels, scores), DecisionThreshold.ByBalancedAccuracy(labels, scores),
            DecisionThreshold.ByGeometricMean(labels, scores));
        Assert.Equal((.1, .95, .65), (f1.Threshold, accuracy.Threshold, mean.Threshold));
        Assert.Equal(8.0 / 23, f1.ValidationValue!.Value, 1e-12);
        Assert.Equal((.25 + 15.0 / 16) / 2, accuracy.ValidationValue!.Value, 1e-12);
        Assert.Equal(Math.Sqrt(.5 * 10 / 16), mean.ValidationValue!.Value, 1e-12);
    }

    [Fact]
    public void A_fit_refuses_the_rows_it_saw()
    {
        int[] validation = [3, 5, 8, 9, 11, 12];
        var fit = new ValidationFit<DecisionThreshold>(validation, DecisionThreshold.ByF1(Labels, Scores));
        Assert.Equal(0.6, fit.For([1, 2, 4]).Threshold);
        Assert.Equal(validation, fit.Rows);
        var fault = Assert.Throws<InvalidOperationException>(() => fit.For([1, 8]));
        Assert.Contains("row 8", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0.6, fit.ForNewRows().Threshold);
        Assert.Throws<ArgumentException>(() => new ValidationFit<double>([], 1));
    }
}

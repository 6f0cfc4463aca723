using Counterpoise.Calibration;
using Counterpoise.Metrics;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Calibration;

public class DecisionWeightsTests
{
    [Fact]
    public void By_hand_two_classes_are_parted_where_the_metric_is_best()
    {
        // Scores of class 1: 0.1, 0.2, 0.3 | 0.4 (one), 0.15 (one). From 0.35 on: recalls 1/2 and 1; from 0.12 on: 1 and 1/3; the G-means
        // are 0.707 and 0.577.
        int[] labels = [0, 0, 0, 1, 1];
        double[] p = [0.9, 0.1, 0.8, 0.2, 0.7, 0.3, 0.6, 0.4, 0.85, 0.15];
        var tuned = DecisionWeights.Tune(labels, p, 2, m => GeometricMean.Of(m));
        Assert.Equal([0, 0, 0, 1, 0], tuned.Decide(p));
        var threshold = tuned.Weights[0] / (tuned.Weights[0] + tuned.Weights[1]);
        Assert.InRange(threshold, 0.3, 0.4);
    }

    [Fact]
    public void For_two_classes_no_threshold_is_better()
    {
        var random = new RandomStream(4);
        for (var round = 0; round < 20; round++)
        {
            int[] labels = [.. Enumerable.Range(0, 80).Select(i => i % 6 == 0 ? 1 : 0)];
            double[] scores = [.. labels.Select(y => Math.Clamp((0.3 * y) + (0.6 * random.NextDouble()), 0, 1))],
                p = [.. scores.SelectMany(s => new[] { 1 - s, s })];
            double Value(int[] decided) => GeometricMean.Of(ConfusionMatrix.Of(labels, decided, ["a", "b"]));
            var best = scores.Max(t => Value([.. scores.Select(s => s >= t ? 1 : 0)]));
            Assert.Equal(best, Value(DecisionWeights.Tune(labels, p, 2, m => GeometricMean.Of(m)).Decide(p)), 12);
        }
    }

    [Fact]
    public void Several_classes_gain_and_never_lose_against_the_inverse_shares()
    {
        var random = new RandomStream(9);
        int[] labels = [.. Enumerable.Range(0, 300).Select(i => i % 20 == 0 ? 2 : i % 4 == 0 ? 1 : 0)];
        double[] p = [.. labels.SelectMany(y =>
        {
            double[] e = [1.5 + (y == 0 ? 1 : 0) + random.NextNormal(), 0.5 + (y == 1 ? 1 : 0) + random.NextNormal(),
                -1 + (y == 2 ? 1.5 : 0) + random.NextNormal()];
            var sum = e.Sum(Math.Exp);
            return e.Select(v => Math.Exp(v) / sum);
        })];
        double Value(int[] decided) => GeometricMean.Of(ConfusionMatrix.Of(labels, decided, ["a", "b", "c"]));
        double[] inverse = [.. Enumerable.Range(0, 3).Select(c => 1.0 / labels.Count(y => y == c))];
        var tuned = DecisionWeights.Tune(labels, p, 3, m => GeometricMean.Of(m));
        Assert.True(Value(tuned.Decide(p)) >= Value(new DecisionWeights(inverse).Decide(p)));
        Assert.True(Value(tuned.Decide(p)) > Value(new DecisionWeights([1, 1, 1]).Decide(p)) + 0.05);
    }

    [Fact]
    public void Equal_scores_absent_classes_and_zeros_are_decided_and_one_class_is_refused()
    {
        var constant = DecisionWeights.Tune([0, 0, 1], [0.7, 0.3, 0.7, 0.3, 0.7, 0.3], 2, m => GeometricMean.Of(m));
        Assert.Single(constant.Decide([0.7, 0.3, 0.7, 0.3]).Distinct());
        var absent = DecisionWeights.Tune([0, 0, 2, 2], [0.8, 0.1, 0.1, 0.9, 0, 0.1, 0.6, 0, 0.4, 0.7, 0, 0.3], 3,
            m => GeometricMean.Of(m));
        Assert.Equal([0, 2], absent.Decide([0.9, 0, 0.1, 0.5, 0, 0.5]));
        Assert.Throws<ArgumentException>(() => DecisionWeights.Tune([1, 1], [0, 1, 0, 1], 2, m => GeometricMean.Of(m)));
        Assert.Throws<ArgumentException>(() => DecisionWeights.Tune([0, 1], [0, 1], 2, m => GeometricMean.Of(m)));
        Assert.Throws<ArgumentException>(() => constant.Decide([1]));
    }
}

using Counterpoise.Metrics;

namespace Counterpoise.Calibration;

/// <summary>
/// Thresholds on the score of the positive class, to be fitted on validation rows alone and kept in a
/// <see cref="ValidationFit{T}"/>. A row is predicted positive iff its score is at or above the threshold.
/// </summary>
/// <param name="Threshold">The threshold; +∞ predicts no positive.</param>
/// <param name="Rule">How it was chosen.</param>
/// <param name="ValidationValue">What the rule reached on the validation rows: F1, balanced accuracy, G-mean, recall or mean cost; null
/// where nothing was fitted.</param>
public sealed record DecisionThreshold(double Threshold, string Rule, double? ValidationValue)
{
    /// <summary>The threshold of the largest F1; the highest among equals.</summary>
    /// <param name="labels">n classes of validation rows.</param>
    /// <param name="scores">n scores, higher for positive.</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <param name="weights">n weights of the rows, finite, at least 0 and not all 0; empty where every row counts 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or one class has no row.</exception>
    public static DecisionThreshold ByF1(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positiveClass = 1,
        ReadOnlySpan<double> weights = default)
    {
        BinaryScores.Check(labels, scores, positiveClass, weights);
        return Of(BestF1.Of(labels, scores, positiveClass, weights), "largest F1");
    }

    /// <summary>The threshold of the largest balanced accuracy; the highest among equals.</summary>
    /// <param name="labels">n classes of validation rows.</param>
    /// <param name="scores">n scores, higher for positive.</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <param name="weights">n weights of the rows, finite, at least 0 and not all 0; empty where every row counts 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or one class has no row.</exception>
    public static DecisionThreshold ByBalancedAccuracy(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positiveClass = 1,
        ReadOnlySpan<double> weights = default)
    {
        BinaryScores.Check(labels, scores, positiveClass, weights);
        return Of(BestBalancedAccuracy.Of(labels, scores, positiveClass, weights), "largest balanced accuracy");
    }

    /// <summary>The threshold of the largest G-mean, the geometric mean of the recalls of both classes; the highest among equals.</summary>
    /// <param name="labels">n classes of validation rows.</param>
    /// <param name="scores">n scores, higher for positive.</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <param name="weights">n weights of the rows, finite, at least 0 and not all 0; empty where every row counts 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or one class has no row.</exception>
    public static DecisionThreshold ByGeometricMean(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positiveClass = 1,
        ReadOnlySpan<double> weights = default)
    {
        BinaryScores.Check(labels, scores, positiveClass, weights);
        return Of(RankedScores.Of(labels, scores, positiveClass, weights)
            .Best(static g => Math.Sqrt((double)g.TruePositives / g.Positives * (1 - ((double)g.FalsePositives / g.Negatives)))),
            "largest G-mean");
    }

    /// <summary>The threshold of the largest recall whose precision is at least the minimum; +∞ if none has it.</summary>
    /// <param name="labels">n classes of validation rows.</param>
    /// <param name="scores">n scores, higher for positive.</param>
    /// <param name="minimumPrecision">In (0, 1].</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <param name="weights">n weights of the rows, finite, at least 0 and not all 0; empty where every row counts 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or one class has no row.</exception>
    public static DecisionThreshold ByRecallAtPrecision(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, double minimumPrecision,
        int positiveClass = 1,
        ReadOnlySpan<double> weights = default)
    {
        BinaryScores.Check(labels, scores, positiveClass, weights);
        return Of(RecallAtPrecision.Of(labels, scores, minimumPrecision, positiveClass, weights),
            FormattableString.Invariant($"largest recall at a precision of at least {minimumPrecision}"));
    }

    /// <summary>The threshold of the largest precision whose recall is at least the minimum.</summary>
    /// <param name="labels">n classes of validation rows.</param>
    /// <param name="scores">n scores, higher for positive.</param>
    /// <param name="minimumRecall">In (0, 1].</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <param name="weights">n weights of the rows, finite, at least 0 and not all 0; empty where every row counts 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or one class has no row.</exception>
    public static DecisionThreshold ByPrecisionAtRecall(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, double minimumRecall,
        int positiveClass = 1,
        ReadOnlySpan<double> weights = default)
    {
        BinaryScores.Check(labels, scores, positiveClass, weights);
        return Of(PrecisionAtRecall.Of(labels, scores, minimumRecall, positiveClass, weights),
            FormattableString.Invariant($"largest precision at a recall of at least {minimumRecall}"));
    }

    /// <summary>The threshold of the least mean cost on the validation rows; the highest among equals.</summary>
    /// <param name="labels">n classes of validation rows.</param>
    /// <param name="scores">n scores, higher for positive.</param>
    /// <param name="falsePositiveCost">Cost of a false alarm, at least 0.</param>
    /// <param name="falseNegativeCost">Cost of a miss, at least 0, in the same unit.</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <param name="weights">n weights of the rows, finite, at least 0 and not all 0; empty where every row counts 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, one class has no row, or a cost is
    /// negative.</exception>
    public static DecisionThreshold ByCost(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, double falsePositiveCost,
        double falseNegativeCost, int positiveClass = 1,
        ReadOnlySpan<double> weights = default)
    {
        BinaryScores.Check(labels, scores, positiveClass, weights);
        CheckCosts(falsePositiveCost, falseNegativeCost);
        var best = RankedScores.Of(labels, scores, positiveClass, weights).Best(g =>
            -((falsePositiveCost * g.FalsePositives) + (falseNegativeCost * (g.Positives - g.TruePositives))) / (g.Positives
                + g.Negatives));
        return new DecisionThreshold(best.Threshold, "least mean cost", -best.Value);
    }

    /// <summary>The threshold that is best for calibrated probabilities: c_FP / (c_FP + c_FN). Nothing is fitted.</summary>
    /// <param name="falsePositiveCost">Cost of a false alarm, at least 0.</param>
    /// <param name="falseNegativeCost">Cost of a miss, at least 0, in the same unit.</param>
    /// <exception cref="ArgumentException">A cost is negative, or both are 0.</exception>
    /// <remarks>Reference: Elkan, "The foundations of cost-sensitive learning", IJCAI 2001.</remarks>
    public static DecisionThreshold Bayes(double falsePositiveCost, double falseNegativeCost)
    {
        CheckCosts(falsePositiveCost, falseNegativeCost);
        return new DecisionThreshold(falsePositiveCost / (falsePositiveCost + falseNegativeCost),
            "least expected cost of calibrated probabilities", null);
    }

    /// <summary>Decides rows of two classes.</summary>
    /// <param name="scores">n scores of the positive class.</param>
    /// <param name="positiveClass">The positive class, 0 or 1; the other one is the negative.</param>
    /// <returns>n predicted classes.</returns>
    public int[] Decide(ReadOnlySpan<double> scores, int positiveClass = 1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)positiveClass, 1u, nameof(positiveClass));
        var predicted = new int[scores.Length];
        for (var i = 0; i < predicted.Length; i++) predicted[i] = scores[i] >= Threshold ? positiveClass : 1 - positiveClass;
        return predicted;
    }

    private static DecisionThreshold Of(ThresholdResult best, string rule) => new(best.Threshold, rule, best.Value);

    private static void CheckCosts(double falsePositive, double falseNegative)
    {
        if (!(falsePositive >= 0 && falseNegative >= 0 && falsePositive + falseNegative > 0
            && double.IsFinite(falsePositive + falseNegative)))
            throw new ArgumentException(
                $"found costs of {falsePositive} for a false alarm and {falseNegative} for a miss; expected finite costs of at least 0, "
                + $"not both 0");
    }
}

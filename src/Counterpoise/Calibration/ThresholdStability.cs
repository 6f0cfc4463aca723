using Counterpoise.Randomness;
using Counterpoise.Statistics;

namespace Counterpoise.Calibration;

/// <summary>
/// A threshold with what its choice rests on: it is chosen anew on bootstrap draws of the rows, within each class, and each choice is
/// judged on the rows that its draw left out. The value on the rows of the choice itself is too good.
/// </summary>
/// <param name="Chosen">The threshold chosen on all rows.</param>
/// <param name="Thresholds">Percentile interval of the thresholds of the draws in which one meets the rule; null without any.</param>
/// <param name="OutOfBag">Mean of what they reach on the rows left out; null without draws.</param>
/// <param name="OutOfBagInterval">Percentile interval of it; null without draws.</param>
/// <remarks>Reference: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 17.</remarks>
public sealed record ThresholdStability(DecisionThreshold Chosen, Interval? Thresholds, double? OutOfBag, Interval? OutOfBagInterval)
{
    /// <summary>Chooses a threshold and looks how firm the choice is.</summary>
    /// <param name="rule">What the threshold is chosen for.</param>
    /// <param name="labels">n classes of validation rows.</param>
    /// <param name="scores">n scores, higher for positive.</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <param name="draws">Bootstrap draws; 0 makes no intervals.</param>
    /// <param name="confidence">Coverage of the intervals, in (0, 1).</param>
    /// <param name="random">The draws.</param>
    /// <param name="weights">n weights of the rows, which go with them into every draw; null where every row counts 1.</param>
    /// <param name="cancellationToken">Stops the draws.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or one class has no row.</exception>
    public static ThresholdStability Of(ThresholdRule rule, int[] labels, double[] scores, int positiveClass, int draws, double confidence,
        IRandomSource random, double[]? weights = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(random);
        var chosen = rule.Fit(labels, scores, positiveClass, weights);
        var strata = Enumerable.Range(0, labels.Length).GroupBy(i => labels[i]).OrderBy(g => g.Key).Select(g => g.ToArray()).ToArray();
        var (thresholds, values) = (new List<double>(), new List<double>());
        for (var draw = 0; draw < draws; draw++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = strata.SelectMany(s => s.Select(_ => s[random.NextInteger(s.Length)])).ToArray();
            var drawnWeights = weights is null ? null : Array.ConvertAll(rows, r => weights[r]);
            if (drawnWeights is not null && strata.Any(s => rows.All(r => labels[r] != labels[s[0]] || weights![r] == 0)))
                continue;
            var fitted = rule.Fit(Array.ConvertAll(rows, r => labels[r]), Array.ConvertAll(rows, r => scores[r]), positiveClass,
                drawnWeights);
            // A draw in which no threshold meets the rule has none.
            if (double.IsFinite(fitted.Threshold))
                thresholds.Add(fitted.Threshold);
            var drawn = rows.ToHashSet();
            var value = rule.Value(OutcomeCounts.Of(labels, scores, [.. Enumerable.Range(0, labels.Length).Where(i => !drawn.Contains(i))],
                fitted.Threshold, positiveClass, weights));
            if (!double.IsNaN(value))
                values.Add(value);
        }

        return new ThresholdStability(
            chosen,
            thresholds.Count == 0 ? null : Percentiles.Interval([.. thresholds], confidence),
            values.Count == 0 ? null : values.Average(),
            values.Count == 0 ? null : Percentiles.Interval([.. values], confidence));
    }
}

namespace Counterpoise.Metrics;

/// <summary>
/// The precision-recall curve: (recall, precision) at every distinct score, from (0, 1) at threshold +∞, where no row is predicted
/// positive.
/// </summary>
public static class PrecisionRecallCurve
{
    /// <summary>Computes the curve. O(n).</summary>
    /// <param name="labels">n classes.</param>
    /// <param name="scores">n scores, higher for positive.</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <param name="weights">n weights of the rows, finite, at least 0 and not all 0; empty where every row counts 1.</param>
    /// <returns>Points by falling threshold, so rising recall; empty without positives.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a score is NaN, or a weight is wrong.</exception>
    public static IReadOnlyList<CurvePoint> Of(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positiveClass = 1,
        ReadOnlySpan<double> weights = default) =>
        Of(RankedScores.Of(labels, scores, positiveClass, weights));

    internal static IReadOnlyList<CurvePoint> Of(RankedScores ranked)
    {
        var points = new List<CurvePoint> { new(0, 1, double.PositiveInfinity) };
        foreach (var g in ranked.Groups())
        {
            if (g.Positives == 0) return [];
            points.Add(new CurvePoint((double)g.TruePositives / g.Positives,
                g.TruePositives / (double)(g.TruePositives + g.FalsePositives), g.Threshold));
        }

        return points;
    }
}

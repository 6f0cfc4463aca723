using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Fitting;

/// <summary>How well a curve predicts records.</summary>
public static class CurveScore
{
    // A curve that is certain and wrong would score infinity; this is the specification's clip.
    private const double Clip = 1e-12;

    /// <summary>−Σ k ln p + (n−k) ln(1−p), p clipped to [1e-12, 1 − 1e-12] so that one certain mistake is not infinite.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="records">The records.</param>
    public static double LogLoss(IFragilityCurve curve, FragilityRecords records)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(records);
        var sum = 0.0;
        for (var i = 0; i < records.Count; i++)
        {
            var p = Math.Clamp(curve.Probability(records.Intensities[i]), Clip, 1 - Clip);
            sum -= (records.Failures[i] * Math.Log(p)) + ((records.Trials[i] - records.Failures[i]) * Math.Log(1 - p));
        }

        return sum;
    }

    /// <summary>The mean of (p − outcome)² over all structures.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="records">The records, at least one.</param>
    public static double Brier(IFragilityCurve curve, FragilityRecords records)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(records);
        var sum = 0.0;
        for (var i = 0; i < records.Count; i++)
        {
            var p = curve.Probability(records.Intensities[i]);
            sum += (records.Failures[i] * (1 - p) * (1 - p)) + ((records.Trials[i] - records.Failures[i]) * p * p);
        }

        return sum / records.TrialCount;
    }
}

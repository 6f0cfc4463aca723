using Counterpoise.Statistics;

namespace Counterpoise.TrainingDynamics;

/// <summary>How far a condition is from the baseline in a figure.</summary>
/// <param name="G">Hedges' g over the seeds, condition less baseline, no more than 10 in size; 0 where both are constant and equal.</param>
/// <param name="CliffDelta">Cliff's δ.</param>
/// <param name="Stability">Share of the seeds, paired, whose difference has the sign of g.</param>
public sealed record DynamicsEffect(double G, double CliffDelta, double Stability)
{
    private const double Largest = 10;

    /// <summary>Compares runs with equal seeds.</summary>
    /// <param name="baseline">A figure of the baseline's runs, at least two.</param>
    /// <param name="condition">The same of the condition's, seed by seed.</param>
    /// <returns>Null where a value is missing.</returns>
    public static DynamicsEffect? From(IReadOnlyList<double> baseline, IReadOnlyList<double> condition)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(condition);
        if (baseline.Count < 2 || baseline.Count != condition.Count || baseline.Concat(condition).Any(v => !double.IsFinite(v)))
        {
            return null;
        }

        double[] a = [.. baseline], b = [.. condition];
        var g = Math.Clamp(EffectSize.HedgesG(b, a), -Largest, Largest);
        return new DynamicsEffect(g, EffectSize.CliffDelta(b, a), a.Zip(b, (x, y) => Math.Sign(y - x) == Math.Sign(g) ? 1.0 : 0).Average());
    }

    internal bool Counts(PatternThresholds thresholds) => Math.Abs(G) >= thresholds.Effect && Stability >= thresholds.Stability;
}

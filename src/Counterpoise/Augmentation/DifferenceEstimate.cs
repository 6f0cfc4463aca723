using Counterpoise.Statistics;

namespace Counterpoise.Augmentation;

/// <summary>A mean difference over folds.</summary>
/// <param name="Mean">Mean over folds and repeats.</param>
/// <param name="Interval">Its interval, corrected for the rows that folds share.</param>
public sealed record DifferenceEstimate(double Mean, Interval Interval)
{
    internal static DifferenceEstimate Of(double[] differences, double testShare, double confidence) =>
        new(differences.Average(), CorrectedResampledTest.Interval(differences, testShare, confidence));
}

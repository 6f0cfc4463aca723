namespace Counterpoise.TrainingDynamics;

/// <summary>How imbalanced a table is, and how its classes overlap.</summary>
/// <param name="Imbalance">1 − n_min/n_maj.</param>
/// <param name="N1">Share of rows on the border of a class.</param>
/// <param name="MinorityKdn">Mean over the minority of the share of nearest rows with another label: the mean over all rows hides
/// it.</param>
/// <param name="MinorityError">Share of minority rows whose nearest row is of the majority.</param>
public sealed record DataComplexity(double Imbalance, double N1, double MinorityKdn, double MinorityError)
{
    /// <summary>
    /// How much the other measure moved with the one that was meant to: |change of it in its unit| / |change of the target in its unit|;
    /// NaN where the target did not move.
    /// </summary>
    /// <param name="target">Change of what was meant to move.</param>
    /// <param name="targetUnit">Its unit, such as 0.1 of the imbalance.</param>
    /// <param name="other">Change of what was to stay.</param>
    /// <param name="otherUnit">Its unit, such as the deviation of N1 over draws.</param>
    public static double CouplingRatio(double target, double targetUnit, double other, double otherUnit) =>
        target == 0 ? double.NaN : Math.Abs(other / otherUnit) / Math.Abs(target / targetUnit);
}

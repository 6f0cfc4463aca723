namespace Counterpoise.Metrics.Screening;

/// <summary>What a threshold comes to on some rows; a row is called positive where its score is at least the threshold.</summary>
/// <param name="Threshold">The threshold.</param>
/// <param name="Sensitivity">The share of the positive rows that are called positive.</param>
/// <param name="Specificity">The share of the other rows that are not.</param>
public sealed record OperatingPoint(double Threshold, double Sensitivity, double Specificity)
{
    /// <summary>
    /// The share of right ones among those called positive, where a share of all rows is positive: s π / (s π + (1 − t)(1 − π)); NaN where
    /// nothing is called positive.
    /// </summary>
    /// <param name="prevalence">π, in [0, 1].</param>
    public double PrecisionAt(double prevalence)
    {
        if (prevalence is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(prevalence), prevalence, "a prevalence lies in [0, 1]");
        }

        var (right, wrong) = (Sensitivity * prevalence, (1 - Specificity) * (1 - prevalence));
        return right / (right + wrong);
    }
}

using Counterpoise.Numerics;
using Counterpoise.Statistics;

namespace Counterpoise.ImbalancedRegression;

/// <summary>Checks that every regressor makes.</summary>
internal static class RegressionFit
{
    /// <summary>The weights, 1 each where none are given.</summary>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, a number is not finite, or all weights are 0.</exception>
    public static double[] Check(DenseMatrix features, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Rows != targets.Length)
            throw new ArgumentException($"found {targets.Length} targets for {features.Rows} rows; expected one per row", nameof(targets));
        Samples.Require(targets, 1);
        FiniteCheck.Require(features);
        if (weights.IsEmpty)
        {
            var ones = new double[targets.Length];
            Array.Fill(ones, 1);
            return ones;
        }

        if (weights.Length != targets.Length)
            throw new ArgumentException($"found {weights.Length} weights for {targets.Length} rows; expected one per row", nameof(weights));
        var own = weights.ToArray();
        return Array.TrueForAll(own, w => w >= 0 && double.IsFinite(w)) && Array.Exists(own, w => w > 0) ? own
            : throw new ArgumentException("weights are finite and at least 0, and one is above 0", nameof(weights));
    }
}

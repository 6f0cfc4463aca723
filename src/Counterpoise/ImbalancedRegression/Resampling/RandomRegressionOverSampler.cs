using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.ImbalancedRegression;

/// <summary>Keeps all rows and repeats rows of rare targets until each rare run is as large as it is to be.</summary>
/// <remarks>
/// Even: each rare run comes to the mean size of the common runs; extreme: to the square of that over its own size. Runs that are larger
/// stay. O(n log n). Reference: Branco, Torgo and Ribeiro, "Pre-processing approaches for imbalanced distributions in regression",
/// Neurocomputing 2019, doi:10.1016/j.neucom.2018.11.100.
/// </remarks>
/// <param name="options">Options; null takes the defaults.</param>
public sealed class RandomRegressionOverSampler(RegressionResamplingOptions? options = null) : IRegressionResampler
{
    private readonly RegressionResamplingOptions _options = options ?? new RegressionResamplingOptions();

    /// <inheritdoc/>
    public RegressionResampleResult Resample(DenseMatrix features, ReadOnlySpan<double> targets, IRandomSource rng,
        CancellationToken cancellationToken = default)
    {
        var bumps = TargetBump.Check(features, targets, _options, needsFinite: false);
        ArgumentNullException.ThrowIfNull(rng);
        var common = bumps.Where(b => !b.IsRare).Average(b => b.Rows.Length);
        var rows = new RegressionRows(features, targets.ToArray());
        rows.Keep(Enumerable.Range(0, targets.Length));
        foreach (var bump in bumps.Where(b => b.IsRare))
        {
            var wanted = _options.Balance == RegressionBalance.Even ? common : common * common / bump.Rows.Length;
            for (var more = (int)Math.Round(wanted) - bump.Rows.Length; more > 0;
                more--) rows.Copy(bump.Rows[rng.NextInteger(bump.Rows.Length)]);
        }

        return rows.Build();
    }
}

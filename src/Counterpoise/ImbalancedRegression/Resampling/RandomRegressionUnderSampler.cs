using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.ImbalancedRegression;

/// <summary>
/// Keeps all rows of rare targets and draws rows of common ones, without a row twice, until each common run is as small as it is to be.
/// </summary>
/// <remarks>
/// Even: each common run comes to the mean size of the rare runs; extreme: to the square of that over its own size, at least 1. Runs that
/// are smaller stay. O(n log n). Reference: Torgo, Branco, Ribeiro and Pfahringer, "Resampling strategies for regression", Expert Systems
/// 2015, doi:10.1111/exsy.12081.
/// </remarks>
/// <param name="options">Options; null takes the defaults.</param>
public sealed class RandomRegressionUnderSampler(RegressionResamplingOptions? options = null) : IRegressionResampler
{
    private readonly RegressionResamplingOptions _options = options ?? new RegressionResamplingOptions();

    /// <inheritdoc/>
    public RegressionResampleResult Resample(DenseMatrix features, ReadOnlySpan<double> targets, IRandomSource rng,
        CancellationToken cancellationToken = default)
    {
        var bumps = TargetBump.Check(features, targets, _options, needsFinite: false);
        ArgumentNullException.ThrowIfNull(rng);
        var rare = bumps.Where(b => b.IsRare).Average(b => b.Rows.Length);
        var rows = new RegressionRows(features, targets.ToArray());
        foreach (var bump in bumps)
        {
            var wanted = _options.Balance == RegressionBalance.Even ? rare : rare * rare / bump.Rows.Length;
            rows.Keep(bump.IsRare ? bump.Rows : RegressionRows.Draw(bump.Rows, Math.Max(1, (int)Math.Round(wanted)), rng));
        }

        return rows.Build();
    }
}

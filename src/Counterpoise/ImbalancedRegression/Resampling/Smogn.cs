using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.ImbalancedRegression;

/// <summary>
/// SMOTER where a neighbour is near, else Gaussian noise around the row: a partner further than half the median distance within the run
/// would lead through regions that are not the run's.
/// </summary>
/// <remarks>
/// Noise: each numeric column and the target by a normal draw of <see cref="RegressionResamplingOptions.Perturbation"/> times its deviation
/// in the run, a category drawn from the run. O(r² d) for a run of r rows. Reference: Branco, Torgo and Ribeiro, "SMOGN: a pre-processing
/// approach for imbalanced regression", PMLR 74, 2017.
/// </remarks>
/// <param name="options">Options; null takes the defaults.</param>
public sealed class Smogn(RegressionResamplingOptions? options = null) : IRegressionResampler
{
    private readonly RegressionResamplingOptions _options = options ?? new RegressionResamplingOptions();

    /// <inheritdoc/>
    public RegressionResampleResult Resample(DenseMatrix features, ReadOnlySpan<double> targets, IRandomSource rng,
        CancellationToken cancellationToken = default) =>
        new SyntheticTargets(features, targets, _options, rng).Run(mayPerturb: true, cancellationToken);
}

using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.ImbalancedRegression;

/// <summary>
/// SMOTE for regression: new rows between a row of a rare target and one of its k nearest in the run, with a target between theirs that is
/// weighted by nearness; common runs are thinned.
/// </summary>
/// <remarks>
/// x = a + u (b − a), u uniform; a category is a's or b's, each as likely; y = (d_b y_a + d_a y_b) / (d_a + d_b), the mean where both
/// distances are 0. O(r² d) for a run of r rows. Reference: Torgo, Ribeiro, Pfahringer and Branco, "SMOTE for regression", EPIA 2013,
/// doi:10.1007/978-3-642-40669-0_33.
/// </remarks>
/// <param name="options">Options; null takes the defaults.</param>
public sealed class Smoter(RegressionResamplingOptions? options = null) : IRegressionResampler
{
    private readonly RegressionResamplingOptions _options = options ?? new RegressionResamplingOptions();

    /// <inheritdoc/>
    public RegressionResampleResult Resample(DenseMatrix features, ReadOnlySpan<double> targets, IRandomSource rng,
        CancellationToken cancellationToken = default) =>
        new SyntheticTargets(features, targets, _options, rng).Run(mayPerturb: false, cancellationToken);
}

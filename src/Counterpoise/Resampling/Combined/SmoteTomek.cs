using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>SMOTE, then removal of Tomek links among all rows, made ones included.</summary>
/// <remarks>
/// Rows keep SMOTE's order. One neighbour search serves the cleaning of all classes. Equal to imbalanced-learn 0.10.
/// Reference: Batista, Bazzan and Monard, "Balancing training data for automated annotation of keywords", WOB 2003.
/// </remarks>
public sealed class SmoteTomek : IResampler
{
    private readonly SmoteTomekOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default those of the two methods.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public SmoteTomek(SmoteTomekOptions? options = null)
    {
        _options = options ?? new SmoteTomekOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Combined;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var grown = new Smote(_options.Smote).Resample(features, labels, rng, cancellationToken);
        var targets = _options.Cleaning.Strategy.Resolve(grown.Labels, ResamplingKind.Clean);
        return grown.Keep(TomekLinks.Keep(grown.Features, grown.Labels, targets.ContainsKey, _options.Cleaning.Neighbors,
            cancellationToken), []);
    }
}

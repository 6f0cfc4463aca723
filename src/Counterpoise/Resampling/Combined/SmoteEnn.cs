using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>SMOTE, then edited nearest neighbours on all rows, made ones included.</summary>
/// <remarks>
/// Rows come class after class. One neighbour search serves the cleaning of all classes. Equal to imbalanced-learn 0.10.
/// Reference: Batista, Prati and Monard, "A study of the behavior of several methods for balancing machine learning training
/// data", SIGKDD Explorations 2004, doi:10.1145/1007730.1007735.
/// </remarks>
public sealed class SmoteEnn : IResampler
{
    private readonly SmoteEnnOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default those of the two methods.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public SmoteEnn(SmoteEnnOptions? options = null)
    {
        _options = options ?? new SmoteEnnOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Combined;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var grown = new Smote(_options.Smote).Resample(features, labels, rng, cancellationToken);
        var cleaning = _options.Cleaning;
        var kept = Editing.Keep("SMOTE+ENN", grown.Features, grown.Labels, cleaning.Strategy, cleaning.K, cleaning.Agreement,
            cleaning.Neighbors, cancellationToken);
        return grown.Keep(kept, []);
    }
}

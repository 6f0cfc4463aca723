using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>Draws the wanted number of rows of each class, every row equally likely.</summary>
/// <remarks>
/// Rows come class after class. Missing values are allowed. Time and memory O(rows * columns). Equal to imbalanced-learn 0.10.
/// </remarks>
/// <param name="options">Options; default without replacement.</param>
public sealed class RandomUnderSampler(RandomUnderSamplerOptions? options = null) : ICategoryResampler
{
    private readonly RandomUnderSamplerOptions _options = options ?? new RandomUnderSamplerOptions();

    /// <inheritdoc/>
    public bool TakesCategories(IReadOnlyList<int> categorical, int columns) => true;

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Under;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        cancellationToken.ThrowIfCancellationRequested();
        rng = new RandomSteps(rng).Next();
        var targets = _options.Strategy.Resolve(classes, Kind);
        return Selection.Of(features, labels, Selection.ByClass(classes, targets, (_, rows, count) =>
        {
            var drawn = _options.Replacement ? rng.Integers(rows.Length, count) : rng.Permutation(rows.Length)[..count];
            return Array.ConvertAll(drawn, i => rows[i]);
        }));
    }
}

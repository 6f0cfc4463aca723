using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// Draws rows of a class with replacement; with shrinkage s each copy is moved by <c>s h sigma_j N(0, 1)</c> in column j, where
/// <c>h = (4 / ((d + 2) n))^(1 / (d + 4))</c> and sigma_j is the class's standard deviation.
/// </summary>
/// <remarks>
/// Time and memory O(rows * columns). Missing values are allowed without shrinkage. Equal to imbalanced-learn 0.10.
/// Reference: Menardi and Torelli, "Training and assessing classification rules with imbalanced data", DMKD 2014,
/// doi:10.1007/s10618-012-0295-5.
/// </remarks>
public sealed class RandomOverSampler : ICategoryResampler
{
    private readonly RandomOverSamplerOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default plain copies.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public RandomOverSampler(RandomOverSamplerOptions? options = null)
    {
        _options = options ?? new RandomOverSamplerOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public bool TakesCategories(IReadOnlyList<int> categorical, int columns) => categorical.Count == 0 || _options.Shrinkage is null;

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Over;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        rng = new RandomSteps(rng).Next();
        if (_options.Shrinkage is not null)
        {
            FiniteCheck.Require(features);
        }

        var targets = _options.Strategy.Resolve(classes, Kind);
        var result = new ResultBuilder(features, labels, targets.Values.Sum());
        foreach (var (label, count) in targets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = classes[label];
            var drawn = Array.ConvertAll(rng.Integers(rows.Length, count), i => rows[i]);
            var first = result.Reserve(label, count);
            var widths = _options.Shrinkage is { } shrinkage ? Widths(features, rows, shrinkage) : null;
            for (var i = 0; i < count; i++)
            {
                var kind = widths is null ? RowKind.Duplicate : RowKind.Synthetic;
                var target = result.Write(first + i, new RowProvenance(kind, drawn[i], -1, widths is null ? 0 : double.NaN));
                features.Row(drawn[i]).CopyTo(target);
                for (var c = 0; c < widths?.Length; c++)
                {
                    target[c] += rng.NextNormal() * widths[c];
                }
            }
        }

        return result.Build();
    }

    private static double[] Widths(DenseMatrix features, int[] rows, double shrinkage)
    {
        var d = features.Columns;
        var bandwidth = Math.Pow(4.0 / ((d + 2.0) * features.Rows), 1.0 / (d + 4));
        return [.. ColumnMoments.Deviations(features, rows).Select(sigma => shrinkage * bandwidth * sigma)];
    }
}

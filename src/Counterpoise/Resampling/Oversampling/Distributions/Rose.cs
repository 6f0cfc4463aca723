using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// ROSE, the smoothed bootstrap: a row of the class is drawn and moved by a Gaussian kernel, x + s h σ_j N(0, 1) in each numeric column
/// with <c>h = (4 / ((d + 2) n))^(1 / (d + 4))</c>, where d counts numeric columns and n the rows of the class; categories are the drawn
/// row's.
/// </summary>
/// <remarks>
/// Time and memory O(rows * columns). As the R package ROSE, n and σ are those of the class; imbalanced-learn, and
/// <see cref="RandomOverSampler"/> with it, take n of
/// all rows, and no categories. Originals stay, which the R package replaces. Reference: Menardi and Torelli, "Training and assessing
/// classification rules with imbalanced data", DMKD 2014, doi:10.1007/s10618-012-0295-5.
/// </remarks>
public sealed class Rose : ICategoryResampler
{
    private readonly RoseOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public Rose(RoseOptions? options = null)
    {
        _options = options ?? new RoseOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Over;

    /// <inheritdoc/>
    public bool TakesCategories(IReadOnlyList<int> categorical, int columns) => true;

    /// <inheritdoc/>
    public IResampler For(IReadOnlyList<int> categorical) => new Rose(_options with { CategoricalColumns = [.. categorical] });

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features);
        rng = new RandomSteps(rng).Next();
        var numeric = NumericColumns.Of(features, _options.CategoricalColumns);
        var targets = _options.Strategy.Resolve(classes, Kind);
        var result = new ResultBuilder(features, labels, targets.Values.Sum());
        foreach (var (label, count) in targets.Where(target => target.Value > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = classes[label];
            var deviations = ColumnMoments.Deviations(features, rows);
            var width = _options.Shrinkage * Math.Pow(4.0 / ((numeric.Length + 2.0) * rows.Length), 1.0 / (numeric.Length + 4));
            var first = result.Reserve(label, count);
            for (var i = 0; i < count; i++)
            {
                var seed = rows[(int)rng.NextInteger(rows.Length)];
                var target = result.Write(first + i, new RowProvenance(RowKind.Synthetic, seed));
                features.Row(seed).CopyTo(target);
                foreach (var c in numeric)
                {
                    target[c] += rng.NextNormal() * width * deviations[c];
                }
            }
        }

        return result.Build();
    }
}

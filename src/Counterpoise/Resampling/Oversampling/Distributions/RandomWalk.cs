using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// Random walk over-sampling (RWO): every row of the class in turn takes a step x_j − (σ_j / √n) N(0, 1) in each numeric column, and draws
/// each category anew by its share in the class, so that means, deviations and shares of the class stay what they are, but for chance.
/// </summary>
/// <remarks>
/// Rows take turns until there are enough; those of the last, incomplete turn are drawn. Time and memory O(rows * columns). Categories are
/// drawn column by column, so that what ties them to each other and to numbers is lost. Reference: Zhang and Li, "RWO-Sampling",
/// Information Fusion 20, 2014, doi:10.1016/j.inffus.2013.12.003.
/// </remarks>
public sealed class RandomWalk : ICategoryResampler
{
    private readonly RandomWalkOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public RandomWalk(RandomWalkOptions? options = null)
    {
        _options = options ?? new RandomWalkOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Over;

    /// <inheritdoc/>
    public bool TakesCategories(IReadOnlyList<int> categorical, int columns) => true;

    /// <inheritdoc/>
    public IResampler For(IReadOnlyList<int> categorical) => new RandomWalk(_options with { CategoricalColumns = [.. categorical] });

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
            double[] steps = [.. ColumnMoments.Deviations(features, rows).Select(d => d / Math.Sqrt(rows.Length))];
            var first = result.Reserve(label, count);
            int[] turn = [.. rows];
            for (var i = 0; i < count; i++)
            {
                if (i % rows.Length == 0 && count - i < rows.Length)
                {
                    rng.Shuffle<int>(turn);
                }

                var seed = turn[i % rows.Length];
                var target = result.Write(first + i, new RowProvenance(RowKind.Synthetic, seed));
                features.Row(seed).CopyTo(target);
                foreach (var c in numeric)
                {
                    target[c] -= steps[c] * rng.NextNormal();
                }

                foreach (var c in _options.CategoricalColumns)
                {
                    target[c] = features[rows[(int)rng.NextInteger(rows.Length)], c];
                }

                if (_options.CategoricalColumns.Length > 0)
                {
                    result.ParentsOf(first + i, rows);
                }
            }
        }

        return result.Build();
    }
}

using Counterpoise.Messages;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// Draws rows of a class from its Gaussian copula: each column keeps its own distribution, and what ties the columns together is the
/// correlation of their normal scores: z ~ N(0, R), x_j = F_j⁻¹(Φ(z_j)).
/// </summary>
/// <remarks>
/// F_j is the empirical distribution of the class, with straight lines between neighbouring values, so that no value lies outside of those
/// seen; a column with no more than twenty values keeps to them, and a category gets the part of 0…1 that its share gives. The cheap
/// control of any generator of rows.
/// A class of one row is repeated. Time O(rows columns² + drawn columns²). All rows of the class are parents of each drawn row.
/// Reference: Patki, Wedge and Veeramachaneni, "The synthetic data vault", DSAA 2016, doi:10.1109/DSAA.2016.49.
/// </remarks>
public sealed class GaussianCopula : ICategoryResampler
{
    private readonly GaussianCopulaOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public GaussianCopula(GaussianCopulaOptions? options = null)
    {
        _options = options ?? new GaussianCopulaOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Over;

    /// <inheritdoc/>
    public bool TakesCategories(IReadOnlyList<int> categorical, int columns) => true;

    /// <inheritdoc/>
    public IResampler For(IReadOnlyList<int> categorical) => new GaussianCopula(_options with { CategoricalColumns = [.. categorical] });

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features);
        if (_options.CategoricalColumns.FirstOrDefault(c => c >= features.Columns, -1) is >= 0 and var outside)
        {
            throw new DataMismatchException($"CategoricalColumns names column {outside} of {features.Columns}");
        }

        rng = new RandomSteps(rng).Next();
        var targets = _options.Strategy.Resolve(classes, Kind);
        var result = new ResultBuilder(features, labels, targets.Values.Sum());
        foreach (var (label, count) in targets.Where(target => target.Value > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = classes[label];
            var copula = CopulaOfClass.Fit(features.SelectRows(rows), _options, rng);
            var first = result.Reserve(label, count);
            for (var i = 0; i < count; i++)
            {
                var kind = rows.Length == 1 ? RowKind.Duplicate : RowKind.Synthetic;
                copula.Draw(rng, result.Write(first + i, new RowProvenance(kind, rows[0])));
                if (rows.Length > 1)
                {
                    result.ParentsOf(first + i, rows);
                }
            }

            if (rows.Length == 1)
            {
                result.Note($"class {new ClassPart(label)} has one row, which was repeated: a distribution needs at least two");
            }
        }

        return result.Build();
    }
}

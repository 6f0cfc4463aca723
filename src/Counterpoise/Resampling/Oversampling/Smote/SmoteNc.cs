using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// SMOTE-NC: SMOTE for rows with categorical columns. Continuous columns are interpolated; a categorical column takes the
/// value most frequent among the seed's k neighbours. Two rows that differ in a category are further apart by m^2 / 2 in the
/// squared distance, m being the median of the continuous columns' standard deviations in the minority class.
/// </summary>
/// <remarks>
/// Ties in a vote are drawn. Time O(seeds * class rows * encoded columns); beyond 1,024 categories rows are compared category by category,
/// and memory does not grow with them. Equal to imbalanced-learn 0.10 row by row, and like
/// it the distance adds m^2 / 2 per category, where the paper adds m^2. With m = 0 imbalanced-learn fails for all but the
/// minority class; here every class is resampled.
/// Reference: Chawla, Bowyer, Hall and Kegelmeyer, "SMOTE", JAIR 2002, section 6.1, doi:10.1613/jair.953.
/// </remarks>
public sealed class SmoteNc : ICategoryResampler
{
    private readonly SmoteNcOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; null takes the defaults, with which a table says which columns are categorical.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public SmoteNc(SmoteNcOptions? options = null)
    {
        _options = options ?? new SmoteNcOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public bool TakesCategories(IReadOnlyList<int> categorical, int columns)
    {
        ArgumentNullException.ThrowIfNull(categorical);
        return categorical.Count > 0 && categorical.Count < columns
            && (_options.CategoricalColumns.Length == 0 || categorical.SequenceEqual(_options.CategoricalColumns.Order()));
    }

    /// <inheritdoc/>
    public IResampler For(IReadOnlyList<int> categorical) => new SmoteNc(_options with { CategoricalColumns = [.. categorical] });

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Over;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features, threads: _options.Neighbors.Threads);
        if (_options.CategoricalColumns.Length == 0)
            throw new ArgumentException(
                "SMOTE-NC does not know which columns hold categories: name them in CategoricalColumns, resample a table that knows, or "
                + "use SMOTE", nameof(features));
        var encoding = new NominalEncoding(features, _options.CategoricalColumns, classes[classes.FirstSeenMinority]);
        var steps = new RandomSteps(rng);
        var targets = _options.Strategy.Resolve(classes, Kind);
        var result = new ResultBuilder(features, labels, targets.Values.Sum(), _options.Neighbors.Threads);
        foreach (var (label, count) in targets.Where(target => target.Value > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = classes[label];
            NeighborDemand.InClass("SMOTE-NC", label, rows.Length, _options.K);
            var plan = Interpolation.Plan(steps.Next(), rows.Length, _options.K, count, 1.0);
            var nearest = Nearest(encoding, rows, plan, cancellationToken);
            var first = result.Count;
            Interpolation.Append(result, features, label, rows, Array.ConvertAll(plan, draw => rows[nearest(draw.Seed)[draw.Rank]]), plan);
            var neighbors = Array.ConvertAll(plan, draw => nearest(draw.Seed));
            var votes = steps.Next();
            foreach (var categories in encoding.Columns)
            {
                var winners = categories.Vote(neighbors, rows, encoding.Unit, votes);
                for (var i = 0; i < count; i++)
                {
                    result[first + i][categories.Column] = winners[i];
                }
            }

            for (var i = 0; i < count; i++)
            {
                result.ParentsOf(first + i, [rows[plan[i].Seed], .. neighbors[i].Select(n => rows[n])]);
            }
        }

        return result.Build();
    }

    /// <summary>The neighbours of each seed within the class, by place.</summary>
    private Func<int, int[]> Nearest(NominalEncoding encoding, int[] rows, Interpolation.Draw[] plan, CancellationToken cancellationToken)
    {
        if (encoding.IsWide)
        {
            var found = encoding.Nearest(rows, plan.Select(d => d.Seed).ToHashSet(), _options.K, _options.Neighbors.Threads,
                cancellationToken);
            return seed => found[seed]!;
        }

        var table = new NeighborIndex(encoding.Encode(rows), _options.Neighbors).FindOwn(_options.K, cancellationToken);
        return seed => table.Of(seed).ToArray();
    }
}

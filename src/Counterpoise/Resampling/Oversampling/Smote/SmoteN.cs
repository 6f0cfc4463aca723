using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// SMOTE-N: for rows of category codes only. A new row takes, column by column, the value most frequent among a drawn seed and
/// its k nearest rows of the class by the value difference metric, the lowest of equals.
/// </summary>
/// <remarks>
/// The distance of two rows is <c>sum over columns of (sum over classes of |P(class | value) - P(class | other value)|)^2</c>.
/// Categories tie often, and which of the tied rows is a neighbour decides the vote: the choice follows NumPy's partial sort,
/// so that the rows equal imbalanced-learn 0.10's. Time O(class rows^2 * columns), memory O(class rows) beside the input.
/// Reference: Chawla, Bowyer, Hall and Kegelmeyer, "SMOTE", JAIR 2002, section 6.2, doi:10.1613/jair.953.
/// </remarks>
public sealed class SmoteN : ICategoryResampler
{
    private readonly SmoteNOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default five neighbours.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public SmoteN(SmoteNOptions? options = null)
    {
        _options = options ?? new SmoteNOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public bool TakesCategories(IReadOnlyList<int> categorical, int columns) => categorical.Count == columns;

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Over;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features);
        var steps = new RandomSteps(rng);
        var targets = _options.Strategy.Resolve(classes, Kind);
        var columns = Enumerable.Range(0, features.Columns).Select(c => new NominalCodes(features, c)).ToArray();
        var metric = new ValueDifferenceMetric(columns, labels, [.. classes.Classes]);
        var result = new ResultBuilder(features, labels, targets.Values.Sum());
        foreach (var (label, count) in targets.Where(target => target.Value > 0))
        {
            var rows = classes[label];
            NeighborDemand.InClass("SMOTE-N", label, rows.Length, _options.K);
            var seeds = steps.Next().Integers(rows.Length, count);
            var made = new Dictionary<int, (double[] Values, int[] Parents)>();
            var first = result.Reserve(label, count);
            for (var i = 0; i < count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!made.TryGetValue(seeds[i], out var row))
                {
                    var nearest = Nearest(metric, rows, rows[seeds[i]]);
                    made[seeds[i]] = row = ([.. columns.Select(c => MostFrequent(c, nearest))], nearest);
                }

                row.Values.CopyTo(result.Write(first + i, new RowProvenance(RowKind.Synthetic, rows[seeds[i]])));
                result.ParentsOf(first + i, [.. row.Parents.Prepend(rows[seeds[i]]).Distinct()]);
            }
        }

        return result.Build();
    }

    private int[] Nearest(ValueDifferenceMetric metric, int[] rows, int seed)
    {
        var distances = Array.ConvertAll(rows, row => metric.Distance(seed, row));
        return [.. PartialSort.Smallest(distances, _options.K + 1).Select(i => rows[i])];
    }

    /// <summary>The value most frequent among a few rows, the lowest of equals; the column may have very many others.</summary>
    private static double MostFrequent(NominalCodes column, int[] rows)
    {
        var (best, most) = (-1, 0);
        foreach (var row in rows)
        {
            var code = column.CodeOf(row);
            var votes = rows.Count(other => column.CodeOf(other) == code);
            if (votes > most || (votes == most && code < best))
                (best, most) = (code, votes);
        }

        return column.Values[best];
    }
}

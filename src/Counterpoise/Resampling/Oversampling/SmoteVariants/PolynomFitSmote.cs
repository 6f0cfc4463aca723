using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// polynom-fit-SMOTE: new rows at equal steps on lines that join the rows of a class: <c>x + i / (m + 1) (z - x)</c>, i = 1..m,
/// where z is the class mean (star), the row before (bus) or any other row (mesh).
/// </summary>
/// <remarks>
/// Lines get equally many rows; which ones get one more is drawn. No neighbours are searched: time and memory O(new rows *
/// columns). The paper's fourth topology, a polynomial through each column, is left out, since it depends on the rows' order.
/// Reference: Gazzah and Essoukri Ben Amara, "New oversampling approaches based on polynomial fitting for imbalanced data sets",
/// DAS 2008, doi:10.1109/DAS.2008.74.
/// </remarks>
public sealed class PolynomFitSmote : IResampler
{
    private readonly PolynomFitSmoteOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default the star.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public PolynomFitSmote(PolynomFitSmoteOptions? options = null)
    {
        _options = options ?? new PolynomFitSmoteOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Over;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features);
        rng = new RandomSteps(rng).Next();
        var targets = _options.Strategy.Resolve(classes, Kind);
        var result = new ResultBuilder(features, labels, targets.Values.Sum());
        foreach (var (label, count) in targets.Where(target => target.Value > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = classes[label];
            NeighborDemand.InClass("polynom-fit-SMOTE", label, rows.Length, 1);
            var mean = _options.Topology == PolynomTopology.Star ? ColumnMoments.Means(features, rows) : null;
            foreach (var (line, steps) in Share(Lines(rows.Length), count, rng))
            {
                var (from, to) = Ends(line, rows);
                var first = result.Reserve(label, steps);
                for (var i = 0; i < steps; i++)
                {
                    var gap = (i + 1.0) / (steps + 1);
                    var target = result.Write(first + i, new RowProvenance(RowKind.Synthetic, from, mean is null ? to : -1, gap));
                    Interpolation.Between(features.Row(from), mean ?? features.Row(to), gap, target);
                    if (mean is not null)
                    {
                        result.ParentsOf(first + i, rows);
                    }
                }
            }
        }

        return result.Build();
    }

    private long Lines(long rows) => _options.Topology switch
    {
        PolynomTopology.Star => rows,
        PolynomTopology.Bus => rows - 1,
        _ => rows * (rows - 1) / 2,
    };

    private (int From, int To) Ends(long line, int[] rows)
    {
        if (_options.Topology != PolynomTopology.Mesh)
        {
            return _options.Topology == PolynomTopology.Star ? (rows[line], -1) : (rows[line + 1], rows[line]);
        }

        // Line number i (i - 1) / 2 + j joins rows i and j < i.
        var i = (long)((1 + Math.Sqrt(1 + (8.0 * line))) / 2);
        i = i * (i - 1) / 2 > line ? i - 1 : (i + 1) * i / 2 <= line ? i + 1 : i;
        return (rows[i], rows[line - (i * (i - 1) / 2)]);
    }

    /// <summary>Spreads the new rows evenly over the lines, in the order of the lines.</summary>
    private static IEnumerable<(long Line, int Steps)> Share(long lines, int count, IRandomSource rng)
    {
        var each = (int)(count / lines);
        var extra = new HashSet<long>();
        while (extra.Count < count % lines)
        {
            extra.Add(rng.NextInteger(lines));
        }

        return each > 0
            ? Enumerable.Range(0, (int)lines).Select(line => ((long)line, each + (extra.Contains(line) ? 1 : 0)))
            : extra.Order().Select(line => (line, 1));
    }
}

using Counterpoise.Classifiers;
using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Tabular.Gan;

/// <summary>What tells whether generated rows of a class can be used.</summary>
/// <param name="Copies">Share of them that equal a real row.</param>
/// <param name="RealDistance">Median distance to the nearest real row over that between real rows.</param>
/// <param name="Spread">Median distance between generated rows over that between real rows; near 0 the generator makes one row again and
/// again.</param>
/// <param name="Auroc">AUROC with which a logistic regression tells them from real rows, on rows that it has not seen; 0.5 where it
/// cannot.</param>
internal sealed record GanGuards(double Copies, double RealDistance, double Spread, double Auroc)
{
    private const int MostRows = 1000;

    /// <summary>Judges generated rows beside the real ones of the same class.</summary>
    public static GanGuards Of(DenseMatrix real, DenseMatrix made, IReadOnlyCollection<int> categorical, IRandomSource random)
    {
        var (own, other) = (First(real, random), First(made, random));
        var scale = Scale(own, categorical);
        var (a, b) = (scale(own), scale(other));
        var between = Nearest(new NeighborIndex(a).FindOwn(1), a.Rows);
        var towards = Nearest(new NeighborIndex(a).Find(b, 1), b.Rows);
        var within = b.Rows > 1 ? Nearest(new NeighborIndex(b).FindOwn(1), b.Rows) : [0.0];
        var unit = Math.Max(Median(between), 1e-12);
        return new GanGuards(towards.Count(d => d < 1e-9) / (double)towards.Length, Median(towards) / unit, Median(within) / unit,
            TwoSample(a, b, random));
    }

    /// <summary>What of the guards says that the rows cannot be used; null for nothing.</summary>
    public string? Fault(ConditionalGanOptions options) => this switch
    {
        _ when Copies > options.MostCopies => FormattableString.Invariant(
            $"{Copies:P0} of the rows equal real ones (at most {options.MostCopies:P0} may)"),
        _ when Spread < options.LeastSpread => FormattableString.Invariant(
            $"the generator collapsed: its rows lie {Spread:F2} times as far apart as real ones (at least {options.LeastSpread:F2})"),
        _ => null,
    };

    private static DenseMatrix First(DenseMatrix rows, IRandomSource random)
    {
        int[] all = [.. Enumerable.Range(0, rows.Rows)];
        random.Shuffle<int>(all);
        return rows.SelectRows(all.AsSpan(0, Math.Min(MostRows, all.Length)));
    }

    /// <summary>Numbers by the deviation of the real rows; a category that differs counts 1.</summary>
    private static Func<DenseMatrix, DenseMatrix> Scale(DenseMatrix real, IReadOnlyCollection<int> categorical)
    {
        var columns = new List<(int Column, double Value, double Scale)>();
        for (var j = 0; j < real.Columns; j++)
        {
            var values = real.Column(j);
            if (categorical.Contains(j))
            {
                columns.AddRange(values.Distinct().Order().Select(v => (j, v, double.NaN)));
                continue;
            }

            var mean = values.Average();
            var deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
            columns.Add((j, 0, deviation > 0 ? deviation : 1));
        }

        return rows =>
        {
            var scaled = new DenseMatrix(rows.Rows, columns.Count);
            for (var i = 0; i < rows.Rows; i++)
            {
                for (var k = 0; k < columns.Count; k++)
                {
                    var (column, value, scale) = columns[k];
                    scaled[i, k] = double.IsNaN(scale) ? (rows[i, column] == value ? Math.Sqrt(0.5) : 0) : rows[i, column] / scale;
                }
            }

            return scaled;
        };
    }

    private static double[] Nearest(NeighborTable table, int rows) => [.. Enumerable.Range(0, rows).Select(i => table.Distance(i, 0))];

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>Even rows train, odd ones are judged.</summary>
    private static double TwoSample(DenseMatrix real, DenseMatrix made, IRandomSource random)
    {
        var (x, y) = (Stack(real, made), Enumerable.Range(0, real.Rows + made.Rows).Select(i => i < real.Rows ? 0 : 1).ToArray());
        int[] train = [.. Enumerable.Range(0, y.Length).Where(i => i % 2 == 0)],
            test = [.. Enumerable.Range(0, y.Length).Where(i => i % 2 == 1)];
        int[] judged = [.. test.Select(i => y[i])];
        if (judged.Distinct().Count() < 2 || train.Select(i => y[i]).Distinct().Count() < 2)
        {
            return double.NaN;
        }

        var model = ((IClassifier)new Standardized(new LogisticRegression()))
            .Fit(x.SelectRows(train), [.. train.Select(i => y[i])], 2, [], random);
        return Metrics.Auroc.Of(judged, [.. model.PredictProbabilities(x.SelectRows(test)).Chunk(2).Select(p => p[1])]);
    }

    private static DenseMatrix Stack(DenseMatrix a, DenseMatrix b) => new(a.Rows + b.Rows, a.Columns, [.. a.Data, .. b.Data]);
}

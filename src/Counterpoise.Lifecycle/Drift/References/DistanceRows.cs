using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Drift.References;

/// <summary>
/// Rows made comparable by the reference: numbers standardised, missing ones at the mean, a category one column of 0 and 1 a name.
/// </summary>
internal sealed class DistanceRows
{
    private readonly (double Mean, double Scale, int Categories)[] _columns;

    public DistanceRows(DriftWindow reference)
    {
        _columns = [.. reference.Kinds.Select((kind, j) => Learn(reference.Features.Column(j), kind))];
        Width = _columns.Sum(c => c.Categories == 0 ? 1 : c.Categories + 1);
    }

    public int Width { get; }

    public DenseMatrix Encode(DenseMatrix features)
    {
        var rows = new DenseMatrix(features.Rows, Width);
        for (var i = 0; i < features.Rows; i++)
        {
            var at = 0;
            for (var j = 0; j < _columns.Length; j++) at += EncodeValue(features[i, j], _columns[j], rows.Row(i)[at..]);
        }

        return rows;
    }

    /// <summary>At most so many rows, chosen by their content, so that their order does not matter.</summary>
    public static DenseMatrix Thin(DenseMatrix rows, int most, ulong seed, string stream)
    {
        int[] order = [.. Enumerable.Range(0, rows.Rows)];
        Array.Sort(order, (a, b) => rows.Row(a).SequenceCompareTo(rows.Row(b)));
        new RandomStream(seed, stream).Shuffle(order.AsSpan());
        return rows.SelectRows(order.AsSpan(0, Math.Min(most, order.Length)));
    }

    private static (double, double, int) Learn(double[] values, ColumnKind kind)
    {
        double[] known = [.. values.Where(v => !double.IsNaN(v))];
        if (kind == ColumnKind.Categorical) return (0, 1, known.Length == 0 ? 1 : (int)known.Max() + 1);
        if (known.Length == 0) return (0, 1, 0);
        var mean = known.Average();
        var deviation = Math.Sqrt(known.Average(v => (v - mean) * (v - mean)));
        return (mean, deviation > 0 ? deviation : 1, 0);
    }

    private static int EncodeValue(double value, (double Mean, double Scale, int Categories) column, Span<double> into)
    {
        if (column.Categories == 0)
        {
            into[0] = double.IsNaN(value) ? 0 : (value - column.Mean) / column.Scale;
            return 1;
        }

        // Two different names are then as far apart as two numbers that differ by one standard deviation.
        if (!double.IsNaN(value)) into[value >= 0 && value < column.Categories ? (int)value : column.Categories] = Math.Sqrt(.5);
        return column.Categories + 1;
    }
}

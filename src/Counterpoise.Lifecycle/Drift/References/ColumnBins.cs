using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Drift.References;

/// <summary>
/// Bins of one column as its reference has them: quantiles of numbers, or categories; then missing, then a category that is new.
/// </summary>
internal sealed class ColumnBins
{
    private readonly double[] _edges;
    private readonly int _categories;

    private ColumnBins(double[] edges, int categories) => (_edges, _categories) = (edges, categories);

    public int Count => (_categories > 0 ? _categories : _edges.Length + 1) + 2;

    public static ColumnBins Learn(double[] reference, ColumnKind kind, int bins)
    {
        double[] known = [.. reference.Where(v => !double.IsNaN(v))];
        if (kind == ColumnKind.Categorical) return new ColumnBins([], known.Length == 0 ? 1 : (int)known.Max() + 1);
        Array.Sort(known);
        // Ties make equal edges; the bins between them would always be empty.
        double[] edges = known.Length == 0 ? [] : [.. Enumerable.Range(1, bins - 1)
            .Select(k => known[(int)Math.Ceiling(k * (double)known.Length / bins) - 1]).Distinct()];
        return new ColumnBins(edges.Length > 0 && edges[^1] == known[^1] ? edges[..^1] : edges, 0);
    }

    public long[] CountRows(double[] values)
    {
        var counts = new long[Count];
        foreach (var value in values) counts[BinOf(value)]++;
        return counts;
    }

    private int BinOf(double value)
    {
        if (double.IsNaN(value)) return Count - 2;
        if (_categories > 0) return value >= 0 && value < _categories ? (int)value : Count - 1;
        // A bin holds its upper edge.
        var at = Array.BinarySearch(_edges, value);
        return at >= 0 ? at : ~at;
    }
}

using Counterpoise.Neighbors;
using Counterpoise.Numerics;

namespace Counterpoise.Resampling;

/// <summary>Whose territory a point lies in: which classes its nearest rows have, and how far the nearest row of another class is.</summary>
internal sealed class Territory
{
    private readonly DenseMatrix _rows;
    private readonly NeighborIndex _all;
    private readonly NeighborOptions _options;
    private NeighborIndex? _others;
    private readonly int[] _labels;
    private readonly int _label;
    private readonly int _k;

    internal Territory(DenseMatrix rows, NeighborIndex all, int[] labels, int label, int k, NeighborOptions options)
    {
        (_rows, _all, _labels, _label, _k, _options) = (rows, all, labels, label, k, options);
    }

    /// <summary>Share of the class among the k nearest rows of each point, and, if asked, the distance to the nearest of the others.</summary>
    internal (double[] Purity, double[] Clearance) Survey(DenseMatrix points, bool clearance, CancellationToken cancellationToken) =>
        Survey(_all.Find(points, _k, cancellationToken), points, clearance, cancellationToken);

    /// <summary>The same for points of which the k nearest rows are known already, or more than k.</summary>
    internal (double[] Purity, double[] Clearance) Survey(NeighborTable table, DenseMatrix points, bool clearance, CancellationToken cancellationToken)
    {
        var purity = new double[points.Rows];
        var distance = new double[points.Rows];
        var open = new List<int>();
        for (var i = 0; i < points.Rows; i++)
        {
            purity[i] = (double)(_k - Others(table.Of(i)[.._k])) / _k;
            // The first of another class among the nearest rows is the nearest of the others; only pure points need a search.
            var rank = FirstOther(table, i);
            if (rank >= 0)
            {
                distance[i] = table.Distance(i, rank);
            }
            else
            {
                open.Add(i);
            }
        }

        if (clearance && open.Count > 0)
        {
            // Few points get here, and often none: the index of the others is made when the first does.
            _others ??= new NeighborIndex(_rows.SelectRows([.. Enumerable.Range(0, _labels.Length).Where(i => _labels[i] != _label)]), _options);
            var far = _others.Find(points.SelectRows([.. open]), 1, cancellationToken);
            for (var i = 0; i < open.Count; i++)
            {
                distance[open[i]] = far.Distance(i, 0);
            }
        }

        return (purity, distance);
    }

    private int Others(ReadOnlySpan<int> rows)
    {
        var count = 0;
        foreach (var row in rows)
        {
            count += _labels[row] == _label ? 0 : 1;
        }

        return count;
    }

    private int FirstOther(NeighborTable table, int query)
    {
        var neighbors = table.Of(query);
        for (var rank = 0; rank < neighbors.Length; rank++)
        {
            if (_labels[neighbors[rank]] != _label)
            {
                return rank;
            }
        }

        return -1;
    }
}

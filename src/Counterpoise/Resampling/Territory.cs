using Counterpoise.Neighbors;
using Counterpoise.Numerics;

namespace Counterpoise.Resampling;

/// <summary>Whose territory a point lies in: which classes its nearest rows have, and how far the nearest row of another class is.</summary>
internal sealed class Territory
{
    private readonly NeighborIndex _all;
    private readonly NeighborIndex _others;
    private readonly int[] _labels;
    private readonly int _label;
    private readonly int _k;

    internal Territory(DenseMatrix rows, NeighborIndex all, int[] labels, int label, int k, NeighborOptions options)
    {
        (_all, _labels, _label, _k) = (all, labels, label, k);
        var others = Enumerable.Range(0, labels.Length).Where(i => labels[i] != label).ToArray();
        _others = new NeighborIndex(rows.SelectRows(others), options);
    }

    /// <summary>Share of the class among the k nearest rows of each point, and, if asked, the distance to the nearest of the others.</summary>
    internal (double[] Purity, double[] Clearance) Survey(DenseMatrix points, bool clearance, CancellationToken cancellationToken) =>
        Survey(_all.Find(points, _k, cancellationToken), points, clearance, cancellationToken);

    /// <summary>The same for rows of the class, which do not count as their own neighbours.</summary>
    internal (double[] Purity, double[] Clearance) SurveyOwn(DenseMatrix rows, int[] own, CancellationToken cancellationToken) =>
        Survey(_all.FindOwn(own, _k, cancellationToken), rows.SelectRows(own), true, cancellationToken);

    private (double[] Purity, double[] Clearance) Survey(NeighborTable table, DenseMatrix points, bool clearance, CancellationToken cancellationToken)
    {
        var purity = new double[points.Rows];
        var distance = new double[points.Rows];
        var open = new List<int>();
        for (var i = 0; i < points.Rows; i++)
        {
            purity[i] = (double)(_k - DangerZone.Others(table, i, _labels, _label)) / _k;
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
            var far = _others.Find(points.SelectRows([.. open]), 1, cancellationToken);
            for (var i = 0; i < open.Count; i++)
            {
                distance[open[i]] = far.Distance(i, 0);
            }
        }

        return (purity, distance);
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

using Counterpoise.Neighbors;
using Counterpoise.Numerics;

namespace Counterpoise.Resampling;

/// <summary>
/// Whose territory a point lies in: which classes its nearest rows have, and how far the nearest row of another class is.
/// </summary>
internal sealed class Territory
{
    /// <summary>How many times as many rows to look at when none of another class was among the nearest.</summary>
    private const int Farther = 16;
    private readonly DenseMatrix _rows;
    private readonly NeighborIndex _all;
    private readonly NeighborOptions _options;
    private readonly int[] _labels;
    private readonly int _label;
    private readonly int _k;
    private NeighborIndex? _others;

    internal Territory(DenseMatrix rows, NeighborIndex all, int[] labels, int label, int k, NeighborOptions options)
    {
        (_rows, _all, _labels, _label, _k, _options) = (rows, all, labels, label, k, options);
    }

    /// <summary>
    /// Share of the class among the k nearest rows of each point, and, if asked, the distance to the nearest of the others.
    /// </summary>
    /// <param name="points">The points, [points, columns].</param>
    /// <param name="clearance">Whether the distance is asked for.</param>
    /// <param name="deep">Whether the points lie so deep in the class that one search should look farther from the start.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    internal (double[] Purity, double[] Clearance) Survey(DenseMatrix points, bool clearance, bool deep,
        CancellationToken cancellationToken)
    {
        var table = _all.Find(points, deep ? Math.Min(Farther * _k, _rows.Rows) : _k, cancellationToken);
        var (purity, distance) = (new double[points.Rows], new double[points.Rows]);
        for (var i = 0; i < points.Rows; i++)
        {
            purity[i] = Purity(table.Of(i)[.._k]);
            distance[i] = NearestOther(table.Of(i), table.SquaredOf(i));
        }

        if (clearance)
        {
            SearchOthers(points, distance, table.K, cancellationToken);
        }

        return (purity, distance);
    }

    /// <summary>The same for rows of the class, which do not count as their own neighbours.</summary>
    internal (double[] Purity, double[] Clearance) SurveyOwn(SegmentEnds ends, CancellationToken cancellationToken)
    {
        var (purity, distance) = (new double[ends.Own.Length], new double[ends.Own.Length]);
        var (rows, distances) = (new int[ends.Lists.Room], new double[ends.Lists.Room]);
        for (var i = 0; i < purity.Length; i++)
        {
            var count = ends.Lists.Of(i).Length;
            ends.Lists.Of(i).CopyTo(rows);
            ends.Lists.SquaredOf(i).CopyTo(distances);
            NearestSelection.Select(distances.AsSpan(0, count), rows.AsSpan(0, count), _k);
            purity[i] = Purity(rows.AsSpan(0, _k));
            distance[i] = NearestOther(ends.Lists.Of(i), ends.Lists.SquaredOf(i));
        }

        SearchOthers(ends.Rows.SelectRows(ends.Own), distance, ends.Lists.Room, cancellationToken);
        return (purity, distance);
    }

    /// <summary>Searches for the nearest row of another class where none was met among so many rows.</summary>
    private void SearchOthers(DenseMatrix points, double[] distance, int searched, CancellationToken cancellationToken)
    {
        // Among all rows, ever farther, while the few that are left do not repay an index of the others alone.
        var open = Open(distance);
        for (var more = Farther * searched; open.Length > 0 && more < _rows.Rows && (long)open.Length * more < _rows.Rows; more *= Farther)
        {
            var table = _all.Find(points.SelectRows(open), more, cancellationToken);
            for (var i = 0; i < open.Length; i++)
            {
                distance[open[i]] = NearestOther(table.Of(i), table.SquaredOf(i));
            }

            open = Open(distance);
        }

        if (open.Length > 0)
        {
            _others ??= new NeighborIndex(_rows.SelectRows([.. Enumerable.Range(0, _labels.Length).Where(i => _labels[i] != _label)]),
                _options);
            var far = _others.Find(points.SelectRows(open), 1, cancellationToken);
            for (var i = 0; i < open.Length; i++)
            {
                distance[open[i]] = far.Distance(i, 0);
            }
        }
    }

    private static int[] Open(double[] distance) => [.. Enumerable.Range(0, distance.Length)
        .Where(i => double.IsPositiveInfinity(distance[i]))];

    private double Purity(ReadOnlySpan<int> rows)
    {
        var count = 0;
        foreach (var row in rows)
        {
            count += _labels[row] == _label ? 1 : 0;
        }

        return (double)count / _k;
    }

    /// <summary>The nearest of another class among the nearest rows is the nearest of the others; infinite if there is none.</summary>
    private double NearestOther(ReadOnlySpan<int> rows, ReadOnlySpan<double> distances)
    {
        var nearest = double.PositiveInfinity;
        for (var i = 0; i < rows.Length; i++)
        {
            nearest = _labels[rows[i]] != _label ? Math.Min(nearest, distances[i]) : nearest;
        }

        return Math.Sqrt(nearest);
    }
}

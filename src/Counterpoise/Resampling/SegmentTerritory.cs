using System.Numerics;
using System.Runtime.CompilerServices;
using Counterpoise.Neighbors;

namespace Counterpoise.Resampling;

/// <summary>
/// Whose territory the points of one segment lie in, told from the nearest rows of its two ends alone. For a point p at share g of
/// the way from a to b and any row y, <c>|p - y|^2 = (1 - g) |a - y|^2 + g |b - y|^2 - g (1 - g) |a - b|^2</c> (Stewart): two
/// distances serve all points of the segment, and a row on neither end's list is at least as far as the same sum of the lists'
/// radii. Where that bound does not settle a point, the answer is no.
/// </summary>
/// <remarks>
/// The sum only picks the rows that may be among the nearest, with a margin above its rounding error and that of the point's own
/// coordinates; distances taken from the point itself decide. The answer is that of a search over all rows, bit by bit.
/// </remarks>
internal sealed class SegmentTerritory
{
    private const double UnitRoundoff = 1.0 / (1L << 53);

    /// <summary>Times the error: both sides of a comparison err, and the error grows a little from the nearer row to the farther.</summary>
    private const double Margins = 16;
    private readonly SegmentEnds _ends;
    private readonly bool[] _others;
    private readonly int[] _met;
    private readonly double[] _fromA;
    private readonly double[] _fromB;
    private readonly int[] _rows;
    private readonly double[] _sums;
    private readonly double[] _nearest;
    private readonly int[] _nearestRows;
    private int _a = -1;
    private int _b = -1;
    private int _count;
    private double _length;
    private double _pointError;

    /// <summary>Makes room; one object serves one thread.</summary>
    /// <param name="ends">The rows of the class and their lists.</param>
    /// <param name="others">Whether each row is of another class, [rows].</param>
    internal SegmentTerritory(SegmentEnds ends, bool[] others)
    {
        (_ends, _others) = (ends, others);
        var most = (2 * ends.Lists.K) + 2;
        _met = new int[BitOperations.RoundUpToPowerOf2((uint)(2 * most))];
        (_fromA, _fromB, _rows, _sums) = (new double[most], new double[most], new int[most], new double[most]);
        (_nearest, _nearestRows) = (new double[ends.K], new int[ends.K]);
    }

    /// <summary>The share of the class among the nearest rows of the segment's midpoint; NaN if the lists do not settle it.</summary>
    internal double Middle { get; private set; }

    /// <summary>Turns to the segment between two rows of the class.</summary>
    /// <returns>Whether it is another than before.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool Open(int a, int b)
    {
        if (a == _a && b == _b)
        {
            return false;
        }

        var (rowA, rowB) = (_ends.Own[a], _ends.Own[b]);
        ReadOnlySpan<double> x = _ends.Rows.Row(rowA);
        ReadOnlySpan<double> z = _ends.Rows.Row(rowB);
        (_a, _b, _count, _length) = (a, b, 0, ExactDistance.Squared(x, z));
        _pointError = 8 * UnitRoundoff * (_ends.Norms[a] + _ends.Norms[b]);
        Array.Clear(_met);
        Add(rowA, 0, _length);
        if (rowB != rowA)
        {
            Add(rowB, _length, 0);
        }

        var rows = _ends.Lists.Of(a);
        var distances = _ends.Lists.SquaredOf(a);
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] != rowB)
            {
                Add(rows[i], distances[i], ExactDistance.Squared(z, _ends.Rows.Row(rows[i])));
            }
        }

        rows = _ends.Lists.Of(b);
        distances = _ends.Lists.SquaredOf(b);
        for (var i = 0; i < rows.Length; i++)
        {
            if (!Met(rows[i]))
            {
                Add(rows[i], ExactDistance.Squared(x, _ends.Rows.Row(rows[i])), distances[i]);
            }
        }

        return true;
    }

    /// <summary>Judges the midpoint, as it was rounded.</summary>
    internal void JudgeMiddle(ReadOnlySpan<double> point) => Middle = Rank(0.5, point, out _) ? Purity() : double.NaN;

    /// <summary>
    /// The share of the class among the nearest rows of a point, and the distance to the nearest row of another class; returns
    /// whether the lists settle both.
    /// </summary>
    /// <param name="gap">The point's share of the way from the first end to the second.</param>
    /// <param name="point">The point, as it was rounded.</param>
    /// <param name="purity">The share.</param>
    /// <param name="clearance">The distance.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool Survey(double gap, ReadOnlySpan<double> point, out double purity, out double clearance)
    {
        var settled = Rank(gap, point, out var reach);
        purity = Purity();
        for (var rank = 0; rank < _nearest.Length; rank++)
        {
            if (_others[_nearestRows[rank]])
            {
                clearance = Math.Sqrt(_nearest[rank]);
                return settled;
            }
        }

        var nearest = double.PositiveInfinity;
        for (var i = 0; i < _count; i++)
        {
            nearest = _others[_rows[i]] ? Math.Min(nearest, _sums[i]) : nearest;
        }

        var bar = nearest + Margin(nearest, gap);
        nearest = double.PositiveInfinity;
        for (var i = 0; i < _count; i++)
        {
            nearest = _others[_rows[i]] && _sums[i] <= bar ? Math.Min(nearest, ExactDistance.Squared(point, _ends.Rows.Row(_rows[i]))) : nearest;
        }

        clearance = Math.Sqrt(nearest);
        return settled && nearest < reach;
    }

    /// <summary>Ranks the nearest rows of a point.</summary>
    /// <param name="gap">The point's share of the way.</param>
    /// <param name="point">The point.</param>
    /// <param name="reach">A squared distance: rows on neither list are farther.</param>
    /// <returns>Whether none of the rows on neither list can be among the nearest.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Rank(double gap, ReadOnlySpan<double> point, out double reach)
    {
        var less = gap * (1 - gap) * _length;
        var nearest = _nearest.AsSpan();
        nearest.Fill(double.PositiveInfinity);
        for (var i = 0; i < _count; i++)
        {
            var sum = ((1 - gap) * _fromA[i]) + (gap * _fromB[i]) - less;
            _sums[i] = sum;
            if (sum < nearest[^1])
            {
                var slot = nearest.Length - 1;
                for (; slot > 0 && sum < nearest[slot - 1]; slot--)
                {
                    nearest[slot] = nearest[slot - 1];
                }

                nearest[slot] = sum;
            }
        }

        var bar = nearest[^1] + Margin(nearest[^1], gap);
        nearest.Fill(double.PositiveInfinity);
        Array.Fill(_nearestRows, _rows[0]);
        for (var i = 0; i < _count; i++)
        {
            if (_sums[i] <= bar)
            {
                Offer(_rows[i], ExactDistance.Squared(point, _ends.Rows.Row(_rows[i])));
            }
        }

        // Distances beyond the largest number leave nothing ranked, and the point open.
        var outside = ((1 - gap) * _ends.SquaredRadius(_a)) + (gap * _ends.SquaredRadius(_b)) - less;
        reach = _ends.ListAllRows ? double.PositiveInfinity : outside - Margin(outside, gap);
        return nearest[^1] < reach;
    }

    /// <summary>Above the error of the sum against the distance of the point as it was rounded, both squared.</summary>
    private double Margin(double sum, double gap)
    {
        var terms = (_ends.Rows.Columns + 16) * UnitRoundoff * (Math.Abs(sum) + (2 * gap * (1 - gap) * _length));
        return Margins * (terms + (2 * Math.Sqrt(Math.Max(0, sum)) * _pointError) + (_pointError * _pointError));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Offer(int row, double distance)
    {
        var slot = _nearest.Length;
        while (slot > 0 && NeighborTable.Precedes(distance, row, _nearest[slot - 1], _nearestRows[slot - 1]))
        {
            slot--;
        }

        if (slot < _nearest.Length)
        {
            _nearest.AsSpan(slot..^1).CopyTo(_nearest.AsSpan(slot + 1));
            _nearestRows.AsSpan(slot..^1).CopyTo(_nearestRows.AsSpan(slot + 1));
            (_nearest[slot], _nearestRows[slot]) = (distance, row);
        }
    }

    private double Purity()
    {
        var count = 0;
        foreach (var row in _nearestRows)
        {
            count += _others[row] ? 0 : 1;
        }

        return (double)count / _nearest.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int row, double fromA, double fromB)
    {
        (_rows[_count], _fromA[_count], _fromB[_count]) = (row, fromA, fromB);
        _count++;
        _met[Slot(row)] = row + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Met(int row) => _met[Slot(row)] != 0;

    /// <summary>Where a row stands in the table of rows that were met, or the free place where it would.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Slot(int row)
    {
        var slot = (int)((uint)row * 2654435769u >> BitOperations.LeadingZeroCount((uint)_met.Length - 1));
        while (_met[slot] != 0 && _met[slot] != row + 1)
        {
            slot = (slot + 1) & (_met.Length - 1);
        }

        return slot;
    }
}

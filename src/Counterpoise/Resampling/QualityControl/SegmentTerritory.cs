using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Counterpoise.Neighbors;
using Counterpoise.Numerics;

namespace Counterpoise.Resampling;

/// <summary>
/// Whose territory the points of one segment lie in, told from the nearest rows of its two ends alone. For a point p at share g of
/// the way from a to b and any row y, <c>|p - y|^2 = (1 - g) |a - y|^2 + g |b - y|^2 - g (1 - g) |a - b|^2</c> (Stewart): two
/// distances serve all points of the segment, and a row on neither end's list is at least as far as the same sum of the lists'
/// radii. Where that bound does not settle a point, the answer is no.
/// </summary>
/// <remarks>
/// The sum only picks the rows that may be among the nearest, with a margin above its rounding error and that of the point's own
/// coordinates; where the margin leaves a choice, distances taken from the point itself decide. A row on one list alone is at least
/// the other list's radius away from the other end, which nearly always rules it out without a look at it. The answer is that of
/// a search over all rows, bit by bit.
/// </remarks>
internal sealed class SegmentTerritory
{
    // Rows that are looked at together.
    private const int Several = 8;
    private const double UnitRoundoff = 1.0 / (1L << 53);

    /// <summary>Times the error: both sides of a comparison err, and the error grows a little from the nearer row to the farther.</summary>
    private const double Margins = 16;
    private readonly SegmentEnds _ends;
    private readonly bool[] _others;
    private readonly int[] _met;
    private readonly int[] _rows;
    private readonly double[] _fromA;
    private readonly double[] _fromB;
    private readonly Known[] _known;
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
        // A vector more, so that the last one may reach beyond the rows.
        var most = (2 * ends.Lists.Room) + 2 + Several;
        _met = new int[BitOperations.RoundUpToPowerOf2((uint)(2 * most))];
        (_rows, _known, _sums) = (new int[most], new Known[most], new double[most]);
        (_fromA, _fromB) = (new double[most], new double[most]);
        (_nearest, _nearestRows) = (new double[ends.K], new int[ends.K]);
    }

    /// <summary>Which distances of a row are its own; the other is a bound from below.</summary>
    private enum Known : byte
    {
        Both,
        FromA,
        FromB,
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
        (_a, _b, _count) = (a, b, 0);
        _length = ExactDistance.Squared(_ends.Rows.Row(rowA), _ends.Rows.Row(rowB));
        _pointError = 8 * UnitRoundoff * (_ends.Norms[a] + _ends.Norms[b]);
        Array.Clear(_met);
        Add(rowA, 0, _length, Known.Both);
        if (rowB != rowA)
        {
            Add(rowB, _length, 0, Known.Both);
        }

        var rows = _ends.Lists.Of(a);
        var distances = _ends.Lists.SquaredOf(a);
        var radius = _ends.Lists.SquaredRadius(b);
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] != rowB)
            {
                Add(rows[i], distances[i], radius, Known.FromA);
            }
        }

        rows = _ends.Lists.Of(b);
        distances = _ends.Lists.SquaredOf(b);
        radius = _ends.Lists.SquaredRadius(a);
        for (var i = 0; i < rows.Length; i++)
        {
            var place = _met[Slot(rows[i])] - 1;
            if (place < 0)
            {
                Add(rows[i], radius, distances[i], Known.FromB);
            }
            else
            {
                (_fromB[place], _known[place]) = (distances[i], Known.Both);
            }
        }

        // What is not a number is never below a bar.
        _fromA.AsSpan(_count, Several).Fill(double.NaN);
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
    internal bool Survey(double gap, ReadOnlySpan<double> point, out double purity, out double clearance)
    {
        var settled = Rank(gap, point, out var reach);
        purity = Purity();
        var nearest = NearestOther(gap, point);
        clearance = Math.Sqrt(nearest);
        return settled && nearest < reach;
    }

    /// <summary>Finds the nearest rows of a point.</summary>
    /// <param name="gap">The point's share of the way.</param>
    /// <param name="point">The point.</param>
    /// <param name="reach">A squared distance: rows on neither list are farther.</param>
    /// <returns>Whether none of the rows on neither list can be among the nearest.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Rank(double gap, ReadOnlySpan<double> point, out double reach)
    {
        var less = gap * (1 - gap) * _length;
        var outside = ((1 - gap) * _ends.Lists.SquaredRadius(_a)) + (gap * _ends.Lists.SquaredRadius(_b)) - less;
        reach = outside - Margin(outside, gap);
        var (share, rest, minus) = (Vector.Create(gap), Vector.Create(1 - gap), Vector.Create(less));

        // As far as rows are looked at together: sums behind the last row are not numbers.
        for (var i = 0; i < (_count + Several - 1) / Several * Several; i += Vector<double>.Count)
        {
            var sums = (rest * new Vector<double>(_fromA, i)) + (share * new Vector<double>(_fromB, i)) - minus;
            sums.CopyTo(_sums, i);
        }

        var most = Smallest();
        var bar = most + Margin(most, gap);
        if (Complete(gap, less, bar))
        {
            most = Smallest();
            bar = most + Margin(most, gap);
        }

        var within = 0;
        for (var start = 0; start < _count; start += Several)
        {
            for (var bits = UpTo(start, bar); bits != 0; bits &= bits - 1)
            {
                _nearestRows[Math.Min(within++, _nearestRows.Length - 1)] = _rows[start + BitOperations.TrailingZeroCount(bits)];
            }
        }

        return within == _nearestRows.Length ? bar < reach : RankByDistance(point, bar) && _nearest[^1] < reach;
    }

    /// <summary>The k-th smallest of the sums that are distances, not bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Smallest()
    {
        var nearest = _nearest.AsSpan();
        nearest.Fill(double.PositiveInfinity);
        for (var start = 0; start < _count; start += Several)
        {
            for (var bits = UpTo(start, nearest[^1]); bits != 0; bits &= bits - 1)
            {
                var i = start + BitOperations.TrailingZeroCount(bits);
                var sum = _sums[i];
                if (sum < nearest[^1] && _known[i] == Known.Both)
                {
                    var slot = nearest.Length - 1;
                    for (; slot > 0 && sum < nearest[slot - 1]; slot--)
                    {
                        nearest[slot] = nearest[slot - 1];
                    }

                    nearest[slot] = sum;
                }
            }
        }

        return nearest[^1];
    }

    /// <summary>Takes the distances that are missing of the rows whose bound does not rule them out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Complete(double gap, double less, double bar, bool othersOnly = false)
    {
        var any = false;
        for (var start = 0; start < _count; start += Several)
        {
            for (var bits = UpTo(start, bar); bits != 0; bits &= bits - 1)
            {
                var i = start + BitOperations.TrailingZeroCount(bits);
                if (_known[i] != Known.Both && (!othersOnly || _others[_rows[i]]))
                {
                    ref var missing = ref _known[i] == Known.FromA ? ref _fromB[i] : ref _fromA[i];
                    missing = ExactDistance.Squared(_ends.Rows.Row(_ends.Own[_known[i] == Known.FromA ? _b : _a]),
                        _ends.Rows.Row(_rows[i]));
                    _known[i] = Known.Both;
                    _sums[i] = ((1 - gap) * _fromA[i]) + (gap * _fromB[i]) - less;
                    any = true;
                }
            }
        }

        return any;
    }

    /// <summary>One bit for each of a vector's rows whose sum reaches at most the bar.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong UpTo(int start, double bar)
    {
        var sums = _sums.AsSpan(start, Several);
        if (VectorPath.Has256)
        {
            return Vector512.LessThanOrEqual(Vector512.Create(sums), Vector512.Create(bar)).ExtractMostSignificantBits();
        }

        var bits = 0ul;
        for (var i = 0; i < Several; i += Vector128<double>.Count)
        {
            bits |= (ulong)Vector128.LessThanOrEqual(Vector128.Create(sums[i..]), Vector128.Create(bar)).ExtractMostSignificantBits() << i;
        }

        return bits;
    }

    /// <summary>Ranks the rows that the margin cannot tell apart; no where distances lie beyond the largest number.</summary>
    private bool RankByDistance(ReadOnlySpan<double> point, double bar)
    {
        Array.Fill(_nearest, double.PositiveInfinity);
        Array.Fill(_nearestRows, _rows[0]);
        for (var i = 0; i < _count; i++)
        {
            if (_sums[i] <= bar)
            {
                Offer(_rows[i], ExactDistance.Squared(point, _ends.Rows.Row(_rows[i])));
            }
        }

        return _nearest[^1] < double.PositiveInfinity;
    }

    /// <summary>Squared distance to the nearest of the other classes on the lists, after <see cref="Rank"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double NearestOther(double gap, ReadOnlySpan<double> point)
    {
        var bar = NearestOtherBar(gap);
        if (Complete(gap, gap * (1 - gap) * _length, bar, othersOnly: true))
        {
            bar = NearestOtherBar(gap);
        }

        var nearest = double.PositiveInfinity;
        for (var start = 0; start < _count; start += Several)
        {
            for (var bits = UpTo(start, bar); bits != 0; bits &= bits - 1)
            {
                var row = _rows[start + BitOperations.TrailingZeroCount(bits)];
                nearest = _others[row] ? Math.Min(nearest, ExactDistance.Squared(point, _ends.Rows.Row(row))) : nearest;
            }
        }

        return nearest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double NearestOtherBar(double gap)
    {
        var nearest = double.PositiveInfinity;
        for (var start = 0; start < _count; start += Several)
        {
            for (var bits = UpTo(start, nearest); bits != 0; bits &= bits - 1)
            {
                var i = start + BitOperations.TrailingZeroCount(bits);
                nearest = _others[_rows[i]] && _known[i] == Known.Both ? Math.Min(nearest, _sums[i]) : nearest;
            }
        }

        return nearest + Margin(nearest, gap);
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
    private void Add(int row, double fromA, double fromB, Known known)
    {
        _met[Slot(row)] = _count + 1;
        (_rows[_count], _fromA[_count], _fromB[_count], _known[_count]) = (row, fromA, fromB, known);
        _count++;
    }

    /// <summary>
    /// Where a row's place stands in the table of rows that were met, or the free slot where it would; places count from 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Slot(int row)
    {
        var slot = (int)((uint)row * 2654435769u >> BitOperations.LeadingZeroCount((uint)_met.Length - 1));
        while (_met[slot] != 0 && _rows[_met[slot] - 1] != row)
        {
            slot = (slot + 1) & (_met.Length - 1);
        }

        return slot;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using Counterpoise.Numerics;

namespace Counterpoise.Neighbors;

/// <summary>
/// The nearest other rows of every row. A pair of rows is looked at once and offered to both sides, which halves the work of a
/// one-sided search. What a row keeps does not depend on the order of offers, so threads may share the rows.
/// </summary>
internal sealed unsafe class MutualSearch
{
    private const int Block = PackedRows.BlockRows;

    /// <summary>Rows next to each other in kd order that meet first, each pair exactly: they give every row a threshold.</summary>
    private const int FirstGroup = 16;

    /// <summary>Flags of two blocks lie on cache lines of their own.</summary>
    private const int HeldStep = 16;
    private readonly DenseMatrix _rows;
    private readonly PackedRows _packed;
    private readonly NeighborTable _table;
    private readonly int _k;
    private readonly double[] _worst;
    private readonly double[] _blockWorst;
    private readonly float[] _thresholds;
    private readonly float[] _rowBars;
    private readonly int[] _held;

    internal MutualSearch(PackedRows packed, int k)
    {
        (_rows, _packed, _k) = (packed.Rows, packed, k);
        var rows = packed.Rows;
        _table = new NeighborTable(rows.Rows, k);
        Array.Fill(_table.SquaredDistances, double.PositiveInfinity);
        Array.Fill(_table.Indices, int.MaxValue);
        var places = packed.Blocks * Block;
        _worst = new double[places];
        _thresholds = new float[places];
        _rowBars = new float[places];
        Array.Fill(_worst, double.PositiveInfinity);
        Array.Fill(_worst, double.NegativeInfinity, rows.Rows, places - rows.Rows);
        Array.Fill(_thresholds, float.MinValue);
        Array.Fill(_rowBars, float.MinValue);
        // Places without a row can never be hit, from neither side.
        Array.Fill(_thresholds, float.PositiveInfinity, rows.Rows, places - rows.Rows);
        Array.Fill(_rowBars, float.PositiveInfinity, rows.Rows, places - rows.Rows);
        _blockWorst = new double[packed.Blocks];
        Array.Fill(_blockWorst, double.PositiveInfinity);
        _held = new int[packed.Blocks * HeldStep];
    }

    internal NeighborTable Run(ParallelOptions parallel)
    {
        // First each row with some beside it in kd order, then each block with itself and the next, so that every row has a good threshold
        // when the rest begins.
        Parallel.For(0, _packed.Blocks, parallel, () => new float[2 * Block * (_packed.Steps + 1)], (block, _, queries) =>
        {
            Load(block, queries);
            MeetBeside(block);
            Meet(block, block, queries);
            if (block + 1 < _packed.Blocks)
            {
                Meet(block, block + 1, queries);
            }

            return queries;
        }, _ => { });
        Parallel.For(0, _packed.Blocks, parallel, () => new float[2 * Block * (_packed.Steps + 1)], (block, _, queries) =>
        {
            Load(block, queries);
            var low = Corner(_packed.Low, block);
            var high = Corner(_packed.High, block);
            for (var other = block + 2; other < _packed.Blocks; other++)
            {
                var bound = BoxDistance.Squared(low, high, Corner(_packed.Low, other), Corner(_packed.High, other));
                if (bound <= _blockWorst[block] || bound <= _blockWorst[other])
                {
                    Meet(block, other, queries);
                }
            }

            return queries;
        }, _ => { });
        return _table;
    }

    private ReadOnlySpan<double> Corner(double[] corners, int block) => corners.AsSpan(block * _rows.Columns, _rows.Columns);

    /// <summary>Packs a block's rows as queries: coordinates tile by tile, then half norms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Load(int block, float[] queries)
    {
        Array.Clear(queries);
        fixed (float* target = queries)
        {
            var halfNorms = target + (Block * _packed.Steps);
            for (var i = 0; i < Block; i++)
            {
                var place = (block * Block) + i;
                if (place >= _rows.Rows)
                {
                    halfNorms[i] = float.PositiveInfinity;
                    continue;
                }

                var tile = target + (i / FilterKernel.Queries * FilterKernel.Queries * _packed.Steps);
                _packed.PackQuery(_rows.Row(place), tile + (i % FilterKernel.Queries));
                halfNorms[i] = -_packed.HalfNorms[place];
            }
        }
    }

    /// <summary>
    /// All pairs within small groups of a block, by their exact distance. Without thresholds from here the filter would pass every pair of
    /// a row's first block.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MeetBeside(int block)
    {
        var group = Math.Min(Block, Math.Max(FirstGroup, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(_k + 1, Block))));
        var end = Math.Min((block + 1) * Block, _rows.Rows);
        for (var place = block * Block; place < end; place++)
        {
            var last = Math.Min((place / group * group) + group, end);
            var row = _packed.Order[place];
            var values = _rows.Row(place);
            for (var otherPlace = place + 1; otherPlace < last; otherPlace++)
            {
                var other = _packed.Order[otherPlace];
                var distance = ExactDistance.Squared(values, _rows.Row(otherPlace));
                Offer(place, row, other, distance);
                Offer(otherPlace, other, row, distance);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Meet(int block, int other, float[] packedQueries)
    {
        var hits = stackalloc uint[FilterKernel.Queries];
        var any = false;
        fixed (float* queries = packedQueries, thresholds = _thresholds, rowBars = _rowBars)
        {
            var halfNorms = queries + (Block * _packed.Steps);
            for (var q = 0; q < Block; q += FilterKernel.Queries)
            {
                // Within a block each pair stands on one side of the diagonal.
                var firstPanel = block == other ? q / FilterKernel.PanelRows * FilterKernel.PanelRows : 0;
                for (var panel = firstPanel; panel < Block; panel += FilterKernel.PanelRows)
                {
                    var place = (other * Block) + panel;
                    if (FilterKernel.MarkMutual(
                        _packed.Panels + ((long)place * _packed.Steps), _packed.HalfNorms + place, rowBars + place,
                        queries + (q * _packed.Steps), thresholds + (block * Block) + q, halfNorms + q, _packed.Steps, _packed.IsPaired,
                        hits))
                    {
                        any = true;
                        Refine((block * Block) + q, place, hits);
                    }
                }
            }
        }

        if (any)
        {
            _blockWorst[block] = Worst(block);
            _blockWorst[other] = Worst(other);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Worst(int block)
    {
        var worst = double.NegativeInfinity;
        foreach (var value in _worst.AsSpan(block * Block, Block))
        {
            worst = Math.Max(worst, value);
        }

        return worst;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Refine(int firstQuery, int firstRow, uint* hits)
    {
        for (var q = 0; q < FilterKernel.Queries; q++)
        {
            var bits = hits[q];
            if (bits == 0)
            {
                continue;
            }

            var place = firstQuery + q;
            var row = _packed.Order[place];
            var values = _rows.Row(place);
            for (; bits != 0; bits &= bits - 1)
            {
                var otherPlace = firstRow + BitOperations.TrailingZeroCount(bits);
                if (otherPlace == place)
                {
                    continue;
                }

                var other = _packed.Order[otherPlace];
                var distance = ExactDistance.Squared(values, _rows.Row(otherPlace));
                Offer(place, row, other, distance);
                Offer(otherPlace, other, row, distance);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Offer(int place, int row, int neighbor, double distance)
    {
        // The worst distance only falls: if an older value refuses the pair, the current one would too.
        if (distance > _worst[place])
        {
            return;
        }

        ref var held = ref _held[place / Block * HeldStep];
        Hold(ref held);
        if (_table.Offer(row, neighbor, distance))
        {
            _worst[place] = _table.SquaredDistances[((row + 1) * _k) - 1];
            if (_worst[place] < double.PositiveInfinity)
            {
                var threshold = _packed.Threshold(_packed.Norms[place], _worst[place]);
                _thresholds[place] = threshold;
                _rowBars[place] = threshold + _packed.HalfNorms[place];
            }
        }

        Volatile.Write(ref held, 0);
    }

    /// <summary>
    /// Waits for a block's flag: it is held for some ten nanoseconds, less than a lock takes. With a <see cref="SpinLock"/> SMOTE of
    /// 175,000 rows takes a quarter more processor time.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Hold(ref int held)
    {
        if (Interlocked.CompareExchange(ref held, 1, 0) == 0)
        {
            return;
        }

        var wait = default(SpinWait);
        while (Interlocked.CompareExchange(ref held, 1, 0) != 0)
        {
            wait.SpinOnce();
        }
    }
}

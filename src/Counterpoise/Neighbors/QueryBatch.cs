using System.Runtime.CompilerServices;
using Counterpoise.Numerics;

namespace Counterpoise.Neighbors;

/// <summary>Up to 256 queries that lie close together, and the nearest rows that they have found so far.</summary>
internal sealed unsafe class QueryBatch
{
    /// <summary>Queries that share one pass over the rows: enough that the pass is bound by arithmetic, not by memory.</summary>
    internal const int Capacity = 256;
    private const int Tiles = Capacity / FilterKernel.Queries;

    /// <summary>
    /// Up to so many neighbours are kept in order as they come; more are gathered and cut back when there are twice as many.
    /// </summary>
    private const int MostSorted = 16;
    private readonly DenseMatrix _rows;
    private readonly PackedRows _packed;
    private readonly int _k;
    private readonly int _room;
    private readonly int[] _held = new int[Capacity];
    private readonly double[] _distances;
    private readonly int[] _neighbors;
    private readonly double[] _norms = new double[Capacity];
    private readonly double[] _worst = new double[Capacity];
    private readonly double[] _tileWorst = new double[Tiles];
    private readonly double[] _low;
    private readonly double[] _high;
    private readonly float[] _queries;
    private readonly float[] _thresholds = new float[Capacity];
    private readonly double[] _bounds;
    private readonly int[] _blockOrder;

    /// <summary>Makes room for the k nearest of each query.</summary>
    /// <param name="packed">The rows to search in.</param>
    /// <param name="k">Neighbours per query.</param>
    /// <param name="lists">Whether they are wanted as lists, which need no order.</param>
    internal QueryBatch(PackedRows packed, int k, bool lists = false)
    {
        (_rows, _packed, _k) = (packed.Rows, packed, k);
        var rows = packed.Rows;
        _room = k <= MostSorted && !lists ? k : 2 * k;
        _distances = new double[Capacity * _room];
        _neighbors = new int[Capacity * _room];
        _low = new double[rows.Columns];
        _high = new double[rows.Columns];
        _queries = new float[Capacity * packed.Steps];
        _bounds = new double[packed.Blocks];
        _blockOrder = new int[packed.Blocks];
    }

    /// <summary>Finds the neighbours of the queries and writes them to the table at the queries' own places.</summary>
    /// <param name="source">The matrix that holds the queries.</param>
    /// <param name="sourceRows">The queries' rows in it.</param>
    /// <param name="places">Where each query stands in the table.</param>
    /// <param name="own">Whether the queries are rows of the index, so that each must not find itself.</param>
    /// <param name="table">The table to write to.</param>
    internal void Search(DenseMatrix source, ReadOnlySpan<int> sourceRows, ReadOnlySpan<int> places, bool own, NeighborTable table)
    {
        Load(source, sourceRows);
        Search(source, sourceRows, own);
        for (var q = 0; q < sourceRows.Length; q++)
        {
            if (_room > _k)
            {
                CutBack(q);
                NearestSelection.Sort(_distances.AsSpan(q * _room, _k), _neighbors.AsSpan(q * _room, _k));
            }

            _neighbors.AsSpan(q * _room, _k).CopyTo(table.Indices.AsSpan(places[q] * _k));
            _distances.AsSpan(q * _room, _k).CopyTo(table.SquaredDistances.AsSpan(places[q] * _k));
        }
    }

    /// <summary>Finds all other rows within a radius of each query, but not more than the nearest k.</summary>
    /// <param name="source">The matrix of the index, which holds the queries.</param>
    /// <param name="sourceRows">The queries' rows in it.</param>
    /// <param name="places">Where each query stands in the lists.</param>
    /// <param name="squaredRadii">Radius of each place, squared; infinite for the nearest k.</param>
    /// <param name="lists">The lists to write to.</param>
    internal void Search(DenseMatrix source, ReadOnlySpan<int> sourceRows, ReadOnlySpan<int> places, double[] squaredRadii,
        NeighborLists lists)
    {
        Load(source, sourceRows);
        for (var q = 0; q < sourceRows.Length; q++)
        {
            Limit(q, squaredRadii[places[q]]);
        }

        for (var first = 0; first < sourceRows.Length; first += FilterKernel.Queries)
        {
            LimitTile(first);
        }

        Search(source, sourceRows, own: true);
        for (var q = 0; q < sourceRows.Length; q++)
        {
            if (_held[q] > _k)
            {
                CutBack(q);
            }

            lists.Set(places[q], _neighbors.AsSpan(q * _room, _held[q]), _distances.AsSpan(q * _room, _held[q]), _worst[q]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Search(DenseMatrix source, ReadOnlySpan<int> sourceRows, bool own)
    {
        OrderBlocks();
        var tiles = (sourceRows.Length + FilterKernel.Queries - 1) / FilterKernel.Queries;
        var hits = stackalloc uint[FilterKernel.Queries];
        fixed (float* queries = _queries, thresholds = _thresholds)
        {
            foreach (var block in _blockOrder)
            {
                var bound = _bounds[block];
                var reached = false;
                for (var tile = 0; tile < tiles; tile++)
                {
                    if (bound > _tileWorst[tile])
                    {
                        continue;
                    }

                    reached = true;
                    var first = tile * FilterKernel.Queries;
                    for (var panel = 0; panel < PackedRows.BlockRows; panel += FilterKernel.PanelRows)
                    {
                        var position = (block * PackedRows.BlockRows) + panel;
                        if (FilterKernel.Mark(
                            _packed.Panels + ((long)position * _packed.Steps), _packed.HalfNorms + position,
                            queries + (first * _packed.Steps), thresholds + first, _packed.Steps, _packed.IsPaired, hits))
                        {
                            Refine(source, sourceRows, first, position, hits, own);
                        }
                    }
                }

                if (!reached)
                {
                    break;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Load(DenseMatrix source, ReadOnlySpan<int> sourceRows)
    {
        Array.Fill(_low, double.PositiveInfinity);
        Array.Fill(_high, double.NegativeInfinity);
        Array.Fill(_distances, double.PositiveInfinity);
        Array.Fill(_neighbors, int.MaxValue);
        Array.Clear(_held);
        Array.Fill(_worst, double.PositiveInfinity);
        Array.Fill(_tileWorst, double.PositiveInfinity);
        // Places without a query can never be hit.
        Array.Fill(_thresholds, float.PositiveInfinity);
        fixed (float* queries = _queries)
        {
            for (var q = 0; q < sourceRows.Length; q++)
            {
                var row = source.Row(sourceRows[q]);
                var tile = queries + (q / FilterKernel.Queries * FilterKernel.Queries * _packed.Steps);
                _norms[q] = _packed.PackQuery(row, tile + (q % FilterKernel.Queries));
                _thresholds[q] = float.MinValue;
                for (var c = 0; c < row.Length; c++)
                {
                    _low[c] = Math.Min(_low[c], row[c]);
                    _high[c] = Math.Max(_high[c], row[c]);
                }
            }
        }

        for (var q = sourceRows.Length; q < Capacity; q++)
        {
            _worst[q] = double.NegativeInfinity;
        }
    }

    /// <summary>Nearest boxes first: they tighten the thresholds before the far ones are looked at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void OrderBlocks()
    {
        for (var block = 0; block < _bounds.Length; block++)
        {
            _bounds[block] = BoxDistance.Squared(_low, _high, _packed.Low.AsSpan(block * _low.Length, _low.Length),
                _packed.High.AsSpan(block * _low.Length, _low.Length));
            _blockOrder[block] = block;
        }

        var keys = (double[])_bounds.Clone();
        Array.Sort(keys, _blockOrder);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Refine(DenseMatrix source, ReadOnlySpan<int> sourceRows, int first, int position, uint* hits, bool own)
    {
        for (var q = first; q < first + FilterKernel.Queries; q++)
        {
            var bits = hits[q - first];
            if (bits == 0)
            {
                continue;
            }

            var query = source.Row(sourceRows[q]);
            do
            {
                var place = position + System.Numerics.BitOperations.TrailingZeroCount(bits);
                bits &= bits - 1;
                var row = _packed.Order[place];
                if (!own || row != sourceRows[q])
                {
                    Offer(q, row, ExactDistance.Squared(query, _rows.Row(place)));
                }
            }
            while (bits != 0);
            Limit(q, _worst[q]);
        }

        LimitTile(first);
    }

    /// <summary>From now on only rows up to this distance are of use to a query.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Limit(int q, double squaredDistance)
    {
        _worst[q] = squaredDistance;
        _thresholds[q] = squaredDistance == double.PositiveInfinity ? float.MinValue : _packed.Threshold(_norms[q], squaredDistance);
    }

    private void LimitTile(int first)
    {
        var worst = _worst[first];
        for (var q = first + 1; q < first + FilterKernel.Queries; q++)
        {
            worst = Math.Max(worst, _worst[q]);
        }

        _tileWorst[first / FilterKernel.Queries] = worst;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Offer(int q, int row, double distance)
    {
        if (_room > _k)
        {
            Gather(q, row, distance);
            return;
        }

        var distances = _distances.AsSpan(q * _k, _k);
        var neighbors = _neighbors.AsSpan(q * _k, _k);
        if (!NeighborTable.Precedes(distance, row, distances[^1], neighbors[^1]))
        {
            return;
        }

        var slot = _k - 1;
        while (slot > 0 && NeighborTable.Precedes(distance, row, distances[slot - 1], neighbors[slot - 1]))
        {
            distances[slot] = distances[slot - 1];
            neighbors[slot] = neighbors[slot - 1];
            slot--;
        }

        (distances[slot], neighbors[slot]) = (distance, row);
        _worst[q] = distances[^1];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(int q, int row, double distance)
    {
        if (distance > _worst[q])
        {
            return;
        }

        var place = (q * _room) + _held[q]++;
        (_distances[place], _neighbors[place]) = (distance, row);
        if (_held[q] == _room)
        {
            CutBack(q);
        }
    }

    /// <summary>Keeps the k nearest of the rows that were gathered.</summary>
    private void CutBack(int q)
    {
        NearestSelection.Select(_distances.AsSpan(q * _room, _held[q]), _neighbors.AsSpan(q * _room, _held[q]), _k);
        _held[q] = _k;
        _worst[q] = _distances[(q * _room) + _k - 1];
    }
}

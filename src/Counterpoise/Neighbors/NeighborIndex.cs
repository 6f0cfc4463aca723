using Counterpoise.Numerics;

namespace Counterpoise.Neighbors;

/// <summary>
/// Finds the k nearest rows exactly: a float32 filter with a proven error bound picks the candidates, float64 distances rank
/// them, ties go to the lower row number. The rows stand in kd order, and blocks whose box is too far are skipped: in few
/// dimensions this is a tree search, in many it is blocked brute force.
/// </summary>
/// <remarks>
/// Time O(queries * rows * columns) at worst, memory O(rows * columns). The result does not depend on the number of threads.
/// scikit-learn's order among exact ties depends on its tree and its threads; here it is the row number.
/// </remarks>
public sealed class NeighborIndex
{
    /// <summary>Share of the rows from which on it is cheaper to find the neighbours of all, each pair once.</summary>
    private const double MutualShare = 0.55;

    /// <summary>One row of so many scouts the radius of lists.</summary>
    private const int ScoutStep = 16;

    /// <summary>
    /// The scouted radius reaches the sample's row of this share of a list's room: two and two thirds times as many rows as there
    /// is room for are expected within it, so that few lists fall short.
    /// </summary>
    private const int ScoutShare = 6;
    private readonly DenseMatrix _rows;
    private readonly NeighborOptions _options;
    private readonly PackedRows? _packed;

    /// <summary>Builds the index.</summary>
    /// <param name="rows">The rows to search in, [rows, columns], finite; with <see cref="NeighborMetric.NanEuclidean"/> NaN is
    /// allowed.</param>
    /// <param name="options">Metric and threads.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite; the message names row and column.</exception>
    public NeighborIndex(DenseMatrix rows, NeighborOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _rows = rows;
        _options = options ?? new NeighborOptions();
        _options.Validate();
        FiniteCheck.Require(rows, allowMissing: _options.Metric == NeighborMetric.NanEuclidean, _options.Threads);
        if (_options.Metric == NeighborMetric.Euclidean && rows.Rows > 0)
        {
            _packed = new PackedRows(rows, _options.Threads);
        }
    }

    /// <summary>Number of rows in the index.</summary>
    public int Rows => _rows.Rows;

    /// <summary>Finds the k nearest rows of each query.</summary>
    /// <param name="queries">The queries, [queries, columns].</param>
    /// <param name="k">Neighbours per query, from 1 to the number of rows.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than <paramref name="k"/> rows.</exception>
    public NeighborTable Find(DenseMatrix queries, int k, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(queries);
        FiniteCheck.Require(queries, allowMissing: _options.Metric == NeighborMetric.NanEuclidean, _options.Threads);
        if (queries.Columns != _rows.Columns)
        {
            throw new ArgumentException($"the index has {_rows.Columns} columns, the queries have {queries.Columns}", nameof(queries));
        }

        var rows = Enumerable.Range(0, queries.Rows).ToArray();
        if (_packed is not null)
        {
            RowOrder.Sort(queries, rows, PackedRows.BlockRows);
        }

        // A query beyond all rows cannot be rounded as they were.
        var packed = _packed is null || _packed.Fits(queries) ? _packed : new PackedRows(_rows, _options.Threads, mayPair: false);
        return Search(packed, queries, rows, rows, own: false, k, cancellationToken);
    }

    /// <summary>Finds the k nearest other rows of every row.</summary>
    /// <param name="k">Neighbours per row, from 1 to the number of rows - 1.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public NeighborTable FindOwn(int k, CancellationToken cancellationToken = default)
    {
        RequireK(k, _rows.Rows - 1);
        cancellationToken.ThrowIfCancellationRequested();
        if (_packed is not null)
        {
            return new MutualSearch(_packed, k).Run(Parallelism(cancellationToken));
        }

        var rows = Enumerable.Range(0, _rows.Rows).ToArray();
        return Search(_packed, _rows, rows, rows, own: true, k, cancellationToken);
    }

    /// <summary>Finds the k nearest other rows of some rows.</summary>
    /// <param name="rows">Row numbers; the table has one entry for each, in this order.</param>
    /// <param name="k">Neighbours per row, from 1 to the number of rows - 1.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public NeighborTable FindOwn(ReadOnlySpan<int> rows, int k, CancellationToken cancellationToken = default)
    {
        var wanted = rows.ToArray();
        if (_packed is not null && wanted.Length > MutualShare * _rows.Rows)
        {
            return FindOwn(k, cancellationToken).Select(wanted);
        }

        var (ordered, places) = _packed is null ? (wanted, Enumerable.Range(0, wanted.Length).ToArray()) : InPackedOrder(_packed, wanted);
        return Search(_packed, _rows, ordered, places, own: true, k, cancellationToken);
    }

    /// <summary>
    /// Rows in the order in which they are packed, so that those of a batch lie close together, and where each stood before.
    /// </summary>
    private static (int[] Ordered, int[] Places) InPackedOrder(PackedRows packed, int[] rows)
    {
        var positions = new int[packed.Order.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[packed.Order[i]] = i;
        }

        var places = Enumerable.Range(0, rows.Length).ToArray();
        Array.Sort(Array.ConvertAll(rows, row => positions[row]), places);
        return (Array.ConvertAll(places, place => rows[place]), places);
    }

    /// <summary>
    /// For each of some rows all others within some radius: about the nearest <paramref name="room"/>, seldom less than half of them.
    /// </summary>
    /// <remarks>
    /// Looking at a sixteenth of the rows first tells how far to look, so that few rows are taken in that are later thrown out.
    /// The index must be Euclidean.
    /// </remarks>
    /// <param name="rows">Row numbers; there is a list for each, in this order.</param>
    /// <param name="least">Rows that each list must hold, from 1 to the number of rows - 1.</param>
    /// <param name="room">Rows that a list may hold; at least <paramref name="least"/>, at most the number of rows - 1.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    internal NeighborLists FindLists(int[] rows, int least, int room, CancellationToken cancellationToken)
    {
        var packed = _packed ?? throw new InvalidOperationException("lists are taken by Euclidean distance");
        RequireK(least, room);
        RequireK(room, _rows.Rows - 1);
        var (ordered, places) = InPackedOrder(packed, rows);
        var radii = Radii(packed, rows, Math.Max(least, room / ScoutShare), cancellationToken);
        var lists = new NeighborLists(rows.Length, room);
        Batches(rows.Length, () => new QueryBatch(packed, room, lists: true), (search, start, count) =>
            search.Search(_rows, ordered.AsSpan(start, count), places.AsSpan(start, count), radii, lists), cancellationToken);
        return lists;
    }

    /// <summary>Squared distances within which each row has so many others in the sample, and so in the whole.</summary>
    private double[] Radii(PackedRows packed, int[] rows, int least, CancellationToken cancellationToken)
    {
        var radii = new double[rows.Length];
        if (_rows.Rows / ScoutStep <= 4 * least)
        {
            Array.Fill(radii, double.PositiveInfinity);
            return radii;
        }

        // In kd order every part of the space is met; a row may meet itself, hence one more.
        int[] sample = [.. Enumerable.Range(0, _rows.Rows / ScoutStep).Select(i => i * ScoutStep)];
        var table = new NeighborIndex(packed.Rows.SelectRows(sample), _options).Find(_rows.SelectRows(rows), least + 1, cancellationToken);
        for (var i = 0; i < radii.Length; i++)
        {
            radii[i] = table.SquaredOf(i)[^1];
        }

        return radii;
    }

    private NeighborTable Search(PackedRows? packed, DenseMatrix source, int[] sourceRows, int[] places, bool own, int k,
        CancellationToken cancellationToken)
    {
        RequireK(k, own ? _rows.Rows - 1 : _rows.Rows);
        var table = new NeighborTable(sourceRows.Length, k);
        Batches(sourceRows.Length, () => packed is null ? null : new QueryBatch(packed, k), (search, start, count) =>
        {
            var batchRows = sourceRows.AsSpan(start, count);
            var batchPlaces = places.AsSpan(start, count);
            if (search is null)
            {
                MissingValueSearch.Search(_rows, source, batchRows, batchPlaces, own, table);
            }
            else
            {
                search.Search(source, batchRows, batchPlaces, own, table);
            }
        }, cancellationToken);
        return table;
    }

    private void Batches<T>(int queries, Func<T> room, Action<T, int, int> search, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Parallel.For(
            0,
            (queries + QueryBatch.Capacity - 1) / QueryBatch.Capacity,
            Parallelism(cancellationToken),
            room,
            (batch, _, own) =>
            {
                var start = batch * QueryBatch.Capacity;
                search(own, start, Math.Min(QueryBatch.Capacity, queries - start));
                return own;
            },
            _ => { });
    }

    private ParallelOptions Parallelism(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = _options.Threads, CancellationToken = cancellationToken };

    private static void RequireK(int k, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, most);
    }
}

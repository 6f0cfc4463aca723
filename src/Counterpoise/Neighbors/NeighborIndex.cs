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
    private readonly DenseMatrix _rows;
    private readonly NeighborOptions _options;
    private readonly PackedRows? _packed;

    /// <summary>Builds the index.</summary>
    /// <param name="rows">The rows to search in, [rows, columns], finite; with <see cref="NeighborMetric.NanEuclidean"/> NaN is allowed.</param>
    /// <param name="options">Metric and threads.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite; the message names row and column.</exception>
    public NeighborIndex(DenseMatrix rows, NeighborOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _rows = rows;
        _options = options ?? new NeighborOptions();
        _options.Validate();
        FiniteCheck.Require(rows, allowMissing: _options.Metric == NeighborMetric.NanEuclidean);
        if (_options.Metric == NeighborMetric.Euclidean && rows.Rows > 0)
        {
            _packed = new PackedRows(rows);
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
        FiniteCheck.Require(queries, allowMissing: _options.Metric == NeighborMetric.NanEuclidean);
        if (queries.Columns != _rows.Columns)
        {
            throw new ArgumentException($"the index has {_rows.Columns} columns, the queries have {queries.Columns}", nameof(queries));
        }

        var rows = Enumerable.Range(0, queries.Rows).ToArray();
        if (_packed is not null)
        {
            RowOrder.Sort(queries, rows, PackedRows.BlockRows);
        }

        return Search(queries, rows, rows, own: false, k, cancellationToken);
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
        return Search(_rows, rows, rows, own: true, k, cancellationToken);
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

        var places = Enumerable.Range(0, wanted.Length).ToArray();
        if (_packed is not null)
        {
            var positions = new int[_rows.Rows];
            for (var i = 0; i < positions.Length; i++)
            {
                positions[_packed.Order[i]] = i;
            }

            Array.Sort(Array.ConvertAll(wanted, row => positions[row]), places);
        }

        return Search(_rows, Array.ConvertAll(places, place => wanted[place]), places, own: true, k, cancellationToken);
    }

    private NeighborTable Search(DenseMatrix source, int[] sourceRows, int[] places, bool own, int k, CancellationToken cancellationToken)
    {
        RequireK(k, own ? _rows.Rows - 1 : _rows.Rows);
        var table = new NeighborTable(sourceRows.Length, k);
        var batches = (sourceRows.Length + PackedRows.BlockRows - 1) / PackedRows.BlockRows;
        cancellationToken.ThrowIfCancellationRequested();
        Parallel.For(
            0,
            batches,
            Parallelism(cancellationToken),
            () => _packed is null ? null : new QueryBatch(_packed, k),
            (batch, _, search) =>
            {
                var start = batch * PackedRows.BlockRows;
                var count = Math.Min(PackedRows.BlockRows, sourceRows.Length - start);
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

                return search;
            },
            _ => { });
        return table;
    }

    private ParallelOptions Parallelism(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = _options.Threads, CancellationToken = cancellationToken };

    private static void RequireK(int k, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, most);
    }
}

using System.Runtime.CompilerServices;
using Counterpoise.Numerics;

namespace Counterpoise.Neighbors;

/// <summary>
/// The float32 filter of the neighbour search: for 8 queries and a panel of 32 rows, which pairs may be near enough to be
/// worth an exact look. It never loses a pair, since the thresholds hold the bound of the rounding error.
/// </summary>
internal static unsafe partial class FilterKernel
{
    /// <summary>Queries per call.</summary>
    internal const int Queries = 8;

    /// <summary>Rows per panel.</summary>
    internal const int PanelRows = 32;

    /// <summary>Marks the pairs with <c>a.b - |b|^2/2 >= threshold</c>.</summary>
    /// <param name="panel">Row coordinates, [columns, 32], 64-byte aligned.</param>
    /// <param name="halfNorms">Negative half squared norms of the rows, [32].</param>
    /// <param name="queries">Query coordinates, [columns, 8].</param>
    /// <param name="thresholds">One per query, [8].</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="hits">One bit per row, for each query, [8]; all bits are written.</param>
    /// <returns>Whether there is a hit.</returns>
    internal static bool Mark(float* panel, float* halfNorms, float* queries, float* thresholds, int columns, uint* hits) =>
        Panel<QuerySide>(panel, halfNorms, halfNorms, queries, thresholds, thresholds, columns, hits);

    /// <summary>
    /// Marks the pairs that are of use to either side: <c>a.b - |b|^2/2</c> reaches the query's threshold, or
    /// <c>a.b - |a|^2/2</c> the row's.
    /// </summary>
    /// <param name="panel">Row coordinates, [columns, 32], 64-byte aligned.</param>
    /// <param name="halfNorms">Negative half squared norms of the rows, [32].</param>
    /// <param name="rowBars">Thresholds of the rows less their half squared norms, [32].</param>
    /// <param name="queries">Query coordinates, [columns, 8].</param>
    /// <param name="thresholds">Thresholds of the queries, [8].</param>
    /// <param name="queryHalfNorms">Half squared norms of the queries, [8].</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="hits">One bit per row, for each query, [8]; all bits are written.</param>
    /// <returns>Whether there is a hit.</returns>
    internal static bool MarkMutual(
        float* panel, float* halfNorms, float* rowBars, float* queries, float* thresholds, float* queryHalfNorms, int columns,
            uint* hits) =>
        Panel<EitherSide>(panel, halfNorms, rowBars, queries, thresholds, queryHalfNorms, columns, hits);

    private static bool Panel<TSide>(
        float* panel, float* halfNorms, float* rowBars, float* queries, float* thresholds, float* queryHalfNorms, int columns, uint* hits)
        where TSide : struct, IFilterSide
    {
        new Span<uint>(hits, Queries).Clear();
        return VectorPath.Is512 ? Tile8<FilterLane16, TSide>(panel, halfNorms, rowBars, queries, thresholds, queryHalfNorms, columns, 0,
            hits)
            : VectorPath.Has256 ? Tiles4<FilterLane8, TSide>(panel, halfNorms, rowBars, queries, thresholds, queryHalfNorms, columns, hits)
            : Tiles4<FilterLane4, TSide>(panel, halfNorms, rowBars, queries, thresholds, queryHalfNorms, columns, hits);
    }

    internal static bool Tiles4<TLane, TSide>(
        float* panel, float* halfNorms, float* rowBars, float* queries, float* thresholds, float* queryHalfNorms, int columns, uint* hits)
        where TLane : struct, IFilterLane<TLane>
        where TSide : struct, IFilterSide
    {
        var any = false;
        for (var row = 0; row < PanelRows; row += 2 * TLane.Width)
        {
            for (var q = 0; q < Queries; q += 4)
            {
                any |= Tile4<TLane, TSide>(
                    panel + row, halfNorms + row, rowBars + row, queries + q, thresholds + q, queryHalfNorms + q, columns, row, hits + q);
            }
        }

        return any;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits<TLane>(TLane low, TLane high)
        where TLane : struct, IFilterLane<TLane>
        => TLane.Reaching(low) | (TLane.Reaching(high) << TLane.Width);
}

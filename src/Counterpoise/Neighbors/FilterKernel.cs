using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Counterpoise.Numerics;

namespace Counterpoise.Neighbors;

/// <summary>
/// The filter of the neighbour search: for 8 queries and a panel of 32 rows, which pairs may be near enough to be worth an exact look.
/// It never loses a pair, since the thresholds hold the bound of the rounding error. A step of its sums takes one column of float32, or
/// two of 16 bits side by side: half as many steps. What lies between a search and a tile is compiled into the search, which is optimised
/// from its first call: else a search of a few hundred milliseconds would run through code that is not.
/// </summary>
internal static unsafe partial class FilterKernel
{
    /// <summary>Queries per call.</summary>
    internal const int Queries = 8;

    /// <summary>Rows per panel.</summary>
    internal const int PanelRows = 32;

    /// <summary>Marks the pairs with <c>a.b - |b|^2/2 >= threshold</c>.</summary>
    /// <param name="panel">Row coordinates, [steps, 32], 64-byte aligned.</param>
    /// <param name="halfNorms">Negative half squared norms of the rows, [32].</param>
    /// <param name="queries">Query coordinates, [steps, 8].</param>
    /// <param name="thresholds">One per query, [8].</param>
    /// <param name="steps">Columns, or pairs of them.</param>
    /// <param name="pairs">Whether a step is a pair of columns of 16 bits.</param>
    /// <param name="hits">One bit per row, for each query, [8]; all bits are written.</param>
    /// <returns>Whether there is a hit.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Mark(float* panel, float* halfNorms, float* queries, float* thresholds, int steps, bool pairs,
        uint* hits) => Panel<QuerySide>(panel, halfNorms, halfNorms, queries, thresholds, thresholds, steps, pairs, hits);

    /// <summary>
    /// Marks the pairs that are of use to either side: <c>a.b - |b|^2/2</c> reaches the query's threshold, or
    /// <c>a.b - |a|^2/2</c> the row's.
    /// </summary>
    /// <param name="panel">Row coordinates, [steps, 32], 64-byte aligned.</param>
    /// <param name="halfNorms">Negative half squared norms of the rows, [32].</param>
    /// <param name="rowBars">Thresholds of the rows less their half squared norms, [32].</param>
    /// <param name="queries">Query coordinates, [steps, 8].</param>
    /// <param name="thresholds">Thresholds of the queries, [8].</param>
    /// <param name="queryHalfNorms">Half squared norms of the queries, [8].</param>
    /// <param name="steps">Columns, or pairs of them.</param>
    /// <param name="pairs">Whether a step is a pair of columns of 16 bits.</param>
    /// <param name="hits">One bit per row, for each query, [8]; all bits are written.</param>
    /// <returns>Whether there is a hit.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool MarkMutual(
        float* panel, float* halfNorms, float* rowBars, float* queries, float* thresholds, float* queryHalfNorms, int steps,
            bool pairs, uint* hits) =>
        Panel<EitherSide>(panel, halfNorms, rowBars, queries, thresholds, queryHalfNorms, steps, pairs, hits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Panel<TSide>(
        float* panel, float* halfNorms, float* rowBars, float* queries, float* thresholds, float* queryHalfNorms, int steps, bool pairs,
            uint* hits)
        where TSide : struct, IFilterSide
    {
        new Span<uint>(hits, Queries).Clear();
        if (pairs)
        {
            return Avx512BW.IsSupported && VectorPath.Is512
                ? Tile8<PairLane16, TSide>(panel, halfNorms, rowBars, queries, thresholds, queryHalfNorms, steps, 0, hits)
                : Tiles4<PairLane8, TSide>(panel, halfNorms, rowBars, queries, thresholds, queryHalfNorms, steps, hits);
        }

        return VectorPath.Is512 ? Tile8<FilterLane16, TSide>(panel, halfNorms, rowBars, queries, thresholds, queryHalfNorms, steps, 0,
            hits)
            : VectorPath.Has256 ? Tiles4<FilterLane8, TSide>(panel, halfNorms, rowBars, queries, thresholds, queryHalfNorms, steps, hits)
            : Tiles4<FilterLane4, TSide>(panel, halfNorms, rowBars, queries, thresholds, queryHalfNorms, steps, hits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Tiles4<TLane, TSide>(
        float* panel, float* halfNorms, float* rowBars, float* queries, float* thresholds, float* queryHalfNorms, int steps, uint* hits)
        where TLane : struct, IFilterLane<TLane>
        where TSide : struct, IFilterSide
    {
        var any = false;
        for (var row = 0; row < PanelRows; row += 2 * TLane.Width)
        {
            for (var q = 0; q < Queries; q += 4)
            {
                any |= Tile4<TLane, TSide>(
                    panel + row, halfNorms + row, rowBars + row, queries + q, thresholds + q, queryHalfNorms + q, steps, row, hits + q);
            }
        }

        return any;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits<TLane>(TLane low, TLane high)
        where TLane : struct, IFilterLane<TLane>
        => TLane.Reaching(low) | (TLane.Reaching(high) << TLane.Width);
}

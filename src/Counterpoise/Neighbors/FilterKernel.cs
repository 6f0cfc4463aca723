using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterpoise.Neighbors;

/// <summary>
/// The float32 filter of the neighbour search: for 8 queries and a panel of 32 rows, which pairs may be near enough to be
/// worth an exact look. It never loses a pair, since the thresholds hold the bound of the rounding error.
/// </summary>
internal static unsafe class FilterKernel
{
    /// <summary>Queries per tile: with two vectors of rows their sums fill half of the 32 registers.</summary>
    internal const int Queries = 8;

    /// <summary>Rows per panel: two vectors of 16 floats.</summary>
    internal const int PanelRows = 32;

    /// <summary>Marks the pairs with <c>a.b - |b|^2/2 >= threshold</c>.</summary>
    /// <param name="panel">Row coordinates, [columns, 32], 64-byte aligned.</param>
    /// <param name="halfNorms">Negative half squared norms of the rows, [32].</param>
    /// <param name="queries">Query coordinates, [columns, 8].</param>
    /// <param name="thresholds">One per query, [8].</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="hits">One bit per row, for each query, [8]; written only if there is a hit.</param>
    /// <returns>Whether there is a hit.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool Mark(float* panel, float* halfNorms, float* queries, float* thresholds, int columns, uint* hits)
    {
        var low = Vector512.Load(halfNorms);
        var high = Vector512.Load(halfNorms + 16);
        Vector512<float> l0 = low, h0 = high, l1 = low, h1 = high, l2 = low, h2 = high, l3 = low, h3 = high, l4 = low, h4 = high, l5 = low, h5 = high, l6 = low, h6 = high, l7 = low, h7 = high;
        for (var c = 0; c < columns; c++, panel += PanelRows, queries += Queries)
        {
            low = Vector512.Load(panel);
            high = Vector512.Load(panel + 16);
            var q0 = Vector512.Create(queries[0]);
            l0 = Vector512.MultiplyAddEstimate(low, q0, l0);
            h0 = Vector512.MultiplyAddEstimate(high, q0, h0);
            var q1 = Vector512.Create(queries[1]);
            l1 = Vector512.MultiplyAddEstimate(low, q1, l1);
            h1 = Vector512.MultiplyAddEstimate(high, q1, h1);
            var q2 = Vector512.Create(queries[2]);
            l2 = Vector512.MultiplyAddEstimate(low, q2, l2);
            h2 = Vector512.MultiplyAddEstimate(high, q2, h2);
            var q3 = Vector512.Create(queries[3]);
            l3 = Vector512.MultiplyAddEstimate(low, q3, l3);
            h3 = Vector512.MultiplyAddEstimate(high, q3, h3);
            var q4 = Vector512.Create(queries[4]);
            l4 = Vector512.MultiplyAddEstimate(low, q4, l4);
            h4 = Vector512.MultiplyAddEstimate(high, q4, h4);
            var q5 = Vector512.Create(queries[5]);
            l5 = Vector512.MultiplyAddEstimate(low, q5, l5);
            h5 = Vector512.MultiplyAddEstimate(high, q5, h5);
            var q6 = Vector512.Create(queries[6]);
            l6 = Vector512.MultiplyAddEstimate(low, q6, l6);
            h6 = Vector512.MultiplyAddEstimate(high, q6, h6);
            var q7 = Vector512.Create(queries[7]);
            l7 = Vector512.MultiplyAddEstimate(low, q7, l7);
            h7 = Vector512.MultiplyAddEstimate(high, q7, h7);
        }

        var t0 = Vector512.Create(thresholds[0]);
        var m0 = Vector512.MaxNative(l0, h0) - t0;
        var t1 = Vector512.Create(thresholds[1]);
        var m1 = Vector512.MaxNative(l1, h1) - t1;
        var t2 = Vector512.Create(thresholds[2]);
        var m2 = Vector512.MaxNative(l2, h2) - t2;
        var t3 = Vector512.Create(thresholds[3]);
        var m3 = Vector512.MaxNative(l3, h3) - t3;
        var t4 = Vector512.Create(thresholds[4]);
        var m4 = Vector512.MaxNative(l4, h4) - t4;
        var t5 = Vector512.Create(thresholds[5]);
        var m5 = Vector512.MaxNative(l5, h5) - t5;
        var t6 = Vector512.Create(thresholds[6]);
        var m6 = Vector512.MaxNative(l6, h6) - t6;
        var t7 = Vector512.Create(thresholds[7]);
        var m7 = Vector512.MaxNative(l7, h7) - t7;
        var best = Vector512.MaxNative(Vector512.MaxNative(Vector512.MaxNative(m0, m1), Vector512.MaxNative(m2, m3)), Vector512.MaxNative(Vector512.MaxNative(m4, m5), Vector512.MaxNative(m6, m7)));
        if (!Vector512.GreaterThanOrEqualAny(best, Vector512<float>.Zero))
        {
            return false;
        }

        hits[0] = Bits(l0, h0, t0);
        hits[1] = Bits(l1, h1, t1);
        hits[2] = Bits(l2, h2, t2);
        hits[3] = Bits(l3, h3, t3);
        hits[4] = Bits(l4, h4, t4);
        hits[5] = Bits(l5, h5, t5);
        hits[6] = Bits(l6, h6, t6);
        hits[7] = Bits(l7, h7, t7);
        return true;
    }

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
    /// <param name="hits">One bit per row, for each query, [8]; written only if there is a hit.</param>
    /// <returns>Whether there is a hit.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool MarkMutual(
        float* panel, float* halfNorms, float* rowBars, float* queries, float* thresholds, float* queryHalfNorms, int columns, uint* hits)
    {
        var low = Vector512.Load(halfNorms);
        var high = Vector512.Load(halfNorms + 16);
        Vector512<float> l0 = low, h0 = high, l1 = low, h1 = high, l2 = low, h2 = high, l3 = low, h3 = high, l4 = low, h4 = high, l5 = low, h5 = high, l6 = low, h6 = high, l7 = low, h7 = high;
        for (var c = 0; c < columns; c++, panel += PanelRows, queries += Queries)
        {
            low = Vector512.Load(panel);
            high = Vector512.Load(panel + 16);
            var q0 = Vector512.Create(queries[0]);
            l0 = Vector512.MultiplyAddEstimate(low, q0, l0);
            h0 = Vector512.MultiplyAddEstimate(high, q0, h0);
            var q1 = Vector512.Create(queries[1]);
            l1 = Vector512.MultiplyAddEstimate(low, q1, l1);
            h1 = Vector512.MultiplyAddEstimate(high, q1, h1);
            var q2 = Vector512.Create(queries[2]);
            l2 = Vector512.MultiplyAddEstimate(low, q2, l2);
            h2 = Vector512.MultiplyAddEstimate(high, q2, h2);
            var q3 = Vector512.Create(queries[3]);
            l3 = Vector512.MultiplyAddEstimate(low, q3, l3);
            h3 = Vector512.MultiplyAddEstimate(high, q3, h3);
            var q4 = Vector512.Create(queries[4]);
            l4 = Vector512.MultiplyAddEstimate(low, q4, l4);
            h4 = Vector512.MultiplyAddEstimate(high, q4, h4);
            var q5 = Vector512.Create(queries[5]);
            l5 = Vector512.MultiplyAddEstimate(low, q5, l5);
            h5 = Vector512.MultiplyAddEstimate(high, q5, h5);
            var q6 = Vector512.Create(queries[6]);
            l6 = Vector512.MultiplyAddEstimate(low, q6, l6);
            h6 = Vector512.MultiplyAddEstimate(high, q6, h6);
            var q7 = Vector512.Create(queries[7]);
            l7 = Vector512.MultiplyAddEstimate(low, q7, l7);
            h7 = Vector512.MultiplyAddEstimate(high, q7, h7);
        }

        low = Vector512.Load(rowBars);
        high = Vector512.Load(rowBars + 16);
        l0 -= Bar(low, thresholds[0], queryHalfNorms[0]);
        h0 -= Bar(high, thresholds[0], queryHalfNorms[0]);
        l1 -= Bar(low, thresholds[1], queryHalfNorms[1]);
        h1 -= Bar(high, thresholds[1], queryHalfNorms[1]);
        l2 -= Bar(low, thresholds[2], queryHalfNorms[2]);
        h2 -= Bar(high, thresholds[2], queryHalfNorms[2]);
        l3 -= Bar(low, thresholds[3], queryHalfNorms[3]);
        h3 -= Bar(high, thresholds[3], queryHalfNorms[3]);
        l4 -= Bar(low, thresholds[4], queryHalfNorms[4]);
        h4 -= Bar(high, thresholds[4], queryHalfNorms[4]);
        l5 -= Bar(low, thresholds[5], queryHalfNorms[5]);
        h5 -= Bar(high, thresholds[5], queryHalfNorms[5]);
        l6 -= Bar(low, thresholds[6], queryHalfNorms[6]);
        h6 -= Bar(high, thresholds[6], queryHalfNorms[6]);
        l7 -= Bar(low, thresholds[7], queryHalfNorms[7]);
        h7 -= Bar(high, thresholds[7], queryHalfNorms[7]);
        var best = Vector512.MaxNative(Vector512.MaxNative(Vector512.MaxNative(Vector512.MaxNative(l0, h0), Vector512.MaxNative(l1, h1)), Vector512.MaxNative(Vector512.MaxNative(l2, h2), Vector512.MaxNative(l3, h3))),
            Vector512.MaxNative(Vector512.MaxNative(Vector512.MaxNative(l4, h4), Vector512.MaxNative(l5, h5)), Vector512.MaxNative(Vector512.MaxNative(l6, h6), Vector512.MaxNative(l7, h7))));
        if (!Vector512.GreaterThanOrEqualAny(best, Vector512<float>.Zero))
        {
            return false;
        }

        hits[0] = Bits(l0, h0, Vector512<float>.Zero);
        hits[1] = Bits(l1, h1, Vector512<float>.Zero);
        hits[2] = Bits(l2, h2, Vector512<float>.Zero);
        hits[3] = Bits(l3, h3, Vector512<float>.Zero);
        hits[4] = Bits(l4, h4, Vector512<float>.Zero);
        hits[5] = Bits(l5, h5, Vector512<float>.Zero);
        hits[6] = Bits(l6, h6, Vector512<float>.Zero);
        hits[7] = Bits(l7, h7, Vector512<float>.Zero);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Bar(Vector512<float> rowBars, float threshold, float queryHalfNorm) =>
        Vector512.MinNative(Vector512.Create(threshold), rowBars + Vector512.Create(queryHalfNorm));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits(Vector512<float> low, Vector512<float> high, Vector512<float> threshold) =>
        (uint)Vector512.GreaterThanOrEqual(low, threshold).ExtractMostSignificantBits()
        | ((uint)Vector512.GreaterThanOrEqual(high, threshold).ExtractMostSignificantBits() << 16);
}

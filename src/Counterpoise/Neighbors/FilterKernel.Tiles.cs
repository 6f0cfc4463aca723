using System.Runtime.CompilerServices;

namespace Counterpoise.Neighbors;

/// <content>Queries by two lanes of rows, as many queries as there are registers for their sums: 16 of 32, or 8 of 16.</content>
internal static unsafe partial class FilterKernel
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool Tile8<TLane, TSide>(
        float* panel, float* halfNorms, float* rowBars, float* queries, float* thresholds, float* queryHalfNorms, int steps, int shift,
            uint* hits)
        where TLane : struct, IFilterLane<TLane>
        where TSide : struct, IFilterSide
    {
        var low = TLane.Begin(halfNorms);
        var high = TLane.Begin(halfNorms + TLane.Width);
        TLane l0 = low, h0 = high, l1 = low, h1 = high, l2 = low, h2 = high, l3 = low, h3 = high;
        TLane l4 = low, h4 = high, l5 = low, h5 = high, l6 = low, h6 = high, l7 = low, h7 = high;
        for (var c = 0; c < steps; c++, panel += PanelRows, queries += Queries)
        {
            low = TLane.Load(panel);
            high = TLane.Load(panel + TLane.Width);
            var query = TLane.Create(*queries);
            l0 = TLane.MultiplyAdd(low, query, l0);
            h0 = TLane.MultiplyAdd(high, query, h0);
            query = TLane.Create(queries[1]);
            l1 = TLane.MultiplyAdd(low, query, l1);
            h1 = TLane.MultiplyAdd(high, query, h1);
            query = TLane.Create(queries[2]);
            l2 = TLane.MultiplyAdd(low, query, l2);
            h2 = TLane.MultiplyAdd(high, query, h2);
            query = TLane.Create(queries[3]);
            l3 = TLane.MultiplyAdd(low, query, l3);
            h3 = TLane.MultiplyAdd(high, query, h3);
            query = TLane.Create(queries[4]);
            l4 = TLane.MultiplyAdd(low, query, l4);
            h4 = TLane.MultiplyAdd(high, query, h4);
            query = TLane.Create(queries[5]);
            l5 = TLane.MultiplyAdd(low, query, l5);
            h5 = TLane.MultiplyAdd(high, query, h5);
            query = TLane.Create(queries[6]);
            l6 = TLane.MultiplyAdd(low, query, l6);
            h6 = TLane.MultiplyAdd(high, query, h6);
            query = TLane.Create(queries[7]);
            l7 = TLane.MultiplyAdd(low, query, l7);
            h7 = TLane.MultiplyAdd(high, query, h7);
        }

        var highBars = rowBars + TLane.Width;
        var highNorms = halfNorms + TLane.Width;
        l0 = TLane.Subtract(TLane.Finish(l0, halfNorms), TSide.Bar<TLane>(rowBars, thresholds, queryHalfNorms));
        h0 = TLane.Subtract(TLane.Finish(h0, highNorms), TSide.Bar<TLane>(highBars, thresholds, queryHalfNorms));
        l1 = TLane.Subtract(TLane.Finish(l1, halfNorms), TSide.Bar<TLane>(rowBars, thresholds + 1, queryHalfNorms + 1));
        h1 = TLane.Subtract(TLane.Finish(h1, highNorms), TSide.Bar<TLane>(highBars, thresholds + 1, queryHalfNorms + 1));
        l2 = TLane.Subtract(TLane.Finish(l2, halfNorms), TSide.Bar<TLane>(rowBars, thresholds + 2, queryHalfNorms + 2));
        h2 = TLane.Subtract(TLane.Finish(h2, highNorms), TSide.Bar<TLane>(highBars, thresholds + 2, queryHalfNorms + 2));
        l3 = TLane.Subtract(TLane.Finish(l3, halfNorms), TSide.Bar<TLane>(rowBars, thresholds + 3, queryHalfNorms + 3));
        h3 = TLane.Subtract(TLane.Finish(h3, highNorms), TSide.Bar<TLane>(highBars, thresholds + 3, queryHalfNorms + 3));
        l4 = TLane.Subtract(TLane.Finish(l4, halfNorms), TSide.Bar<TLane>(rowBars, thresholds + 4, queryHalfNorms + 4));
        h4 = TLane.Subtract(TLane.Finish(h4, highNorms), TSide.Bar<TLane>(highBars, thresholds + 4, queryHalfNorms + 4));
        l5 = TLane.Subtract(TLane.Finish(l5, halfNorms), TSide.Bar<TLane>(rowBars, thresholds + 5, queryHalfNorms + 5));
        h5 = TLane.Subtract(TLane.Finish(h5, highNorms), TSide.Bar<TLane>(highBars, thresholds + 5, queryHalfNorms + 5));
        l6 = TLane.Subtract(TLane.Finish(l6, halfNorms), TSide.Bar<TLane>(rowBars, thresholds + 6, queryHalfNorms + 6));
        h6 = TLane.Subtract(TLane.Finish(h6, highNorms), TSide.Bar<TLane>(highBars, thresholds + 6, queryHalfNorms + 6));
        l7 = TLane.Subtract(TLane.Finish(l7, halfNorms), TSide.Bar<TLane>(rowBars, thresholds + 7, queryHalfNorms + 7));
        h7 = TLane.Subtract(TLane.Finish(h7, highNorms), TSide.Bar<TLane>(highBars, thresholds + 7, queryHalfNorms + 7));
        var first = TLane.Larger(TLane.Larger(TLane.Larger(l0, h0), TLane.Larger(l1, h1)),
            TLane.Larger(TLane.Larger(l2, h2), TLane.Larger(l3, h3)));
        var second = TLane.Larger(TLane.Larger(TLane.Larger(l4, h4), TLane.Larger(l5, h5)),
            TLane.Larger(TLane.Larger(l6, h6), TLane.Larger(l7, h7)));
        if (!TLane.AnyReaches(TLane.Larger(first, second)))
        {
            return false;
        }

        *hits |= Bits(l0, h0) << shift;
        hits[1] |= Bits(l1, h1) << shift;
        hits[2] |= Bits(l2, h2) << shift;
        hits[3] |= Bits(l3, h3) << shift;
        hits[4] |= Bits(l4, h4) << shift;
        hits[5] |= Bits(l5, h5) << shift;
        hits[6] |= Bits(l6, h6) << shift;
        hits[7] |= Bits(l7, h7) << shift;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool Tile4<TLane, TSide>(
        float* panel, float* halfNorms, float* rowBars, float* queries, float* thresholds, float* queryHalfNorms, int steps, int shift,
            uint* hits)
        where TLane : struct, IFilterLane<TLane>
        where TSide : struct, IFilterSide
    {
        var low = TLane.Begin(halfNorms);
        var high = TLane.Begin(halfNorms + TLane.Width);
        TLane l0 = low, h0 = high, l1 = low, h1 = high, l2 = low, h2 = high, l3 = low, h3 = high;
        for (var c = 0; c < steps; c++, panel += PanelRows, queries += Queries)
        {
            low = TLane.Load(panel);
            high = TLane.Load(panel + TLane.Width);
            var query = TLane.Create(*queries);
            l0 = TLane.MultiplyAdd(low, query, l0);
            h0 = TLane.MultiplyAdd(high, query, h0);
            query = TLane.Create(queries[1]);
            l1 = TLane.MultiplyAdd(low, query, l1);
            h1 = TLane.MultiplyAdd(high, query, h1);
            query = TLane.Create(queries[2]);
            l2 = TLane.MultiplyAdd(low, query, l2);
            h2 = TLane.MultiplyAdd(high, query, h2);
            query = TLane.Create(queries[3]);
            l3 = TLane.MultiplyAdd(low, query, l3);
            h3 = TLane.MultiplyAdd(high, query, h3);
        }

        var highBars = rowBars + TLane.Width;
        var highNorms = halfNorms + TLane.Width;
        l0 = TLane.Subtract(TLane.Finish(l0, halfNorms), TSide.Bar<TLane>(rowBars, thresholds, queryHalfNorms));
        h0 = TLane.Subtract(TLane.Finish(h0, highNorms), TSide.Bar<TLane>(highBars, thresholds, queryHalfNorms));
        l1 = TLane.Subtract(TLane.Finish(l1, halfNorms), TSide.Bar<TLane>(rowBars, thresholds + 1, queryHalfNorms + 1));
        h1 = TLane.Subtract(TLane.Finish(h1, highNorms), TSide.Bar<TLane>(highBars, thresholds + 1, queryHalfNorms + 1));
        l2 = TLane.Subtract(TLane.Finish(l2, halfNorms), TSide.Bar<TLane>(rowBars, thresholds + 2, queryHalfNorms + 2));
        h2 = TLane.Subtract(TLane.Finish(h2, highNorms), TSide.Bar<TLane>(highBars, thresholds + 2, queryHalfNorms + 2));
        l3 = TLane.Subtract(TLane.Finish(l3, halfNorms), TSide.Bar<TLane>(rowBars, thresholds + 3, queryHalfNorms + 3));
        h3 = TLane.Subtract(TLane.Finish(h3, highNorms), TSide.Bar<TLane>(highBars, thresholds + 3, queryHalfNorms + 3));
        var best = TLane.Larger(TLane.Larger(TLane.Larger(l0, h0), TLane.Larger(l1, h1)),
            TLane.Larger(TLane.Larger(l2, h2), TLane.Larger(l3, h3)));
        if (!TLane.AnyReaches(best))
        {
            return false;
        }

        *hits |= Bits(l0, h0) << shift;
        hits[1] |= Bits(l1, h1) << shift;
        hits[2] |= Bits(l2, h2) << shift;
        hits[3] |= Bits(l3, h3) << shift;
        return true;
    }
}

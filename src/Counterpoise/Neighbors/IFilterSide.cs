using System.Runtime.CompilerServices;

namespace Counterpoise.Neighbors;

/// <summary>Whose thresholds a pair must reach.</summary>
internal unsafe interface IFilterSide
{
    /// <summary>What the pair's sum must reach.</summary>
    /// <param name="rowBars">Thresholds of the rows less their half squared norms.</param>
    /// <param name="threshold">The query's threshold.</param>
    /// <param name="queryHalfNorm">Half the query's squared norm.</param>
    static abstract TLane Bar<TLane>(float* rowBars, float* threshold, float* queryHalfNorm)
        where TLane : struct, IFilterLane<TLane>;
}

/// <summary>The pair must be of use to the query.</summary>
internal readonly unsafe struct QuerySide : IFilterSide
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Bar<TLane>(float* rowBars, float* threshold, float* queryHalfNorm)
        where TLane : struct, IFilterLane<TLane>
        => TLane.Create(*threshold);
}

/// <summary>The pair must be of use to the query or to the row.</summary>
internal readonly unsafe struct EitherSide : IFilterSide
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Bar<TLane>(float* rowBars, float* threshold, float* queryHalfNorm)
        where TLane : struct, IFilterLane<TLane>
        => TLane.Smaller(TLane.Create(*threshold), TLane.Add(TLane.Load(rowBars), TLane.Create(*queryHalfNorm)));
}

using System.Runtime.CompilerServices;

namespace Counterpoise.Torch.Kernels;

/// <content>Tiles of one lane, for the last columns and rows.</content>
internal static unsafe partial class TileProduct
{
    private static void Narrow<TLane>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, int rows, int depth,
        bool adds)
        where TLane : struct, ILane<TLane>
    {
        for (; rows >= 8; rows -= 8, a += 8 * aRow, c += 8 * cRow)
        {
            Narrow8<TLane>(a, aRow, aDepth, b, bDepth, c, cRow, depth, adds);
        }

        for (; rows >= 4; rows -= 4, a += 4 * aRow, c += 4 * cRow)
        {
            Narrow4<TLane>(a, aRow, aDepth, b, bDepth, c, cRow, depth, adds);
        }

        for (; rows > 0; rows--, a += aRow, c += cRow)
        {
            Narrow1<TLane>(a, aDepth, b, bDepth, c, depth, adds);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow8<TLane>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, int depth, bool adds)
        where TLane : struct, ILane<TLane>
    {
        var (x0, x1, x2, x3) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var (x4, x5, x6, x7) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var a1 = a + aRow;
        var a2 = a1 + aRow;
        var a3 = a2 + aRow;
        var a4 = a3 + aRow;
        var a5 = a4 + aRow;
        var a6 = a5 + aRow;
        var a7 = a6 + aRow;
        var end = b + (depth * bDepth);
        for (nint at = 0; b != end; at += aDepth, b += bDepth)
        {
            var b0 = TLane.Load(b);
            TLane.Accumulate(ref x0, TLane.Create(a[at]), b0);
            TLane.Accumulate(ref x1, TLane.Create(a1[at]), b0);
            TLane.Accumulate(ref x2, TLane.Create(a2[at]), b0);
            TLane.Accumulate(ref x3, TLane.Create(a3[at]), b0);
            TLane.Accumulate(ref x4, TLane.Create(a4[at]), b0);
            TLane.Accumulate(ref x5, TLane.Create(a5[at]), b0);
            TLane.Accumulate(ref x6, TLane.Create(a6[at]), b0);
            TLane.Accumulate(ref x7, TLane.Create(a7[at]), b0);
        }

        Put(x0, c, adds);
        Put(x1, c + cRow, adds);
        Put(x2, c + (2 * cRow), adds);
        Put(x3, c + (3 * cRow), adds);
        Put(x4, c + (4 * cRow), adds);
        Put(x5, c + (5 * cRow), adds);
        Put(x6, c + (6 * cRow), adds);
        Put(x7, c + (7 * cRow), adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow4<TLane>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, int depth, bool adds)
        where TLane : struct, ILane<TLane>
    {
        var (x0, x1, x2, x3) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var a1 = a + aRow;
        var a2 = a1 + aRow;
        var a3 = a2 + aRow;
        var end = b + (depth * bDepth);
        for (nint at = 0; b != end; at += aDepth, b += bDepth)
        {
            var b0 = TLane.Load(b);
            TLane.Accumulate(ref x0, TLane.Create(a[at]), b0);
            TLane.Accumulate(ref x1, TLane.Create(a1[at]), b0);
            TLane.Accumulate(ref x2, TLane.Create(a2[at]), b0);
            TLane.Accumulate(ref x3, TLane.Create(a3[at]), b0);
        }

        Put(x0, c, adds);
        Put(x1, c + cRow, adds);
        Put(x2, c + (2 * cRow), adds);
        Put(x3, c + (3 * cRow), adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow1<TLane>(float* a, nint aDepth, float* b, nint bDepth, float* c, int depth, bool adds)
        where TLane : struct, ILane<TLane>
    {
        var x0 = TLane.Zero;
        var end = b + (depth * bDepth);
        for (nint at = 0; b != end; at += aDepth, b += bDepth)
        {
            var b0 = TLane.Load(b);
            TLane.Accumulate(ref x0, TLane.Create(a[at]), b0);
        }

        Put(x0, c, adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TLane>(TLane value, float* c, bool adds)
        where TLane : struct, ILane<TLane>
        => TLane.Store(adds ? value + TLane.Load(c) : value, c);
}

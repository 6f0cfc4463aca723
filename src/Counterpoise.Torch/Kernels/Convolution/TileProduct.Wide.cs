using System.Runtime.CompilerServices;

namespace Counterpoise.Torch.Kernels;

/// <content>Tiles of two lanes: up to 8 rows where 32 registers hold 16 sums, else up to 6, that is 12 sums, two lanes of B and one
/// number of A.</content>
internal static unsafe partial class TileProduct
{
    private static void Wide<TLane>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, int rows, int depth,
        bool adds)
        where TLane : struct, ILane<TLane>
    {
        // In as few tiles as can be, as equal as can be.
        var most = TLane.Width == Lane16.Width ? 8 : 6;
        var tiles = (rows + most - 1) / most;
        for (var (block, larger) = ((rows / tiles) + 1, rows % tiles); tiles > 0; tiles--, larger--)
        {
            if (larger == 0)
            {
                block--;
            }

            switch (block)
            {
                case 8:
                    Wide8<TLane>(a, aRow, aDepth, b, bDepth, c, cRow, depth, adds);
                    break;
                case 7:
                    Wide7<TLane>(a, aRow, aDepth, b, bDepth, c, cRow, depth, adds);
                    break;
                case 6:
                    Wide6<TLane>(a, aRow, aDepth, b, bDepth, c, cRow, depth, adds);
                    break;
                case 5:
                    Wide5<TLane>(a, aRow, aDepth, b, bDepth, c, cRow, depth, adds);
                    break;
                case 4:
                    Wide4<TLane>(a, aRow, aDepth, b, bDepth, c, cRow, depth, adds);
                    break;
                case 3:
                    Wide3<TLane>(a, aRow, aDepth, b, bDepth, c, cRow, depth, adds);
                    break;
                case 2:
                    Wide2<TLane>(a, aRow, aDepth, b, bDepth, c, cRow, depth, adds);
                    break;
                default:
                    Narrow1<TLane>(a, aDepth, b, bDepth, c, depth, adds);
                    Narrow1<TLane>(a, aDepth, b + TLane.Width, bDepth, c + TLane.Width, depth, adds);
                    break;
            }

            a += block * aRow;
            c += block * cRow;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide8<TLane>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, int depth, bool adds)
        where TLane : struct, ILane<TLane>
    {
        var (x00, x01, x10, x11) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var (x20, x21, x30, x31) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var (x40, x41, x50, x51) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var (x60, x61, x70, x71) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
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
            var b1 = TLane.Load(b + TLane.Width);
            var v = TLane.Create(a[at]);
            TLane.Accumulate(ref x00, v, b0);
            TLane.Accumulate(ref x01, v, b1);
            v = TLane.Create(a1[at]);
            TLane.Accumulate(ref x10, v, b0);
            TLane.Accumulate(ref x11, v, b1);
            v = TLane.Create(a2[at]);
            TLane.Accumulate(ref x20, v, b0);
            TLane.Accumulate(ref x21, v, b1);
            v = TLane.Create(a3[at]);
            TLane.Accumulate(ref x30, v, b0);
            TLane.Accumulate(ref x31, v, b1);
            v = TLane.Create(a4[at]);
            TLane.Accumulate(ref x40, v, b0);
            TLane.Accumulate(ref x41, v, b1);
            v = TLane.Create(a5[at]);
            TLane.Accumulate(ref x50, v, b0);
            TLane.Accumulate(ref x51, v, b1);
            v = TLane.Create(a6[at]);
            TLane.Accumulate(ref x60, v, b0);
            TLane.Accumulate(ref x61, v, b1);
            v = TLane.Create(a7[at]);
            TLane.Accumulate(ref x70, v, b0);
            TLane.Accumulate(ref x71, v, b1);
        }

        Put(x00, x01, c, adds);
        Put(x10, x11, c + cRow, adds);
        Put(x20, x21, c + (2 * cRow), adds);
        Put(x30, x31, c + (3 * cRow), adds);
        Put(x40, x41, c + (4 * cRow), adds);
        Put(x50, x51, c + (5 * cRow), adds);
        Put(x60, x61, c + (6 * cRow), adds);
        Put(x70, x71, c + (7 * cRow), adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide7<TLane>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, int depth, bool adds)
        where TLane : struct, ILane<TLane>
    {
        var (x00, x01, x10, x11) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var (x20, x21, x30, x31) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var (x40, x41, x50, x51) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var (x60, x61) = (TLane.Zero, TLane.Zero);
        var a1 = a + aRow;
        var a2 = a1 + aRow;
        var a3 = a2 + aRow;
        var a4 = a3 + aRow;
        var a5 = a4 + aRow;
        var a6 = a5 + aRow;
        var end = b + (depth * bDepth);
        for (nint at = 0; b != end; at += aDepth, b += bDepth)
        {
            var b0 = TLane.Load(b);
            var b1 = TLane.Load(b + TLane.Width);
            var v = TLane.Create(a[at]);
            TLane.Accumulate(ref x00, v, b0);
            TLane.Accumulate(ref x01, v, b1);
            v = TLane.Create(a1[at]);
            TLane.Accumulate(ref x10, v, b0);
            TLane.Accumulate(ref x11, v, b1);
            v = TLane.Create(a2[at]);
            TLane.Accumulate(ref x20, v, b0);
            TLane.Accumulate(ref x21, v, b1);
            v = TLane.Create(a3[at]);
            TLane.Accumulate(ref x30, v, b0);
            TLane.Accumulate(ref x31, v, b1);
            v = TLane.Create(a4[at]);
            TLane.Accumulate(ref x40, v, b0);
            TLane.Accumulate(ref x41, v, b1);
            v = TLane.Create(a5[at]);
            TLane.Accumulate(ref x50, v, b0);
            TLane.Accumulate(ref x51, v, b1);
            v = TLane.Create(a6[at]);
            TLane.Accumulate(ref x60, v, b0);
            TLane.Accumulate(ref x61, v, b1);
        }

        Put(x00, x01, c, adds);
        Put(x10, x11, c + cRow, adds);
        Put(x20, x21, c + (2 * cRow), adds);
        Put(x30, x31, c + (3 * cRow), adds);
        Put(x40, x41, c + (4 * cRow), adds);
        Put(x50, x51, c + (5 * cRow), adds);
        Put(x60, x61, c + (6 * cRow), adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide6<TLane>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, int depth, bool adds)
        where TLane : struct, ILane<TLane>
    {
        var (x00, x01, x10, x11) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var (x20, x21, x30, x31) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var (x40, x41, x50, x51) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var a1 = a + aRow;
        var a2 = a1 + aRow;
        var a3 = a2 + aRow;
        var a4 = a3 + aRow;
        var a5 = a4 + aRow;
        var end = b + (depth * bDepth);
        for (nint at = 0; b != end; at += aDepth, b += bDepth)
        {
            var b0 = TLane.Load(b);
            var b1 = TLane.Load(b + TLane.Width);
            var v = TLane.Create(a[at]);
            TLane.Accumulate(ref x00, v, b0);
            TLane.Accumulate(ref x01, v, b1);
            v = TLane.Create(a1[at]);
            TLane.Accumulate(ref x10, v, b0);
            TLane.Accumulate(ref x11, v, b1);
            v = TLane.Create(a2[at]);
            TLane.Accumulate(ref x20, v, b0);
            TLane.Accumulate(ref x21, v, b1);
            v = TLane.Create(a3[at]);
            TLane.Accumulate(ref x30, v, b0);
            TLane.Accumulate(ref x31, v, b1);
            v = TLane.Create(a4[at]);
            TLane.Accumulate(ref x40, v, b0);
            TLane.Accumulate(ref x41, v, b1);
            v = TLane.Create(a5[at]);
            TLane.Accumulate(ref x50, v, b0);
            TLane.Accumulate(ref x51, v, b1);
        }

        Put(x00, x01, c, adds);
        Put(x10, x11, c + cRow, adds);
        Put(x20, x21, c + (2 * cRow), adds);
        Put(x30, x31, c + (3 * cRow), adds);
        Put(x40, x41, c + (4 * cRow), adds);
        Put(x50, x51, c + (5 * cRow), adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide5<TLane>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, int depth, bool adds)
        where TLane : struct, ILane<TLane>
    {
        var (x00, x01, x10, x11) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var (x20, x21, x30, x31) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var (x40, x41) = (TLane.Zero, TLane.Zero);
        var a1 = a + aRow;
        var a2 = a1 + aRow;
        var a3 = a2 + aRow;
        var a4 = a3 + aRow;
        var end = b + (depth * bDepth);
        for (nint at = 0; b != end; at += aDepth, b += bDepth)
        {
            var b0 = TLane.Load(b);
            var b1 = TLane.Load(b + TLane.Width);
            var v = TLane.Create(a[at]);
            TLane.Accumulate(ref x00, v, b0);
            TLane.Accumulate(ref x01, v, b1);
            v = TLane.Create(a1[at]);
            TLane.Accumulate(ref x10, v, b0);
            TLane.Accumulate(ref x11, v, b1);
            v = TLane.Create(a2[at]);
            TLane.Accumulate(ref x20, v, b0);
            TLane.Accumulate(ref x21, v, b1);
            v = TLane.Create(a3[at]);
            TLane.Accumulate(ref x30, v, b0);
            TLane.Accumulate(ref x31, v, b1);
            v = TLane.Create(a4[at]);
            TLane.Accumulate(ref x40, v, b0);
            TLane.Accumulate(ref x41, v, b1);
        }

        Put(x00, x01, c, adds);
        Put(x10, x11, c + cRow, adds);
        Put(x20, x21, c + (2 * cRow), adds);
        Put(x30, x31, c + (3 * cRow), adds);
        Put(x40, x41, c + (4 * cRow), adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide4<TLane>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, int depth, bool adds)
        where TLane : struct, ILane<TLane>
    {
        var (x00, x01, x10, x11) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var (x20, x21, x30, x31) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var a1 = a + aRow;
        var a2 = a1 + aRow;
        var a3 = a2 + aRow;
        var end = b + (depth * bDepth);
        for (nint at = 0; b != end; at += aDepth, b += bDepth)
        {
            var b0 = TLane.Load(b);
            var b1 = TLane.Load(b + TLane.Width);
            var v = TLane.Create(a[at]);
            TLane.Accumulate(ref x00, v, b0);
            TLane.Accumulate(ref x01, v, b1);
            v = TLane.Create(a1[at]);
            TLane.Accumulate(ref x10, v, b0);
            TLane.Accumulate(ref x11, v, b1);
            v = TLane.Create(a2[at]);
            TLane.Accumulate(ref x20, v, b0);
            TLane.Accumulate(ref x21, v, b1);
            v = TLane.Create(a3[at]);
            TLane.Accumulate(ref x30, v, b0);
            TLane.Accumulate(ref x31, v, b1);
        }

        Put(x00, x01, c, adds);
        Put(x10, x11, c + cRow, adds);
        Put(x20, x21, c + (2 * cRow), adds);
        Put(x30, x31, c + (3 * cRow), adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide3<TLane>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, int depth, bool adds)
        where TLane : struct, ILane<TLane>
    {
        var (x00, x01, x10, x11) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var (x20, x21) = (TLane.Zero, TLane.Zero);
        var a1 = a + aRow;
        var a2 = a1 + aRow;
        var end = b + (depth * bDepth);
        for (nint at = 0; b != end; at += aDepth, b += bDepth)
        {
            var b0 = TLane.Load(b);
            var b1 = TLane.Load(b + TLane.Width);
            var v = TLane.Create(a[at]);
            TLane.Accumulate(ref x00, v, b0);
            TLane.Accumulate(ref x01, v, b1);
            v = TLane.Create(a1[at]);
            TLane.Accumulate(ref x10, v, b0);
            TLane.Accumulate(ref x11, v, b1);
            v = TLane.Create(a2[at]);
            TLane.Accumulate(ref x20, v, b0);
            TLane.Accumulate(ref x21, v, b1);
        }

        Put(x00, x01, c, adds);
        Put(x10, x11, c + cRow, adds);
        Put(x20, x21, c + (2 * cRow), adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide2<TLane>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, int depth, bool adds)
        where TLane : struct, ILane<TLane>
    {
        var (x00, x01, x10, x11) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var a1 = a + aRow;
        var end = b + (depth * bDepth);
        for (nint at = 0; b != end; at += aDepth, b += bDepth)
        {
            var b0 = TLane.Load(b);
            var b1 = TLane.Load(b + TLane.Width);
            var v = TLane.Create(a[at]);
            TLane.Accumulate(ref x00, v, b0);
            TLane.Accumulate(ref x01, v, b1);
            v = TLane.Create(a1[at]);
            TLane.Accumulate(ref x10, v, b0);
            TLane.Accumulate(ref x11, v, b1);
        }

        Put(x00, x01, c, adds);
        Put(x10, x11, c + cRow, adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TLane>(TLane first, TLane second, float* c, bool adds)
        where TLane : struct, ILane<TLane>
    {
        Put(first, c, adds);
        Put(second, c + TLane.Width, adds);
    }
}

using System.Runtime.CompilerServices;

namespace Counterpoise.Torch.Kernels;

/// <content>Tiles of two lanes: 8 rows where 32 registers hold 16 sums, else 6 rows, that is 12 sums, two lanes of B and one number of
/// A.</content>
internal static unsafe partial class TileProduct
{
    private static void Wide<TLane>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, int rows, int depth,
        bool adds)
        where TLane : struct, ILane<TLane>
    {
        while (rows > 0)
        {
            var block = WideRows<TLane>(rows);
            switch (block)
            {
                case 8:
                    Wide8<TLane>(a, aRow, aDepth, b, bDepth, c, cRow, depth, adds);
                    break;
                case 6:
                    Wide6<TLane>(a, aRow, aDepth, b, bDepth, c, cRow, depth, adds);
                    break;
                case 4:
                    Wide4<TLane>(a, aRow, aDepth, b, bDepth, c, cRow, depth, adds);
                    break;
                case 2:
                    Wide2<TLane>(a, aRow, aDepth, b, bDepth, c, cRow, depth, adds);
                    break;
                default:
                    Narrow1<TLane>(a, aDepth, b, bDepth, c, depth, adds);
                    Narrow1<TLane>(a, aDepth, b + TLane.Width, bDepth, c + TLane.Width, depth, adds);
                    break;
            }

            rows -= block;
            a += block * aRow;
            c += block * cRow;
        }
    }

    /// <summary>
    /// The rows of the next tile where so many are left: the last eight as four and four, which keeps more sums going than six and two.
    /// </summary>
    private static int WideRows<TLane>(int left)
        where TLane : struct, ILane<TLane>
        => TLane.Width == Lane16.Width && left >= 8 ? 8 : left >= 6 && left != 8 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;

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
        for (nint p = 0, at = 0; p < depth; p++, at += aDepth, b += bDepth)
        {
            var b0 = TLane.Load(b);
            var b1 = TLane.Load(b + TLane.Width);
            var v = TLane.Create(a[at]);
            x00 = TLane.MultiplyAdd(v, b0, x00);
            x01 = TLane.MultiplyAdd(v, b1, x01);
            v = TLane.Create(a1[at]);
            x10 = TLane.MultiplyAdd(v, b0, x10);
            x11 = TLane.MultiplyAdd(v, b1, x11);
            v = TLane.Create(a2[at]);
            x20 = TLane.MultiplyAdd(v, b0, x20);
            x21 = TLane.MultiplyAdd(v, b1, x21);
            v = TLane.Create(a3[at]);
            x30 = TLane.MultiplyAdd(v, b0, x30);
            x31 = TLane.MultiplyAdd(v, b1, x31);
            v = TLane.Create(a4[at]);
            x40 = TLane.MultiplyAdd(v, b0, x40);
            x41 = TLane.MultiplyAdd(v, b1, x41);
            v = TLane.Create(a5[at]);
            x50 = TLane.MultiplyAdd(v, b0, x50);
            x51 = TLane.MultiplyAdd(v, b1, x51);
            v = TLane.Create(a6[at]);
            x60 = TLane.MultiplyAdd(v, b0, x60);
            x61 = TLane.MultiplyAdd(v, b1, x61);
            v = TLane.Create(a7[at]);
            x70 = TLane.MultiplyAdd(v, b0, x70);
            x71 = TLane.MultiplyAdd(v, b1, x71);
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
        for (nint p = 0, at = 0; p < depth; p++, at += aDepth, b += bDepth)
        {
            var b0 = TLane.Load(b);
            var b1 = TLane.Load(b + TLane.Width);
            var v = TLane.Create(a[at]);
            x00 = TLane.MultiplyAdd(v, b0, x00);
            x01 = TLane.MultiplyAdd(v, b1, x01);
            v = TLane.Create(a1[at]);
            x10 = TLane.MultiplyAdd(v, b0, x10);
            x11 = TLane.MultiplyAdd(v, b1, x11);
            v = TLane.Create(a2[at]);
            x20 = TLane.MultiplyAdd(v, b0, x20);
            x21 = TLane.MultiplyAdd(v, b1, x21);
            v = TLane.Create(a3[at]);
            x30 = TLane.MultiplyAdd(v, b0, x30);
            x31 = TLane.MultiplyAdd(v, b1, x31);
            v = TLane.Create(a4[at]);
            x40 = TLane.MultiplyAdd(v, b0, x40);
            x41 = TLane.MultiplyAdd(v, b1, x41);
            v = TLane.Create(a5[at]);
            x50 = TLane.MultiplyAdd(v, b0, x50);
            x51 = TLane.MultiplyAdd(v, b1, x51);
        }

        Put(x00, x01, c, adds);
        Put(x10, x11, c + cRow, adds);
        Put(x20, x21, c + (2 * cRow), adds);
        Put(x30, x31, c + (3 * cRow), adds);
        Put(x40, x41, c + (4 * cRow), adds);
        Put(x50, x51, c + (5 * cRow), adds);
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
        for (nint p = 0, at = 0; p < depth; p++, at += aDepth, b += bDepth)
        {
            var b0 = TLane.Load(b);
            var b1 = TLane.Load(b + TLane.Width);
            var v = TLane.Create(a[at]);
            x00 = TLane.MultiplyAdd(v, b0, x00);
            x01 = TLane.MultiplyAdd(v, b1, x01);
            v = TLane.Create(a1[at]);
            x10 = TLane.MultiplyAdd(v, b0, x10);
            x11 = TLane.MultiplyAdd(v, b1, x11);
            v = TLane.Create(a2[at]);
            x20 = TLane.MultiplyAdd(v, b0, x20);
            x21 = TLane.MultiplyAdd(v, b1, x21);
            v = TLane.Create(a3[at]);
            x30 = TLane.MultiplyAdd(v, b0, x30);
            x31 = TLane.MultiplyAdd(v, b1, x31);
        }

        Put(x00, x01, c, adds);
        Put(x10, x11, c + cRow, adds);
        Put(x20, x21, c + (2 * cRow), adds);
        Put(x30, x31, c + (3 * cRow), adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide2<TLane>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, int depth, bool adds)
        where TLane : struct, ILane<TLane>
    {
        var (x00, x01, x10, x11) = (TLane.Zero, TLane.Zero, TLane.Zero, TLane.Zero);
        var a1 = a + aRow;
        for (nint p = 0, at = 0; p < depth; p++, at += aDepth, b += bDepth)
        {
            var b0 = TLane.Load(b);
            var b1 = TLane.Load(b + TLane.Width);
            var v = TLane.Create(a[at]);
            x00 = TLane.MultiplyAdd(v, b0, x00);
            x01 = TLane.MultiplyAdd(v, b1, x01);
            v = TLane.Create(a1[at]);
            x10 = TLane.MultiplyAdd(v, b0, x10);
            x11 = TLane.MultiplyAdd(v, b1, x11);
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

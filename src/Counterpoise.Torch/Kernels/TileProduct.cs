using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterpoise.Torch.Kernels;

/// <summary>
/// C = A · B or C += A · B on tiles that lie in the cache: eight rows by two lanes of C stay in registers over the whole depth.
/// A is read number by number at any strides, so that a transposed A costs the same; B lane by lane.
/// </summary>
internal static unsafe class TileProduct
{
    /// <summary>Columns of a panel of B.</summary>
    public const int Panel = 2 * Lane.Width;
    private const int BlockRows = 8;

    /// <summary>Multiplies.</summary>
    /// <param name="a">rows × depth; an element's place is row · aRow + depth · aDepth.</param>
    /// <param name="aRow">From row to row of A.</param>
    /// <param name="aDepth">From column to column of A.</param>
    /// <param name="b">depth × columns, in panels of 32 columns.</param>
    /// <param name="bDepth">From row to row of B within a panel.</param>
    /// <param name="bPanel">From panel to panel.</param>
    /// <param name="c">rows × columns.</param>
    /// <param name="cRow">From row to row of C.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="columns">Columns of B and C, a multiple of 8.</param>
    /// <param name="depth">Columns of A, rows of B.</param>
    /// <param name="adds">Whether the product is added to C.</param>
    public static void Multiply(float* a, nint aRow, nint aDepth, float* b, nint bDepth, nint bPanel, float* c, nint cRow, int rows, int columns, int depth, bool adds)
    {
        for (var column = 0; column < columns; column += Panel, b += bPanel, c += Panel)
        {
            switch (columns - column)
            {
                case 8:
                    Narrow<HalfLane>(a, aRow, aDepth, b, bDepth, c, cRow, rows, depth, adds);
                    break;
                case 16:
                    Narrow<FullLane>(a, aRow, aDepth, b, bDepth, c, cRow, rows, depth, adds);
                    break;
                case 24:
                    Wide<HalfLane>(a, aRow, aDepth, b, bDepth, c, cRow, rows, depth, adds);
                    break;
                default:
                    Wide<FullLane>(a, aRow, aDepth, b, bDepth, c, cRow, rows, depth, adds);
                    break;
            }
        }
    }

    /// <summary>Packs [columns, depth] (a weight as it is stored) to panels of the transpose, [depth, 32] each, with zeros at the end.</summary>
    public static void PackTransposed(float* weight, int columns, int depth, float* panels)
    {
        for (var first = 0; first < columns; first += Panel, panels += (nint)depth * Panel)
        {
            var width = Math.Min(Panel, columns - first);
            for (var p = 0; p < depth; p++)
            {
                var to = panels + ((nint)p * Panel);
                var from = weight + ((nint)first * depth) + p;
                for (var j = 0; j < width; j++, from += depth)
                {
                    to[j] = *from;
                }

                new Span<float>(to + width, Panel - width).Clear();
            }
        }
    }

    /// <summary>Numbers that the panels of [depth, columns] take.</summary>
    public static long PackedCount(int columns, int depth) => (long)(columns + Panel - 1) / Panel * Panel * depth;

    private static void Wide<TWidth>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, int rows, int depth, bool adds)
        where TWidth : struct, ILaneWidth
    {
        var r = 0;
        for (; r + BlockRows <= rows; r += BlockRows, a += BlockRows * aRow, c += BlockRows * cRow)
        {
            Wide8<TWidth>(a, aRow, aDepth, b, bDepth, c, cRow, depth, adds);
        }

        for (; r < rows; r++, a += aRow, c += cRow)
        {
            Narrow1<FullLane>(a, aDepth, b, bDepth, c, depth, adds);
            Narrow1<TWidth>(a, aDepth, b + Lane.Width, bDepth, c + Lane.Width, depth, adds);
        }
    }

    private static void Narrow<TWidth>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, int rows, int depth, bool adds)
        where TWidth : struct, ILaneWidth
    {
        var r = 0;
        for (; r + BlockRows <= rows; r += BlockRows, a += BlockRows * aRow, c += BlockRows * cRow)
        {
            Narrow8<TWidth>(a, aRow, aDepth, b, bDepth, c, cRow, depth, adds);
        }

        for (; r < rows; r++, a += aRow, c += cRow)
        {
            Narrow1<TWidth>(a, aDepth, b, bDepth, c, depth, adds);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide8<TWidth>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, int depth, bool adds)
        where TWidth : struct, ILaneWidth
    {
        var (x00, x01, x10, x11) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var (x20, x21, x30, x31) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var (x40, x41, x50, x51) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var (x60, x61, x70, x71) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var a1 = a + aRow;
        var a2 = a1 + aRow;
        var a3 = a2 + aRow;
        var a4 = a3 + aRow;
        var a5 = a4 + aRow;
        var a6 = a5 + aRow;
        var a7 = a6 + aRow;
        nint at = 0;
        for (var p = 0; p < depth; p++, at += aDepth, b += bDepth)
        {
            var b0 = Vector512.Load(b);
            var b1 = Lane.Load<float, TWidth>(b + Lane.Width);
            var v = Vector512.Create(a[at]);
            x00 = Vector512.FusedMultiplyAdd(v, b0, x00);
            x01 = Vector512.FusedMultiplyAdd(v, b1, x01);
            v = Vector512.Create(a1[at]);
            x10 = Vector512.FusedMultiplyAdd(v, b0, x10);
            x11 = Vector512.FusedMultiplyAdd(v, b1, x11);
            v = Vector512.Create(a2[at]);
            x20 = Vector512.FusedMultiplyAdd(v, b0, x20);
            x21 = Vector512.FusedMultiplyAdd(v, b1, x21);
            v = Vector512.Create(a3[at]);
            x30 = Vector512.FusedMultiplyAdd(v, b0, x30);
            x31 = Vector512.FusedMultiplyAdd(v, b1, x31);
            v = Vector512.Create(a4[at]);
            x40 = Vector512.FusedMultiplyAdd(v, b0, x40);
            x41 = Vector512.FusedMultiplyAdd(v, b1, x41);
            v = Vector512.Create(a5[at]);
            x50 = Vector512.FusedMultiplyAdd(v, b0, x50);
            x51 = Vector512.FusedMultiplyAdd(v, b1, x51);
            v = Vector512.Create(a6[at]);
            x60 = Vector512.FusedMultiplyAdd(v, b0, x60);
            x61 = Vector512.FusedMultiplyAdd(v, b1, x61);
            v = Vector512.Create(a7[at]);
            x70 = Vector512.FusedMultiplyAdd(v, b0, x70);
            x71 = Vector512.FusedMultiplyAdd(v, b1, x71);
        }

        Put<TWidth>(c, x00, x01, adds);
        Put<TWidth>(c + cRow, x10, x11, adds);
        Put<TWidth>(c + (2 * cRow), x20, x21, adds);
        Put<TWidth>(c + (3 * cRow), x30, x31, adds);
        Put<TWidth>(c + (4 * cRow), x40, x41, adds);
        Put<TWidth>(c + (5 * cRow), x50, x51, adds);
        Put<TWidth>(c + (6 * cRow), x60, x61, adds);
        Put<TWidth>(c + (7 * cRow), x70, x71, adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow8<TWidth>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, int depth, bool adds)
        where TWidth : struct, ILaneWidth
    {
        var (x0, x1, x2, x3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var (x4, x5, x6, x7) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var a1 = a + aRow;
        var a2 = a1 + aRow;
        var a3 = a2 + aRow;
        var a4 = a3 + aRow;
        var a5 = a4 + aRow;
        var a6 = a5 + aRow;
        var a7 = a6 + aRow;
        nint at = 0;
        for (var p = 0; p < depth; p++, at += aDepth, b += bDepth)
        {
            var b0 = Lane.Load<float, TWidth>(b);
            x0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[at]), b0, x0);
            x1 = Vector512.FusedMultiplyAdd(Vector512.Create(a1[at]), b0, x1);
            x2 = Vector512.FusedMultiplyAdd(Vector512.Create(a2[at]), b0, x2);
            x3 = Vector512.FusedMultiplyAdd(Vector512.Create(a3[at]), b0, x3);
            x4 = Vector512.FusedMultiplyAdd(Vector512.Create(a4[at]), b0, x4);
            x5 = Vector512.FusedMultiplyAdd(Vector512.Create(a5[at]), b0, x5);
            x6 = Vector512.FusedMultiplyAdd(Vector512.Create(a6[at]), b0, x6);
            x7 = Vector512.FusedMultiplyAdd(Vector512.Create(a7[at]), b0, x7);
        }

        Put<TWidth>(c, x0, adds);
        Put<TWidth>(c + cRow, x1, adds);
        Put<TWidth>(c + (2 * cRow), x2, adds);
        Put<TWidth>(c + (3 * cRow), x3, adds);
        Put<TWidth>(c + (4 * cRow), x4, adds);
        Put<TWidth>(c + (5 * cRow), x5, adds);
        Put<TWidth>(c + (6 * cRow), x6, adds);
        Put<TWidth>(c + (7 * cRow), x7, adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow1<TWidth>(float* a, nint aDepth, float* b, nint bDepth, float* c, int depth, bool adds)
        where TWidth : struct, ILaneWidth
    {
        var (even, odd) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var p = 0;
        for (; p + 2 <= depth; p += 2, a += 2 * aDepth, b += 2 * bDepth)
        {
            even = Vector512.FusedMultiplyAdd(Vector512.Create(*a), Lane.Load<float, TWidth>(b), even);
            odd = Vector512.FusedMultiplyAdd(Vector512.Create(a[aDepth]), Lane.Load<float, TWidth>(b + bDepth), odd);
        }

        if (p < depth)
        {
            even = Vector512.FusedMultiplyAdd(Vector512.Create(*a), Lane.Load<float, TWidth>(b), even);
        }

        Put<TWidth>(c, even + odd, adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TWidth>(float* c, Vector512<float> first, Vector512<float> second, bool adds)
        where TWidth : struct, ILaneWidth
    {
        Put<FullLane>(c, first, adds);
        Put<TWidth>(c + Lane.Width, second, adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TWidth>(float* c, Vector512<float> value, bool adds)
        where TWidth : struct, ILaneWidth
        => Lane.Store<float, TWidth>(adds ? value + Lane.Load<float, TWidth>(c) : value, c);
}

using Counterpoise.Numerics;

namespace Counterpoise.Torch.Kernels;

/// <summary>
/// C = A · B or C += A · B on tiles that lie in the cache: some rows by two lanes of C stay in registers over the whole depth, as
/// many as the processor has registers for. A is read number by number at any strides, so that a transposed A costs the same;
/// B lane by lane.
/// </summary>
/// <remarks>Each number of C is summed over the depth in order, whatever tile it falls to.</remarks>
internal static unsafe partial class TileProduct
{
    /// <summary>Columns of a panel of B.</summary>
    public const int Panel = 32;

    // Half a panel of so many rows stays in the first cache level while the rows of A pass by.
    private const int DepthBlock = 256;

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
    public static void Multiply(float* a, nint aRow, nint aDepth, float* b, nint bDepth, nint bPanel, float* c, nint cRow, int rows,
        int columns, int depth, bool adds)
    {
        for (; depth > DepthBlock; depth -= DepthBlock, a += DepthBlock * aDepth, b += DepthBlock * bDepth, adds = true)
        {
            Panels(a, aRow, aDepth, b, bDepth, bPanel, c, cRow, rows, columns, DepthBlock, adds);
        }

        Panels(a, aRow, aDepth, b, bDepth, bPanel, c, cRow, rows, columns, depth, adds);
    }

    private static void Panels(float* a, nint aRow, nint aDepth, float* b, nint bDepth, nint bPanel, float* c, nint cRow, int rows,
        int columns, int depth, bool adds)
    {
        for (; columns > 0; columns -= Panel, b += bPanel, c += Panel)
        {
            var width = Math.Min(Panel, columns);
            if (VectorPath.Is512)
            {
                var whole = width & ~15;
                Strips<Lane16>(a, aRow, aDepth, b, bDepth, c, cRow, rows, whole, depth, adds);
                Strips<Lane8>(a, aRow, aDepth, b + whole, bDepth, c + whole, cRow, rows, width - whole, depth, adds);
            }
            else if (VectorPath.Has256)
            {
                Strips<Lane8>(a, aRow, aDepth, b, bDepth, c, cRow, rows, width, depth, adds);
            }
            else
            {
                Strips<Lane4>(a, aRow, aDepth, b, bDepth, c, cRow, rows, width, depth, adds);
            }
        }
    }

    /// <summary>Multiplies by a part of a panel in lanes of one width, two of them at a time.</summary>
    internal static void Strips<TLane>(float* a, nint aRow, nint aDepth, float* b, nint bDepth, float* c, nint cRow, int rows, int columns,
        int depth, bool adds)
        where TLane : struct, ILane<TLane>
    {
        var two = 2 * TLane.Width;
        for (; columns >= two; columns -= two, b += two, c += two)
        {
            Wide<TLane>(a, aRow, aDepth, b, bDepth, c, cRow, rows, depth, adds);
        }

        if (columns > 0)
        {
            Narrow<TLane>(a, aRow, aDepth, b, bDepth, c, cRow, rows, depth, adds);
        }
    }

    /// <summary>
    /// Packs [columns, depth] (a weight as it is stored) to panels of the transpose, [depth, 32] each, with zeros at the end.
    /// </summary>
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

    /// <summary>A weight [columns, depth, …] in panels of its transpose.</summary>
    public static Tensor Packed(Tensor weight)
    {
        var (columns, depth) = ((int)weight.Size(0), (int)weight.Size(1));
        var panels = Tensor.Empty([PackedCount(columns, depth)]);
        PackTransposed((float*)weight.Data, columns, depth, (float*)panels.Data);
        return panels;
    }

    /// <summary>Numbers that the panels of [depth, columns] take.</summary>
    public static long PackedCount(int columns, int depth) => (long)(columns + Panel - 1) / Panel * Panel * depth;
}

using System.Runtime.CompilerServices;
using Counterpoise.Numerics;

namespace Counterpoise.Neighbors;

/// <summary>
/// The rows in float32, centred, scaled by a power of two, in kd order and packed in panels for <see cref="FilterKernel"/>;
/// with the box that holds each block.
/// </summary>
/// <remarks>
/// The rounding error of <c>a.b - |b|^2/2</c> in float32 is at most <c>(columns + 16) 2^-24 (|a|^2 + |b|^2)</c>: the sum has
/// columns + 1 terms, each coordinate and each half norm is rounded once, and a little is left for the thresholds. The part of b is folded
/// into the half norms, the part of a into the
/// query's threshold, so that a pair is dropped only if it is surely too far.
/// </remarks>
internal sealed unsafe class PackedRows
{
    internal const int BlockRows = 128;
    private const int CenterSample = 255;
    private readonly float[] _panels;
    private readonly float[] _halfNorms;
    private readonly double[] _center;

    internal PackedRows(DenseMatrix matrix, int threads)
    {
        Columns = matrix.Columns;
        Order = Enumerable.Range(0, matrix.Rows).ToArray();
        RowOrder.Sort(matrix, Order, BlockRows);
        Rows = matrix.SelectRows(Order);
        Blocks = (matrix.Rows + BlockRows - 1) / BlockRows;
        _center = Center(Rows);
        Scale = ScaleOf(Rows, _center);
        ErrorBound = (Columns + 16) * Math.Pow(2, -24);
        // Pinned and over-allocated, so that the first panel can start on a 64-byte line.
        _panels = LargeArray.Uninitialized<float>(checked((Blocks * BlockRows * Columns) + 16), pinned: true);
        _halfNorms = GC.AllocateUninitializedArray<float>((Blocks * BlockRows) + 16, pinned: true);
        Panels = Aligned(_panels);
        HalfNorms = Aligned(_halfNorms);
        Norms = new double[Blocks * BlockRows];
        Low = new double[Blocks * Columns];
        High = new double[Blocks * Columns];
        RowRanges.ForEach(Blocks, BlockRows * Columns, threads, (start, end) =>
        {
            for (var block = start; block < end; block++)
            {
                Pack(block);
            }
        });
    }

    internal int Columns { get; }

    internal int Blocks { get; }

    /// <summary>Row numbers in kd order, [rows].</summary>
    internal int[] Order { get; }

    /// <summary>The rows as they were given but in kd order, so that the rows of a block lie together in memory.</summary>
    internal DenseMatrix Rows { get; }

    internal double Scale { get; }

    internal double ErrorBound { get; }

    internal float* Panels { get; }

    /// <summary>Negative half squared norms, rounded up by the error bound; minus infinity where there is no row.</summary>
    internal float* HalfNorms { get; }

    /// <summary>Squared norms of the centred and scaled rows, in kd order.</summary>
    internal double[] Norms { get; }

    /// <summary>Lower corners of the blocks' boxes, [blocks, columns].</summary>
    internal double[] Low { get; }

    /// <summary>Upper corners of the blocks' boxes, [blocks, columns].</summary>
    internal double[] High { get; }

    /// <summary>Writes a query's float32 coordinates, strided for the kernel, and returns its scaled squared norm.</summary>
    internal double PackQuery(ReadOnlySpan<double> row, float* target)
    {
        var norm = 0.0;
        for (var c = 0; c < row.Length; c++)
        {
            var value = (row[c] - _center[c]) * Scale;
            norm += value * value;
            target[c * FilterKernel.Queries] = (float)value;
        }

        return norm;
    }

    /// <summary>The bar a pair must reach to be looked at, given the squared distance that it has to beat.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float Threshold(double scaledNorm, double squaredDistance)
    {
        var bar = (scaledNorm * (0.5 - ErrorBound)) - (0.5 * squaredDistance * Scale * Scale);
        // A few steps of float32 rounding downwards, and about the smallest normal number for sums that underflow.
        return (float)(bar - (Math.Abs(bar) * 5e-7)) - 1e-37f;
    }

    private static float* Aligned(float[] pinned)
    {
        var address = (nuint)System.Runtime.CompilerServices.Unsafe.AsPointer(
            ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(pinned));
        return (float*)((address + 63) & ~(nuint)63);
    }

    private static double[] Center(DenseMatrix matrix)
    {
        var step = Math.Max(1, matrix.Rows / CenterSample);
        var sample = Enumerable.Range(0, (matrix.Rows + step - 1) / step).Select(i => i * step).ToArray();
        var values = new double[sample.Length];
        var center = new double[matrix.Columns];
        for (var c = 0; c < center.Length; c++)
        {
            for (var i = 0; i < sample.Length; i++)
            {
                values[i] = matrix[sample[i], c];
            }

            Array.Sort(values);
            center[c] = values[values.Length / 2];
        }

        return center;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double ScaleOf(DenseMatrix matrix, double[] center)
    {
        var largest = 0.0;
        for (var i = 0; i < matrix.Rows; i++)
        {
            var row = matrix.Row(i);
            for (var c = 0; c < row.Length; c++)
            {
                largest = Math.Max(largest, Math.Abs(row[c] - center[c]));
            }
        }

        return largest > 0 ? Math.ScaleB(1, -Math.ILogB(largest)) : 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pack(int block)
    {
        var low = Low.AsSpan(block * Columns, Columns);
        var high = High.AsSpan(block * Columns, Columns);
        low.Fill(double.PositiveInfinity);
        high.Fill(double.NegativeInfinity);
        for (var i = 0; i < BlockRows; i++)
        {
            var position = (block * BlockRows) + i;
            var target = Panels + ((long)block * BlockRows * Columns) + (i / FilterKernel.PanelRows * FilterKernel.PanelRows * Columns)
                + (i % FilterKernel.PanelRows);
            if (position >= Order.Length)
            {
                HalfNorms[position] = float.NegativeInfinity;
                for (var c = 0; c < Columns; c++)
                {
                    target[c * FilterKernel.PanelRows] = 0;
                }

                continue;
            }

            var row = Rows.Row(position);
            var norm = 0.0;
            for (var c = 0; c < row.Length; c++)
            {
                low[c] = Math.Min(low[c], row[c]);
                high[c] = Math.Max(high[c], row[c]);
                var value = (row[c] - _center[c]) * Scale;
                norm += value * value;
                target[c * FilterKernel.PanelRows] = (float)value;
            }

            Norms[position] = norm;
            HalfNorms[position] = -(float)(norm * (0.5 - ErrorBound));
        }
    }
}

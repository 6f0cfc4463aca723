using System.Runtime.CompilerServices;
using Counterpoise.Numerics;

namespace Counterpoise.Neighbors;

/// <summary>
/// The rows in float32 or 16 bits, centred, scaled, in kd order and packed in panels for <see cref="FilterKernel"/>; with the box that
/// holds each block.
/// </summary>
/// <remarks>
/// The rounding error of <c>a.b - |b|^2/2</c> in float32 is at most <c>(columns + 16) 2^-24 (|a|^2 + |b|^2)</c>: the sum has
/// columns + 1 terms, each coordinate and each half norm is rounded once, and a little is left for the thresholds. The part of b is folded
/// into the half norms, the part of a into the
/// query's threshold, so that a pair is dropped only if it is surely too far.
/// <para>
/// Where rows are spread evenly enough, coordinates are rounded to 16 bits, <c>a = q/K + e</c>: a multiplication takes two columns at once,
/// and the sum of 32 bits is exact. Each coordinate is off by at most 1/2K, the row by <c>d = sqrt(columns)/2K</c>, and <c>a.b</c> by at
/// most <c>d (|a| + |b| + d)</c>, which is added to the bound in two halves of the same kind. K is as large as 16 bits for a coordinate
/// and 32 for a sum allow. With values far out of the rest K is small, the bound would pass many pairs, and float32 is taken.
/// </para>
/// </remarks>
internal sealed unsafe class PackedRows
{
    internal const int BlockRows = 128;
    private const int CenterSample = 255;

    /// <summary>Fewer columns are decided by what surrounds the sum.</summary>
    private const int FewestPairedColumns = 4;

    /// <summary>
    /// Largest error that rounding to 16 bits may add to a squared distance, as a share of the median row's squared distance from the
    /// middle and of a median block's diagonal: rows along a line lie so close together that the error would pass each with all beside it.
    /// A pair that is passed in vain costs thirty times what the filter saves on one.
    /// </summary>
    private const double MostPairedError = 0.01;

    /// <summary>Blocks whose diagonals are looked at.</summary>
    private const int BlockSample = 31;

    /// <summary>Largest rounded coordinate: two products of it still fit a sum of 32 bits.</summary>
    private const double LargestRounded = 32_766;

    /// <summary>Largest length of a rounded row: no sum of products passes 2^31.</summary>
    private const double LongestRounded = 46_340;
    private readonly float[] _panels;
    private readonly float[] _halfNorms;
    private readonly double[] _center;

    /// <summary>Rounded coordinates per scaled one; 0 where they are float32.</summary>
    private readonly double _steps;

    /// <summary>How far a rounded row may be from the scaled one.</summary>
    private readonly double _rounding;

    /// <summary>Packs rows.</summary>
    /// <param name="matrix">The rows, [rows, columns].</param>
    /// <param name="threads">Threads to work with.</param>
    /// <param name="mayPair">Whether they may be rounded to 16 bits; where a query has values beyond all rows they may not.</param>
    internal PackedRows(DenseMatrix matrix, int threads, bool mayPair = true)
    {
        Columns = matrix.Columns;
        Order = Enumerable.Range(0, matrix.Rows).ToArray();
        RowOrder.Sort(matrix, Order, BlockRows);
        Rows = matrix.SelectRows(Order);
        Blocks = (matrix.Rows + BlockRows - 1) / BlockRows;
        _center = Center(Rows);
        var (largest, longest) = Extent(Rows, _center);
        Scale = largest > 0 ? Math.ScaleB(1, -Math.ILogB(largest)) : 1;
        ErrorBound = (Columns + 16) * Math.Pow(2, -24);
        if (mayPair && VectorPath.Has256 && Columns >= FewestPairedColumns && largest > 0)
        {
            var half = Math.Sqrt(Columns) / 2;
            var steps = Math.Min(LargestRounded / (largest * Scale), (LongestRounded - half) / (longest * Scale));
            // On either side of a pair half / K times its length: twice as much in a squared distance.
            var length = MedianLength() * Scale;
            if (4 * half / steps * length <= MostPairedError * Math.Min(length * length, MedianDiagonal() * Scale * Scale))
            {
                (_steps, _rounding) = (steps, half / steps);
            }
        }

        Steps = IsPaired ? (Columns + 1) / 2 : Columns;
        // Pinned and over-allocated, so that the first panel can start on a 64-byte line.
        _panels = LargeArray.Uninitialized<float>(checked((Blocks * BlockRows * Steps) + 16), pinned: true);
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

    /// <summary>Steps of the filter's sums: columns, or pairs of them.</summary>
    internal int Steps { get; }

    /// <summary>Whether coordinates are rounded to 16 bits.</summary>
    internal bool IsPaired => _steps > 0;

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

    /// <summary>Whether queries can be rounded as the rows were: none has a value beyond them.</summary>
    internal bool Fits(DenseMatrix queries)
    {
        if (!IsPaired || queries.Rows == 0)
        {
            return true;
        }

        var (largest, longest) = Extent(queries, _center);
        return largest * Scale * _steps <= LargestRounded
            && (longest * Scale * _steps) + (Math.Sqrt(Columns) / 2) <= LongestRounded;
    }

    /// <summary>Writes a query's coordinates, strided for the kernel, and returns its scaled squared norm.</summary>
    internal double PackQuery(ReadOnlySpan<double> row, float* target) => Write(row, target, FilterKernel.Queries);

    /// <summary>The bar a pair must reach to be looked at, given the squared distance that it has to beat.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float Threshold(double scaledNorm, double squaredDistance)
    {
        var bar = (scaledNorm * (0.5 - ErrorBound)) - (0.5 * squaredDistance * Scale * Scale);
        if (IsPaired)
        {
            bar = (bar - (_rounding * Math.Sqrt(scaledNorm))) * _steps * _steps;
        }

        // A few steps of float32 rounding downwards, and about the smallest normal number for sums that underflow.
        return (float)(bar - (Math.Abs(bar) * 5e-7)) - 1e-37f;
    }

    /// <summary>The negative half squared norm as the filter's sums have it, rounded up by the error bound.</summary>
    private float HalfNorm(double norm)
    {
        var half = -norm * (0.5 - ErrorBound);
        return IsPaired ? (float)((half + (_rounding * (Math.Sqrt(norm) + _rounding))) * _steps * _steps) : (float)half;
    }

    /// <summary>Writes a row's coordinates with a stride of floats, and returns its scaled squared norm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Write(ReadOnlySpan<double> row, float* target, int stride)
    {
        var norm = 0.0;
        var pairs = (short*)target;
        for (var c = 0; c < row.Length; c++)
        {
            var value = (row[c] - _center[c]) * Scale;
            norm += value * value;
            if (IsPaired)
            {
                pairs[((c >> 1) * stride * 2) + (c & 1)] = (short)Math.Round(value * _steps);
            }
            else
            {
                target[c * stride] = (float)value;
            }
        }

        if (IsPaired && (row.Length & 1) == 1)
        {
            pairs[((row.Length >> 1) * stride * 2) + 1] = 0;
        }

        return norm;
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

    /// <summary>The largest coordinate and the longest row, from the centre.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Largest, double Longest) Extent(DenseMatrix matrix, double[] center)
    {
        var (largest, longest) = (0.0, 0.0);
        for (var i = 0; i < matrix.Rows; i++)
        {
            var row = matrix.Row(i);
            var norm = 0.0;
            for (var c = 0; c < row.Length; c++)
            {
                var value = Math.Abs(row[c] - center[c]);
                largest = Math.Max(largest, value);
                norm += value * value;
            }

            longest = Math.Max(longest, norm);
        }

        return (largest, Math.Sqrt(longest));
    }

    /// <summary>The median of a sample of rows' distances from the centre.</summary>
    private double MedianLength()
    {
        var step = Math.Max(1, Rows.Rows / CenterSample);
        double[] lengths = [.. Enumerable.Range(0, (Rows.Rows + step - 1) / step)
            .Select(i => Math.Sqrt(ExactDistance.Squared(Rows.Row(i * step), _center))).Order()];
        return lengths[lengths.Length / 2];
    }

    /// <summary>The median squared diagonal of some blocks' boxes.</summary>
    private double MedianDiagonal()
    {
        var step = Math.Max(1, Blocks / BlockSample);
        double[] diagonals = [.. Enumerable.Range(0, (Blocks + step - 1) / step).Select(i => Diagonal(i * step)).Order()];
        return diagonals[diagonals.Length / 2];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Diagonal(int block)
    {
        var (low, high) = (new double[Columns], new double[Columns]);
        Array.Fill(low, double.PositiveInfinity);
        Array.Fill(high, double.NegativeInfinity);
        for (var position = block * BlockRows; position < Math.Min((block + 1) * BlockRows, Rows.Rows); position++)
        {
            var row = Rows.Row(position);
            for (var c = 0; c < row.Length; c++)
            {
                low[c] = Math.Min(low[c], row[c]);
                high[c] = Math.Max(high[c], row[c]);
            }
        }

        return ExactDistance.Squared(low, high);
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
            var target = Panels + ((long)block * BlockRows * Steps) + (i / FilterKernel.PanelRows * FilterKernel.PanelRows * Steps)
                + (i % FilterKernel.PanelRows);
            if (position >= Order.Length)
            {
                HalfNorms[position] = float.NegativeInfinity;
                for (var c = 0; c < Steps; c++)
                {
                    target[c * FilterKernel.PanelRows] = 0;
                }

                continue;
            }

            var row = Rows.Row(position);
            for (var c = 0; c < row.Length; c++)
            {
                low[c] = Math.Min(low[c], row[c]);
                high[c] = Math.Max(high[c], row[c]);
            }

            var norm = Write(row, target, FilterKernel.PanelRows);
            Norms[position] = norm;
            HalfNorms[position] = HalfNorm(norm);
        }
    }
}

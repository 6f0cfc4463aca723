using Counterpoise.Torch;
using Counterpoise.Torch.Kernels;
using BFloat16 = Counterpoise.Torch.BFloat16;

namespace Counterpoise.Tests.Torch.Kernels;

/// <summary>Every loop of the kernels gives the same bits at 512, 256 and 128 bits, whichever of them this processor takes.</summary>
public unsafe class LaneWidthTests
{
    private const int Channels = 32;
    private const int Rows = 13;

    [Theory]
    [InlineData(32)]
    [InlineData(16)]
    [InlineData(8)]
    public void Products_have_the_same_bits_at_every_width(int columns)
    {
        const int depth = 19;
        foreach (var rows in new[] { 1, 2, 3, 4, 5, 6, 7, 8, 11, 14, 16, 23 })
        {
            var (a, b, start) = (Numbers(1, rows * depth), Numbers(2, depth * TileProduct.Panel), Numbers(3, rows * columns));
            var narrow = Product<Lane4>();
            Assert.Equal(narrow, Product<Lane8>());
            if (columns % Lane16.Width == 0)
            {
                Assert.Equal(narrow, Product<Lane16>());
            }

            uint[] Product<TLane>()
                where TLane : struct, ILane<TLane>
            {
                var c = (float[])start.Clone();
                fixed (float* x = a, y = b, z = c)
                {
                    TileProduct.Strips<TLane>(x, 1, rows, y, TileProduct.Panel, z, columns, rows, columns, depth, adds: true);
                }

                return Bits(c);
            }
        }
    }

    [Fact]
    public void Passes_have_the_same_bits_at_every_width()
    {
        Passes<float, IdentityRule>();
        Passes<float, ReluRule>();
        Passes<float, HardswishRule>();
        Passes<BFloat16, HardswishRule>();
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(5, 2)]
    public void Depthwise_rows_have_the_same_bits_at_every_width(int kernel, int stride)
    {
        foreach (var outputs in new[] { 1, 2, 6, 7, 16 })
        {
            var narrow = Depthwise<Lane4>(kernel, stride, outputs);
            Assert.Equal(narrow, Depthwise<Lane8>(kernel, stride, outputs));
            Assert.Equal(narrow, Depthwise<Lane16>(kernel, stride, outputs));
        }
    }

    [Fact]
    public void What_is_not_a_number_stays_so_through_activations()
    {
        float[] values = [float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN];
        fixed (float* x = values)
        {
            TestActivation<ReluRule, Lane4>(x);
            TestActivation<ReluRule, Lane8>(x);
            TestActivation<HardswishRule, Lane4>(x);
            TestActivation<HardswishRule, Lane8>(x);
        }

        static void TestActivation<TRule, TLane>(float* from)
            where TRule : struct, IActivationRule
            where TLane : struct, ILane<TLane>
        {
            var result = stackalloc float[TLane.Width];
            TLane.Store(TRule.Of(TLane.Load(from)), result);
            Assert.All(new ReadOnlySpan<float>(result, TLane.Width).ToArray(), value => Assert.True(float.IsNaN(value)));
        }
    }

    private static void Passes<T, TRule>()
        where T : unmanaged
        where TRule : struct, IActivationRule
    {
        var narrow = PassBits<T, TRule, Lane4>();
        Assert.Equal(narrow, PassBits<T, TRule, Lane8>());
        Assert.Equal(narrow, PassBits<T, TRule, Lane16>());
    }

    private static uint[] PassBits<T, TRule, TLane>()
        where T : unmanaged
        where TRule : struct, IActivationRule
        where TLane : struct, ILane<TLane>
    {
        var norm = new ChannelNorm(Channels);
        foreach (var (place, seed) in new[] { ((nint)norm.Scale, 11), ((nint)norm.Shift, 12), ((nint)norm.Mean, 13),
            ((nint)norm.Constant, 14), ((nint)norm.Slope, 15) })
        {
            Numbers(seed, Channels).CopyTo(new Span<float>((float*)place, Channels));
        }

        var (stored, back) = (Stored<T>(21), Stored<T>(22));
        var (gates, offsets) = (Numbers(23, Channels), Numbers(24, Channels));
        var (first, second, pooled, pivots) = (new float[Rows * Channels], new float[Rows * Channels], new float[Channels],
            new float[Channels]);
        var (sums, moments) = (new double[2 * norm.Padded], new double[2 * Channels]);
        fixed (T* x = stored, g = back)
        fixed (float* gate = gates, offset = offsets, one = first, two = second, pool = pooled, pivot = pivots)
        fixed (double* sum = sums, moment = moments)
        {
            Lane.Over<ChannelKernel<T, TRule>.NormalisePass, TLane>(0, Channels, new(x, Channels, one, Channels, Rows, norm, gate));
            Lane.Over<ChannelKernel<T, TRule>.ReducePass, TLane>(0, Channels, new(x, g, Channels, Rows, norm, gate, offset, sum));
            Lane.Over<ChannelKernel<T, TRule>.DifferentiatePass,
                TLane>(0, Channels, new(x, g, Channels, two, Channels, Rows, norm, gate, offset));
            Lane.Over<ChannelKernel<T, TRule>.PoolPass, TLane>(0, Channels, new(x, g, Channels, Rows, norm, pool));
            Lane.Over<ChannelMoments.AddPass<T>, TLane>(0, Channels, new(x, Channels, Rows, pivot, true, moment, moment + Channels));
        }

        return [.. Bits(first), .. Bits(second), .. Bits(pooled), .. Bits(pivots), .. Bits([.. sums, .. moments])];
    }

    private static uint[] Depthwise<TLane>(int kernel, int stride, int outputs)
        where TLane : struct, ILane<TLane>
    {
        var columns = ((outputs - 1) * stride) + kernel;
        var (input, weight, gradient) = (Numbers(31, columns * Channels), Numbers(32, kernel * Channels), Numbers(33, outputs * Channels));
        var (result, sums) = (new float[outputs * Channels], Numbers(34, kernel * Channels));
        var taps = stackalloc float*[kernel];
        var weights = stackalloc float*[kernel];
        fixed (float* x = input, w = weight, g = gradient, to = result, sum = sums)
        {
            for (var t = 0; t < kernel; t++)
            {
                taps[t] = x + (t * Channels);
                weights[t] = w + (t * Channels);
            }

            Lane.Over<DepthwiseRows.ConvolvePass, TLane>(0, Channels, new(taps, weights, kernel, to, outputs, stride * Channels, Channels));
            Lane.Over<DepthwiseRows.WeightGradientPass, TLane>(0, Channels, new(g, x, outputs, stride, kernel, Channels, sum));
        }

        return [.. Bits(result), .. Bits(sums)];
    }

    private static T[] Stored<T>(int seed)
        where T : unmanaged
    {
        var numbers = Numbers(seed, Rows * Channels);
        var stored = new T[numbers.Length];
        fixed (float* from = numbers)
        fixed (T* to = stored)
        {
            for (var i = 0; i < numbers.Length; i += Lane4.Width)
            {
                Lane4.Store(Lane4.Load(from + i), to + i);
            }
        }

        return stored;
    }

    private static uint[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToUInt32Bits)];

    private static uint[] Bits(double[] values) => [.. values.Select(BitConverter.DoubleToUInt64Bits)
        .SelectMany(bits => new[] { (uint)bits, (uint)(bits >> 32) })];

    private static float[] Numbers(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((8 * random.NextDouble()) - 4))];
    }
}

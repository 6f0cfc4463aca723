using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Tensors;

public class SpanTests
{
    [Fact]
    public void A_wrapped_array_and_its_tensor_see_each_others_writes()
    {
        using var scope = DisposeScope.Begin();
        var array = new float[] { 1, 2, 3, 4 };
        var tensor = Tensor.Wrap(array, 2, 2);
        array[3] = 40;
        tensor[0, 0] = Tensor.Scalar(10.0);
        Assert.Equal([10f, 2, 3, 40], tensor.ToArray<float>());
        Assert.Equal(10, array[0]);
    }

    [Fact]
    public void A_view_keeps_wrapped_memory_alive()
    {
        using var scope = DisposeScope.Begin();
        var view = WrapAndDispose();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal([1L, 2, 3], view.ToArray<long>());
    }

    [Fact]
    public void A_span_is_the_tensors_own_memory()
    {
        using var scope = DisposeScope.Begin();
        var tensor = Tensor.Zeros(2, 2);
        tensor.AsSpan<float>()[3] = 5;
        Assert.Equal(5, tensor[1, 1].ToDouble());
    }

    [Fact]
    public void A_channels_last_tensor_gives_its_span_in_memory_order_and_its_array_in_row_major_order()
    {
        using var scope = DisposeScope.Begin();
        var tensor = Tensor.Arange(8, ScalarType.Float32).Reshape(1, 2, 2, 2).Contiguous(MemoryFormat.ChannelsLast);
        Assert.Equal([0f, 4, 1, 5, 2, 6, 3, 7], tensor.AsSpan<float>().ToArray());
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7], tensor.ToArray<float>());
    }

    [Fact]
    public void A_span_over_strided_memory_or_another_type_is_refused()
    {
        using var scope = DisposeScope.Begin();
        var tensor = Tensor.Zeros(2, 3);
        Assert.Contains("Contiguous()", Assert.Throws<InvalidOperationException>(() => tensor.T().AsSpan<float>()).Message, StringComparison.Ordinal);
        Assert.Contains("holds Float32, Double was asked for", Assert.Throws<InvalidOperationException>(() => tensor.AsSpan<double>()).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => tensor.AsSpan<char>());
    }

    [Fact]
    public void Numbers_that_do_not_fill_the_shape_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Tensor.FromArray<int>([1, 2, 3], 2, 2));
        Assert.Throws<ArgumentException>(() => Tensor.FromArray<int>([1, 2, 3, 4, 5], 2, 2));
        Assert.Throws<ArgumentException>(() => Tensor.Wrap(new int[3], 2, 2));
        Assert.Throws<ArgumentException>(() => Tensor.FromArray<int>([1], -1));
    }

    [Fact]
    public void One_element_converts_to_any_number()
    {
        using var scope = DisposeScope.Begin();
        Assert.Equal(3, Tensor.Scalar(3.75).Item<int>());
        Assert.Equal(long.MaxValue, Tensor.FromArray([long.MaxValue]).Item<long>());
        Assert.True(Tensor.FromArray([true]).ToBoolean());
        Assert.Throws<TorchException>(() => Tensor.Zeros(2).Item<float>());
    }

    [Theory]
    [InlineData(1.0f, 0x3F80)]
    [InlineData(-2.5f, 0xC020)]
    [InlineData(1.00390625f, 0x3F80)]
    [InlineData(1.01171875f, 0x3F82)]
    [InlineData(float.PositiveInfinity, 0x7F80)]
    [InlineData(3.4e38f, 0x7F80)]
    public void Bfloat16_rounds_as_libtorch_does(float value, int bits)
    {
        using var scope = DisposeScope.Begin();
        Assert.Equal((ushort)bits, ((BFloat16)value).Bits);
        Assert.Equal((ushort)bits, Tensor.FromArray([value]).To(ScalarType.BFloat16).AsSpan<BFloat16>()[0].Bits);
        Assert.True(float.IsNaN((BFloat16)float.NaN));
    }

    private static Tensor WrapAndDispose()
    {
        using var whole = Tensor.Wrap(new long[] { 0, 1, 2, 3 });
        return whole[1..];
    }
}

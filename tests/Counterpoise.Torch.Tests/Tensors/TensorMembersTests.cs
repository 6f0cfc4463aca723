using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Tensors;

public class TensorMembersTests
{
    [Fact]
    public void A_span_is_the_tensors_own_memory()
    {
        using var scope = torch.NewDisposeScope();
        var tensor = torch.zeros(2, 2);
        tensor.AsSpan<float>()[3] = 5;
        Assert.Equal(5, tensor[1, 1].ToDouble());
    }

    [Fact]
    public void A_channels_last_tensor_gives_its_span_in_memory_order_and_its_array_in_row_major_order()
    {
        using var scope = torch.NewDisposeScope();
        var tensor = torch.arange(8, dtype: ScalarType.Float32).reshape(1, 2, 2, 2).Contiguous(MemoryFormat.ChannelsLast);
        Assert.Equal([0f, 4, 1, 5, 2, 6, 3, 7], tensor.AsSpan<float>().ToArray());
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7], tensor.ToArray<float>());
    }

    [Fact]
    public void A_change_of_memory_format_is_differentiable()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.randn([1, 2, 3, 4], requires_grad: true);
        var last = x.Contiguous(MemoryFormat.ChannelsLast);
        Assert.True(last.IsContiguousIn(MemoryFormat.ChannelsLast));
        last.sum().backward();
        Assert.Equal(Enumerable.Repeat(1f, 24), x.grad!.ToArray<float>());
    }

    [Fact]
    public void A_tensor_is_contiguous_in_the_formats_its_strides_allow()
    {
        using var scope = torch.NewDisposeScope();
        var plain = torch.zeros(2, 3, 4, 5);
        var last = Tensor.Empty([2, 3, 4, 5], format: MemoryFormat.ChannelsLast);
        Assert.True(plain.IsContiguousIn(MemoryFormat.Contiguous));
        Assert.False(plain.IsContiguousIn(MemoryFormat.ChannelsLast));
        Assert.False(last.IsContiguousIn(MemoryFormat.Contiguous));
        Assert.True(last.IsContiguousIn(MemoryFormat.ChannelsLast));
        Assert.Equal([60L, 1, 15, 3], last.stride());
        Assert.False(torch.zeros(4, 4).IsContiguousIn(MemoryFormat.ChannelsLast));
        Assert.True(torch.zeros(2, 1, 4, 5).IsContiguousIn(MemoryFormat.ChannelsLast));
    }

    [Fact]
    public void A_span_over_strided_memory_or_another_type_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var tensor = torch.zeros(2, 3);
        Assert.Contains("contiguous()", Assert.Throws<InvalidOperationException>(() => tensor.t().AsSpan<float>()).Message,
            StringComparison.Ordinal);
        Assert.Contains("holds Float32, Double was asked for", Assert.Throws<InvalidOperationException>(() => tensor.AsSpan<double>())
            .Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => tensor.AsSpan<char>());
    }

    [Fact]
    public void Numbers_that_do_not_fill_the_shape_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Tensor.FromArray<int>([1, 2, 3], 2, 2));
        Assert.Throws<ArgumentException>(() => Tensor.FromArray<int>([1, 2, 3, 4, 5], 2, 2));
        Assert.Throws<ArgumentException>(() => Tensor.FromArray<int>([1], -1));
    }

    [Fact]
    public void Arrays_go_in_and_out_unchanged()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal([1, 2, 3, 4], Tensor.FromArray<int>([1, 2, 3, 4], 2, 2).ToArray<int>());
        var matrix = Tensor.FromArray(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal([2L, 3], matrix.Shape);
        Assert.Equal("[2, 3]", matrix.ShapeText);
        Assert.Equal(6, matrix[1, 2].ToDouble());
        Assert.Equal([3d, 6], matrix.T[2].ToArray<double>());
        Assert.Equal([true, false], Tensor.FromArray([true, false]).ToArray<bool>());
    }

    [Fact]
    public void A_tensor_over_pinned_memory_shares_it()
    {
        using var scope = torch.NewDisposeScope();
        var array = GC.AllocateArray<float>(4, pinned: true);
        var tensor = Tensor.Over(array.AsSpan(1, 2), 2);
        array[1] = 20;
        Assert.Equal([20f, 0], tensor.ToArray<float>());
        tensor.fill_(3);
        Assert.Equal([0f, 3, 3, 0], array);
        GC.KeepAlive(array);
    }

    [Fact]
    public void A_sum_over_the_first_axis_is_asked_for_with_a_list()
    {
        using var scope = torch.NewDisposeScope();
        var tensor = torch.ones(2, 3);

        // The literal 0 converts to an element type, so that this is the sum of all.
        Assert.Empty(tensor.sum(0).Shape);
        Assert.Equal([3L], tensor.sum([0L]).Shape);
    }

    [Fact]
    public void Sizes_count_from_both_ends()
    {
        using var scope = torch.NewDisposeScope();
        var tensor = torch.zeros(2, 3, 4);
        Assert.Equal((3, 24L, 2L, 4L), (tensor.Rank, tensor.Count, tensor.Size(0), tensor.Size(-1)));
        Assert.Contains("dimensions -3 to 2", Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Size(3)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void One_element_converts_to_any_number()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal(3, torch.tensor(3.75).Item<int>());
        Assert.Equal(long.MaxValue, Tensor.FromArray([long.MaxValue]).Item<long>());
        Assert.True(Tensor.FromArray([true]).ToBoolean());
        Assert.Contains("has 2", Assert.Throws<InvalidOperationException>(() => torch.zeros(2).Item<float>()).Message,
            StringComparison.Ordinal);
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
        using var scope = torch.NewDisposeScope();
        Assert.Equal((ushort)bits, ((Counterpoise.Torch.BFloat16)value).Bits);
        Assert.Equal((ushort)bits, Tensor.FromArray([value]).to_type(ScalarType.BFloat16).AsSpan<Counterpoise.Torch.BFloat16>()[0].Bits);
        Assert.True(float.IsNaN((Counterpoise.Torch.BFloat16)float.NaN));
    }
}

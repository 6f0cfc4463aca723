using Counterpoise.Torch;
using Counterpoise.Torch.Kernels;

namespace Counterpoise.Tests.Torch.Kernels;

public unsafe class KeptTensorTests
{
    // Sizes that no other test asks for, so that no other test takes the block.
    private static readonly long[] s_shape = [2, 24, 77, 79];

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void It_lies_in_channels_last_as_libtorch_lays_it_out(ScalarType type)
    {
        using var scope = torch.NewDisposeScope();
        var kept = KeptTensor.Empty(s_shape, type);
        var plain = Tensor.Empty(s_shape, type, format: MemoryFormat.ChannelsLast);

        Assert.Equal(s_shape, kept.shape);
        Assert.Equal(plain.stride(), kept.stride());
        Assert.Equal(type, kept.dtype);
        Assert.Equal(0, (nint)kept.Data % 64);
        var values = torch.randn(s_shape).to(type);
        kept.copy_(values);
        Assert.True(kept.eq(values).all().item<bool>());
    }

    [Fact]
    public void Its_memory_serves_the_next_tensor_of_its_size_once_all_that_see_it_are_gone()
    {
        long[] shape = [1, 8, 331, 127];
        var first = KeptTensor.Empty(shape);
        var view = first.narrow(1, 0, 4);
        var place = (nint)first.Data;
        first.Dispose();
        using var other = KeptTensor.Empty(shape);

        Assert.NotEqual(place, (nint)other.Data);
        view.Dispose();
        using var next = KeptTensor.Empty(shape);
        Assert.Equal(place, (nint)next.Data);
    }

    [Fact]
    public void A_tensor_that_nobody_disposes_gives_its_memory_back_when_it_is_collected()
    {
        long[] shape = [1, 8, 337, 131];
        var place = Forgotten(shape);
        GC.Collect();
        GC.WaitForPendingFinalizers();

        using var next = KeptTensor.Empty(shape);

        Assert.Equal(place, (nint)next.Data);
    }

    [Fact]
    public void A_much_smaller_tensor_does_not_take_a_large_block()
    {
        var large = KeptTensor.Empty([1, 8, 347, 139]);
        var place = (nint)large.Data;
        large.Dispose();

        using var small = KeptTensor.Empty([1, 8, 347, 39]);

        Assert.NotEqual(place, (nint)small.Data);
    }

    [Fact]
    public void It_can_be_the_output_of_a_function_and_carries_its_gradient()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.randn(2, 8, 64, 64, requires_grad: true);

        var y = new Twice().Of(x);
        y.sum().backward();

        Assert.False(y.is_leaf);
        Assert.True(x.grad!.eq(2).all().item<bool>());
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static nint Forgotten(long[] shape) => (nint)KeptTensor.Empty(shape).Data;

    private sealed class Twice : CustomFunction
    {
        internal Tensor Of(Tensor x) => Apply(x);

        protected override Tensor Forward(Tensor?[] inputs)
        {
            var result = KeptTensor.Empty(inputs[0]!.shape);
            result.copy_(inputs[0]! * 2);
            return result;
        }

        protected override Tensor?[] Backward(Tensor gradient) => [gradient * 2];
    }
}

using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Torch.Modules;

/// <summary>libtorch's convolutions read memory that nobody wrote where output channels are no multiple of 8; ours do not.</summary>
public class FouledMemoryTests
{
    [Theory]
    [InlineData(1, 20, 12)]
    [InlineData(1, 12, 6)]
    [InlineData(2, 6, 4)]
    [InlineData(2, 20, 12)]
    [InlineData(2, 1, 4)]
    [InlineData(3, 3, 5)]
    [InlineData(3, 8, 12)]
    public void A_convolution_does_not_depend_on_what_lies_in_free_memory(int axes, int inputs, int outputs)
    {
        for (var round = 0; round < 20; round++)
        {
            using var scope = torch.NewDisposeScope();
            Foul();
            var options = new ConvolutionOptions { Padding = 1, Bias = round % 2 == 0 };
            using Convolution layer = axes switch
            {
                1 => new Conv1d(inputs, outputs, 3, options),
                2 => new Conv2d(inputs, outputs, 3, options),
                _ => new Conv3d(inputs, outputs, 3, options),
            };
            layer.Initialize((ulong)round);
            var x = torch.randn([2, inputs, .. Enumerable.Repeat(7L, axes)]).requires_grad_();
            var y = layer.call(x);
            Foul();
            y.square().sum().backward();

            Assert.Equal([2, outputs, .. Enumerable.Repeat(7L, axes)], y.shape);
            Assert.True(y.isfinite().all().item<bool>());
            Assert.True(x.grad!.isfinite().all().item<bool>());
            Assert.True(layer.Weight.grad!.isfinite().all().item<bool>());
            Assert.Equal(layer.Weight.shape, layer.Weight.grad!.shape);
            layer.To(ScalarType.Float64);
            var exact = layer.call(x.@double());
            Assert.True((exact - y.@double()).abs().max().item<double>() < 1e-5);
        }
    }

    /// <summary>Leaves NaN in blocks of many sizes that are free again.</summary>
    private static void Foul()
    {
        for (var size = 1; size < 400; size += 5)
        {
            using var block = torch.full([size * 16], float.NaN);
        }
    }
}

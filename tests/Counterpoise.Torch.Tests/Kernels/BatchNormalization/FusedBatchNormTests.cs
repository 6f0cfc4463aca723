using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Torch.Kernels;

public class FusedBatchNormTests
{
    private const double Tolerance = 2e-6;

    [Theory]
    [InlineData(Activation.None, 8, 7)]
    [InlineData(Activation.Relu, 16, 5)]
    [InlineData(Activation.Hardswish, 24, 9)]
    [InlineData(Activation.Hardswish, 72, 20)]
    [InlineData(Activation.Relu, 200, 3)]
    public void It_equals_the_stock_operators_in_double_precision(Activation activation, int channels, int side)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(3);
        var images = (Tensor.Randn([6, channels, side, side]) * 2) + 3;
        var weights = Tensor.Randn(images.Shape);
        var (found, expected) = (Run(images, weights, channels, activation, ScalarType.Float32),
            Run(images, weights, channels, activation, ScalarType.Float64));
        Assert.Equal("FusedBatchNorm", found.Node);
        Assert.NotEqual("FusedBatchNorm", expected.Node);
        foreach (var (name, tensor) in expected.Tensors)
        {
            Difference.IsSmall(tensor, found.Tensors[name], Tolerance, name);
        }
    }

    [Theory]
    [InlineData(12, true)]
    [InlineData(16, false)]
    public void Other_channels_and_layouts_go_to_the_stock_operators(int channels, bool channelsLast)
    {
        using var scope = torch.NewDisposeScope();
        using var layer = new BatchNorm2d(channels);
        var images = Tensor.Randn([2, channels, 3, 3]).Contiguous(channelsLast ? MemoryFormat.ChannelsLast : MemoryFormat.Contiguous)
            .WithGrad();
        CustomFunction.LastApplied = null;
        layer.Forward(images);
        Assert.Null(CustomFunction.LastApplied);
    }

    [Fact]
    public void A_channel_far_from_zero_keeps_its_variance()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(4);
        using var layer = new BatchNorm2d(8);
        var images = (Tensor.Randn([4, 8, 16, 16]) + 1000).Contiguous(MemoryFormat.ChannelsLast);
        var expected = images.Double().Variance([0, 2, 3]);
        layer.Forward(images);
        Difference.IsSmall(expected * 0.1 + 0.9, layer.RunningVariance!, 1e-5, "running variance");
    }

    private static (string? Node, Dictionary<string, Tensor> Tensors) Run(Tensor images, Tensor weights, int channels,
        Activation activation, ScalarType type)
    {
        using var layer = new BatchNorm2d(channels);
        layer.To(type);
        using (torch.no_grad())
        {
            layer.Weight!.CopyFrom(Tensor.Linspace(0.5, 1.5, channels));
            layer.Bias!.CopyFrom(Tensor.Linspace(-1, 1, channels));
        }

        var x = images.To(type).Contiguous(MemoryFormat.ChannelsLast).Detach().WithGrad();
        CustomFunction.LastApplied = null;
        var y = layer.Forward(x, activation);
        (y * weights.To(type)).Sum().Backward();
        return (CustomFunction.LastApplied, new()
        {
            ["output"] = y,
            ["input gradient"] = x.Grad!,
            ["weight gradient"] = layer.Weight!.Grad!,
            ["bias gradient"] = layer.Bias!.Grad!,
            ["running mean"] = layer.RunningMean!.Clone(),
            ["running variance"] = layer.RunningVariance!.Clone(),
        });
    }
}

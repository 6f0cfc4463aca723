using System.Diagnostics;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Bench.Engine;

/// <summary>A row for each kernel: the layer as it is, in channels_last float32, against the stock operators on the same tensors.</summary>
internal static class KernelRows
{
    internal static IReadOnlyList<KernelRow> Measure(bool quick)
    {
        var repeats = quick ? 3 : 9;
        return
        [
            Norm("kernel_batch_norm_relu_64x112", 64, 112, Activation.Relu, repeats),
            Norm("kernel_batch_norm_hardswish_480x14", 480, 14, Activation.Hardswish, repeats),
            Depthwise("kernel_depthwise_5x5_120x28", 120, 28, repeats),
            Depthwise("kernel_depthwise_5x5_672x14", 672, 14, repeats),
            Pointwise("kernel_pointwise_160_to_960x7", 160, 960, 7, repeats),
            Block("kernel_block_64x112_stride_2", 16, 64, 24, 3, 2, Activation.Relu, false, 112, repeats),
            Block("kernel_block_120x28_squeeze", 40, 120, 40, 5, 1, Activation.Relu, true, 28, repeats),
            Block("kernel_block_672x14_squeeze", 112, 672, 112, 3, 1, Activation.Hardswish, true, 14, repeats),
        ];
    }

    private static KernelRow Norm(string key, int channels, int side, Activation activation, int repeats)
    {
        using var layer = new BatchNorm2d(channels);
        return Compare(key, channels, side, repeats, x => layer.Forward(x, activation), x => Activate(StockNorm(layer, x), activation));
    }

    private static KernelRow Depthwise(string key, int channels, int side, int repeats)
    {
        using var layer = new Conv2d(channels, channels, 5, new() { Padding = 2, Groups = channels, Bias = false }).Initialize(1);
        layer.To(format: MemoryFormat.ChannelsLast);
        return Compare(key, channels, side, repeats, layer.Forward, x => StockConvolution(layer, x));
    }

    private static KernelRow Pointwise(string key, int inputs, int outputs, int side, int repeats)
    {
        using var layer = new ConvBatchNormActivation(inputs, outputs, 1, Activation.Hardswish).Initialize(1);
        layer.To(format: MemoryFormat.ChannelsLast);
        return Compare(key, inputs, side, repeats, layer.Forward, x => Stock(layer, x));
    }

    private static KernelRow Block(
        string key, int inputs, int expanded, int outputs, int kernel, int stride, Activation activation, bool squeezes, int side,
            int repeats)
    {
        using var expansion = new ConvBatchNormActivation(inputs, expanded, 1, activation).Initialize(1);
        using var depthwise = new ConvBatchNormActivation(expanded, expanded, kernel, activation, stride, expanded).Initialize(2);
        using var excitation = squeezes ? new SqueezeExcitation(expanded, expanded / 4).Initialize(3) : null;
        using var projection = new ConvBatchNormActivation(expanded, outputs, 1, Activation.None).Initialize(4);
        foreach (nn.Module? module in (nn.Module?[])[expansion, depthwise, excitation, projection])
        {
            module?.To(format: MemoryFormat.ChannelsLast);
        }

        var adds = stride == 1 && inputs == outputs;
        return Compare(
            key,
            inputs,
            side,
            repeats,
            x => InvertedResidualKernel.TryForward(x, expansion, depthwise, excitation, projection, adds)!,
            x =>
            {
                var y = Stock(depthwise, Stock(expansion, x));
                y = Stock(projection, excitation?.Forward(y) ?? y);
                return adds ? y + x : y;
            });
    }

    private static Tensor Stock(ConvBatchNormActivation layer, Tensor x)
        => Activate(StockNorm(layer.BatchNorm, StockConvolution(layer.Convolution, x)), layer.Activation);

    private static Tensor StockNorm(BatchNorm2d layer, Tensor x)
        => Functional.BatchNorm(x, layer.Weight, layer.Bias, layer.RunningMean, layer.RunningVariance, training: true);

    private static Tensor StockConvolution(Conv2d layer, Tensor x)
        => torch.nn.functional.conv2d(x, layer.Weight, null, [layer.Options.Stride, layer.Options.Stride],
            [layer.Options.Padding, layer.Options.Padding], groups: layer.Options.Groups);

    private static Tensor Activate(Tensor x, Activation activation) => activation switch
    {
        Activation.Relu => x.ReluInPlace(),
        Activation.Hardswish => x.HardSwishInPlace(),
        _ => x,
    };

    /// <summary>Forward and backward of both, in turns; medians.</summary>
    private static KernelRow Compare(string key, int channels, int side, int repeats, Func<Tensor, Tensor> ours, Func<Tensor, Tensor> stock)
    {
        using var scope = torch.NewDisposeScope();
        var images = Tensor.Randn([32, channels, side, side]).Contiguous(MemoryFormat.ChannelsLast).Detach().WithGrad();
        var gradient = ours(images).Detach().Clone();
        var (mine, theirs) = (new List<double>(), new List<double>());
        for (var i = 0; i < repeats + 2; i++)
        {
            foreach (var (layer, seconds) in new[] { (ours, mine), (stock, theirs) })
            {
                using var step = torch.NewDisposeScope();
                images.Grad = null;
                var watch = Stopwatch.StartNew();
                layer(images).Backward(gradient);
                if (i >= 2)
                {
                    seconds.Add(watch.Elapsed.TotalSeconds);
                }
            }
        }

        return new(key, Peer.Middle(mine), Peer.Middle(theirs));
    }
}

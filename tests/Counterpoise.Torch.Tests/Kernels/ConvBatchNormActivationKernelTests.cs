using Counterpoise.Numerics;
using Counterpoise.Torch;
using Counterpoise.Torch.Kernels;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Torch.Kernels;

public class ConvBatchNormActivationKernelTests
{
    [Theory]
    [InlineData(16, 40, 1, 1, 1, "FusedConvolution")]
    [InlineData(3, 16, 3, 2, 1, "FusedBatchNorm")]
    [InlineData(24, 24, 5, 1, 24, "FusedBatchNorm")]
    [InlineData(40, 40, 5, 2, 40, "FusedBatchNorm")]
    public void Training_equals_the_stock_operators_in_double_precision(int inputs, int outputs, int kernel, int stride, int groups,
        string node)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(5);
        var images = Tensor.Randn([4, inputs, 11, 11]);
        var (found, expected) = (Run(ScalarType.Float32), Run(ScalarType.Float64));
        Assert.Equal(node, found.Node);
        foreach (var (name, tensor) in expected.Tensors)
        {
            Difference.IsSmall(tensor, found.Tensors[name], 3e-6, name);
        }

        (string? Node, Dictionary<string, Tensor> Tensors) Run(ScalarType type)
        {
            using var layer = new ConvBatchNormActivation(inputs, outputs, kernel, Activation.Hardswish, stride, groups).Initialize(2);
            layer.To(type, format: MemoryFormat.ChannelsLast);
            var x = images.To(type).Contiguous(MemoryFormat.ChannelsLast).Detach().WithGrad();
            CustomFunction.LastApplied = null;
            var y = layer.Forward(x);
            (y * (Tensor.Arange(y.Count, ScalarType.Float64) * 0.3).Cos().Reshape(y.Shape).To(type)).Sum().Backward();
            var tensors = layer.NamedParameters().ToDictionary(p => p.Key, p => p.Value.Grad!);
            tensors["output"] = y;
            tensors["input gradient"] = x.Grad!;
            tensors["running variance"] = layer.BatchNorm.RunningVariance!.Clone();
            return (CustomFunction.LastApplied, tensors);
        }
    }

    [Theory]
    [InlineData(3, 16, 3, 2, false, 11, 11, "FusedConvolution")]
    [InlineData(3, 24, 3, 1, false, 2, 5, "FusedConvolution")]
    [InlineData(1, 8, 5, 2, true, 8, 13, "FusedConvolution")]
    [InlineData(1, 8, 7, 3, false, 9, 6, "FusedConvolution")]
    [InlineData(6, 16, 3, 2, true, 10, 10, "FusedConvolution")]
    [InlineData(3, 16, 5, 2, false, 11, 11, "with AVX-512 alone")]
    [InlineData(3, 12, 3, 2, false, 11, 11, null)]
    public void A_first_convolution_equals_the_stock_operators_in_double_precision(int inputs, int outputs, int kernel, int stride,
        bool same, int height, int width, string? node)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(7);
        var images = Tensor.Randn([5, inputs, height, width]);
        var (found, expected) = (Run(ScalarType.Float32), Run(ScalarType.Float64));
        Assert.Equal(node != "with AVX-512 alone" ? node : VectorPath.Is512 ? "FusedConvolution" : "FusedBatchNorm", found.Node);
        foreach (var (name, tensor) in expected.Tensors)
        {
            Difference.IsSmall(tensor, found.Tensors[name], 3e-6, name);
        }

        (string? Node, Dictionary<string, Tensor> Tensors) Run(ScalarType type)
        {
            using var layer = new ConvBatchNormActivation(inputs, outputs, kernel, Activation.Hardswish, stride, samePadding: same)
                .Initialize(2);
            layer.To(type, format: MemoryFormat.ChannelsLast);
            var x = images.To(type).Contiguous(MemoryFormat.ChannelsLast);
            CustomFunction.LastApplied = null;
            var y = layer.Forward(x);
            var last = CustomFunction.LastApplied;
            (y * (Tensor.Arange(y.Count, ScalarType.Float64) * 0.3).Cos().Reshape(y.Shape).To(type)).Sum().Backward();
            var tensors = layer.NamedParameters().ToDictionary(p => p.Key, p => p.Value.Grad!);
            tensors["output"] = y;
            tensors["running mean"] = layer.BatchNorm.RunningMean!.Clone();
            tensors["running variance"] = layer.BatchNorm.RunningVariance!.Clone();
            return (last, tensors);
        }
    }

    /// <summary>The product itself, on processors too where the layer leaves the convolution to libtorch.</summary>
    [Theory]
    [InlineData(8, 16, 3, 1, false, 9, 7)]
    [InlineData(16, 24, 3, 2, true, 8, 11)]
    [InlineData(48, 8, 3, 2, false, 11, 10)]
    [InlineData(48, 40, 3, 1, false, 1, 3)]
    [InlineData(136, 16, 3, 1, false, 5, 5)]
    [InlineData(136, 8, 3, 2, true, 7, 4)]
    [InlineData(400, 8, 1, 2, false, 7, 7)]
    public void A_convolution_of_many_channels_equals_the_stock_operators_in_double_precision(int inputs, int outputs, int kernel,
        int stride, bool same, int height, int width)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(8);
        var images = Tensor.Randn([5, inputs, height, width]);
        var (found, expected) = (Run(ScalarType.Float32), Run(ScalarType.Float64));
        foreach (var (name, tensor) in expected)
        {
            Difference.IsSmall(tensor, found[name], 1e-5, name);
        }

        Dictionary<string, Tensor> Run(ScalarType type)
        {
            using var layer = new ConvBatchNormActivation(inputs, outputs, kernel, Activation.Relu, stride, samePadding: same)
                .Initialize(2);
            layer.To(type, format: MemoryFormat.ChannelsLast);
            var x = images.To(type).Contiguous(MemoryFormat.ChannelsLast).Detach().WithGrad();
            var product = type == ScalarType.Float32 ? layer.Convolution.AsPatches(x) : null;
            var relu = BatchNormActivation.KernelOf(Activation.Relu, type);
            var y = product is null ? layer.Forward(x)
                : FusedConvolution.Apply(x, layer.Convolution.Weight, layer.BatchNorm.State, relu, product);
            (y * (Tensor.Arange(y.Count, ScalarType.Float64) * 0.3).Cos().Reshape(y.Shape).To(type)).Sum().Backward();
            var tensors = layer.NamedParameters().ToDictionary(p => p.Key, p => p.Value.Grad!);
            tensors["output"] = y;
            tensors["input gradient"] = x.Grad!;
            tensors["running variance"] = layer.BatchNorm.RunningVariance!.Clone();
            layer.Eval();
            using var guard = torch.no_grad();
            tensors["eval mode"] = product is null ? layer.Forward(x)
                : Inference.Convolution(x, layer.Convolution.Weight, layer.BatchNorm.State, relu, product);
            return tensors;
        }
    }

    [Theory]
    [InlineData(16, 40, 1, 1, 1)]
    [InlineData(16, 40, 3, 2, 1)]
    [InlineData(3, 16, 3, 2, 1)]
    [InlineData(1, 8, 7, 2, 1)]
    [InlineData(24, 24, 5, 1, 24)]
    [InlineData(4, 12, 3, 1, 1)]
    public void Eval_mode_without_gradients_equals_the_stock_operators(int inputs, int outputs, int kernel, int stride, int groups)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(6);
        using var layer = new ConvBatchNormActivation(inputs, outputs, kernel, Activation.Relu, stride, groups).Initialize(2);
        layer.To(format: MemoryFormat.ChannelsLast);
        var images = Tensor.Randn([2, inputs, 9, 9]).Contiguous(MemoryFormat.ChannelsLast);
        layer.Forward(images);
        layer.Eval();
        using var guard = torch.no_grad();
        var found = layer.Forward(images);
        layer.To(ScalarType.Float64);
        Difference.IsSmall(layer.Forward(images.Double()), found, 1e-6, "output");
    }

    [Fact]
    public void Mixed_precision_trains_in_single_precision_here()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = new ConvBatchNormActivation(16, 24, 1, Activation.Relu).Initialize(2);
        layer.To(format: MemoryFormat.ChannelsLast);
        using var autocast = Autocast.Begin();
        var y = layer.Forward(Tensor.Randn([2, 16, 4, 4]).Contiguous(MemoryFormat.ChannelsLast));
        Assert.Equal(ScalarType.Float32, y.Type);
    }
}

using System.Globalization;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Torch.Modules;

/// <summary>The layers of oracles/modules.py by name.</summary>
internal static class Cases
{
    public static nn.Module<Tensor, Tensor> Make(string name) => name switch
    {
        "linear" => new Linear(4, 3),
        "linear without bias" => new Linear(4, 3, bias: false),
        "conv1d" => new Conv1d(2, 3, 3, new() { Stride = 2, Padding = 1 }),
        "conv1d dilated" => new Conv1d(2, 2, 3, new() { Dilation = 2, Bias = false }),
        "conv1d same" => new Conv1d(2, 2, 3, new() { Stride = 2, SamePadding = true, Bias = false }),
        "conv2d" => new Conv2d(2, 3, 3, new() { Padding = 1 }),
        "conv2d strided" => new Conv2d(2, 3, 3, new() { Stride = 2, Padding = 1, Bias = false }),
        "conv2d grouped" => new Conv2d(4, 6, 3, new() { Groups = 2 }),
        "conv2d depthwise" => new Conv2d(3, 3, 5, new() { Padding = 2, Groups = 3, Bias = false }),
        "batchnorm1d train" or "batchnorm1d eval" or "batchnorm1d sequence" => new BatchNorm1d(3),
        "batchnorm2d train" => new BatchNorm2d(3, new() { Epsilon = 1e-3, Momentum = 0.01 }),
        "batchnorm2d eval after one batch" => new BatchNorm2d(3),
        "batchnorm2d cumulative" => new BatchNorm2d(2, new() { Momentum = null }),
        "batchnorm2d without affine" => new BatchNorm2d(2, new() { Affine = false }),
        "batchnorm2d without statistics" => new BatchNorm2d(2, new() { TrackRunningStatistics = false }),
        "layernorm" => new LayerNorm([6]),
        "layernorm two axes" => new LayerNorm([3, 4], 1e-3),
        "maxpool1d" => Pooling.Max1d(3, 2, 1),
        "avgpool1d" => Pooling.Average1d(2),
        "maxpool2d" => Pooling.Max2d(3, 2, 1),
        "maxpool2d ceil" => Pooling.Max2d(2, ceiling: true),
        "avgpool2d" => Pooling.Average2d(2),
        "avgpool2d padded" => Pooling.Average2d(3, 2, 1, countPadding: false),
        "adaptiveavgpool2d" => Pooling.AdaptiveAverage2d(2, 3),
        "adaptiveavgpool1d" => Pooling.AdaptiveAverage1d(2),
        "adaptivemaxpool2d" => Pooling.AdaptiveMax2d(2, 2),
        "globalaverage" => Pooling.AdaptiveAverage2d(1, 1),
        "sequential" => new Sequential(
            new Linear(4, 5), Activations.Tanh(), new Sequential(new Linear(5, 3), new BatchNorm1d(3)), Activations.Sigmoid()),
        "squeeze excitation" => new SqueezeExcitation(4, 3),
        _ when name.StartsWith("conv2d same", StringComparison.Ordinal) => Same(name.Split(' ')),
        _ when name.StartsWith("activation ", StringComparison.Ordinal) => Activation(name["activation ".Length..]),
        _ => throw new ArgumentException($"oracles/modules.py has the case '{name}', which has no layer here", nameof(name)),
    };

    /// <summary>What the script does before it measures.</summary>
    public static void Prepare(string name, nn.Module<Tensor, Tensor> layer)
    {
        switch (name)
        {
            case "batchnorm1d eval" or "batchnorm2d without statistics":
                layer.Eval();
                break;
            case "batchnorm2d eval after one batch":
                layer.Forward(Wave.Of([2, 3, 4, 4], 0.9));
                layer.Eval();
                break;
            case "batchnorm2d cumulative":
                layer.Forward(Wave.Of([2, 2, 3, 3], 0.9));
                break;
        }
    }

    private static Conv2d Same(string[] words)
    {
        var (kernel, stride) = (int.Parse(words[3], CultureInfo.InvariantCulture), int.Parse(words[4], CultureInfo.InvariantCulture));
        return new(2, 2, kernel, new() { Stride = stride, SamePadding = true, Bias = false });
    }

    private static nn.Module<Tensor, Tensor> Activation(string name) => name switch
    {
        "relu" => Activations.Relu(),
        "relu6" => Activations.Relu6(),
        "hardswish" => Activations.Hardswish(),
        "hardsigmoid" => Activations.Hardsigmoid(),
        "gelu" => Activations.Gelu(),
        "gelu tanh" => Activations.Gelu(tanh: true),
        "silu" => Activations.Silu(),
        "sigmoid" => Activations.Sigmoid(),
        "tanh" => Activations.Tanh(),
        "softmax" => Activations.Softmax(1),
        "logsoftmax" => Activations.LogSoftmax(1),
        "leakyrelu" => Activations.LeakyRelu(0.2),
        "elu" => Activations.Elu(1.5),
        "softplus" => Activations.Softplus(),
        "mish" => Activations.Mish(),
        "flatten" => Pooling.Flatten(),
        _ => throw new ArgumentException($"no activation '{name}' here", nameof(name)),
    };
}

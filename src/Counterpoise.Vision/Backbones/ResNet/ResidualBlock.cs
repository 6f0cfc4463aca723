using Counterpoise.LayerGraphs;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// A residual block: relu(F(x) + shortcut(x)). F is two 3×3 convolutions, or the bottleneck's 1×1, 3×3 and 1×1 of which the 3×3 has the
/// stride (torchvision's choice, "ResNet v1.5"); the shortcut is a 1×1 convolution with batch norm (<c>downsample</c>) where shapes differ.
/// </summary>
/// <remarks>Reference: He et al., "Deep residual learning for image recognition", CVPR 2016, arXiv:1512.03385.</remarks>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    public const int Expansion = 4;

    private readonly ConvBatchNormActivation[] _units;
    private readonly ConvBatchNormActivation? _shortcut;

    public ResidualBlock(int inputs, int channels, int stride, bool isBottleneck, BatchNormOptions batchNorm) : base(nameof(ResidualBlock))
    {
        var outputs = isBottleneck ? Expansion * channels : channels;
        _units = isBottleneck
            ?
            [
                this.AddUnit(1, inputs, channels, 1, 1, Activation.Relu, batchNorm),
                this.AddUnit(2, channels, channels, 3, stride, Activation.Relu, batchNorm),
                this.AddUnit(3, channels, outputs, 1, 1, Activation.None, batchNorm),
            ]
            :
            [
                this.AddUnit(1, inputs, channels, 3, stride, Activation.Relu, batchNorm),
                this.AddUnit(2, channels, outputs, 3, 1, Activation.None, batchNorm),
            ];
        if (stride != 1 || inputs != outputs)
        {
            _shortcut = this.AddChild("downsample", new ConvBatchNormActivation(inputs, outputs, 1, Activation.None, stride,
                batchNorm: batchNorm));
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var output = input;
        foreach (var unit in _units)
        {
            output = unit.Forward(output);
        }

        output.AddInPlace(_shortcut is null ? input : _shortcut.Forward(input));
        return scope.Keep(output.relu_());
    }

    /// <summary>Adds the block's layers to a graph.</summary>
    public int Describe(LayerGraphWriter graph, int input)
    {
        var output = _units.Aggregate(input, graph.Unit);
        var sum = graph.Add(new AdditionLayer(output, _shortcut is null ? input : graph.Unit(input, _shortcut)));
        return graph.Activation(sum, Activation.Relu);
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

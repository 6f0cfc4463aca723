using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// DenseNet's layer: batch norm, ReLU and a 1×1 convolution to four times the growth, then batch norm, ReLU and a 3×3 convolution to the
/// growth; what comes out is joined to what came in.
/// </summary>
internal sealed class DenseLayer : nn.Module<Tensor, Tensor>
{
    private const int Bottleneck = 4;
    private readonly BatchNorm2d _norm1;
    private readonly Conv2d _conv1;
    private readonly BatchNorm2d _norm2;
    private readonly Conv2d _conv2;

    public DenseLayer(int inputs, int growth, BatchNormOptions batchNorm) : base(nameof(DenseLayer))
    {
        var between = Bottleneck * growth;
        _norm1 = this.AddChild("norm1", new BatchNorm2d(inputs, batchNorm));
        _conv1 = this.AddChild("conv1", new Conv2d(inputs, between, 1, new() { Bias = false }, Initializer.KaimingNormal(inputs)));
        _norm2 = this.AddChild("norm2", new BatchNorm2d(between, batchNorm));
        _conv2 = this.AddChild("conv2", new Conv2d(between, growth, 3, new() { Padding = 1, Bias = false },
            Initializer.KaimingNormal(9 * between)));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var grown = _conv2.Forward(_norm2.Forward(_conv1.Forward(_norm1.Forward(input, Activation.Relu)), Activation.Relu));
        return scope.Keep(Tensor.Concatenate([input, grown], 1));
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// Between two dense blocks: batch norm, ReLU, a 1×1 convolution to half the channels and, where it halves, the mean of 2×2 positions.
/// </summary>
internal sealed class DenseTransition : nn.Module<Tensor, Tensor>
{
    private readonly BatchNorm2d _norm;
    private readonly Conv2d _conv;
    private readonly bool _halves;

    public DenseTransition(int inputs, bool halves, BatchNormOptions batchNorm) : base(nameof(DenseTransition))
    {
        _halves = halves;
        _norm = this.AddChild("norm", new BatchNorm2d(inputs, batchNorm));
        _conv = this.AddChild("conv", new Conv2d(inputs, inputs / 2, 1, new() { Bias = false }, Initializer.KaimingNormal(inputs)));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var maps = _conv.Forward(_norm.Forward(input, Activation.Relu));
        return scope.Keep(_halves ? torch.nn.functional.avg_pool2d(maps, 2, 2) : maps);
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

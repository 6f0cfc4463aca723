using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Episodes;

/// <summary>A residual block of two 3×3×3 convolutions with batch norm: relu(F(x) + shortcut(x)).</summary>
internal sealed class VolumeBlock : nn.Module<Tensor, Tensor>
{
    private readonly Conv3d _conv1, _conv2;
    private readonly BatchNorm3d _norm1, _norm2;
    private readonly Conv3d? _shortcut;

    public VolumeBlock(int inputs, int outputs, int stride) : base(nameof(VolumeBlock))
    {
        _conv1 = this.AddChild("conv1", new Conv3d(inputs, outputs, 3, new() { Stride = stride, Padding = 1, Bias = false },
            Initializer.KaimingNormal(27 * outputs)));
        _norm1 = this.AddChild("bn1", new BatchNorm3d(outputs));
        _conv2 = this.AddChild("conv2", new Conv3d(outputs, outputs, 3, new() { Padding = 1, Bias = false },
            Initializer.KaimingNormal(27 * outputs)));
        _norm2 = this.AddChild("bn2", new BatchNorm3d(outputs));
        _shortcut = stride == 1 && inputs == outputs ? null
            : this.AddChild("downsample", new Conv3d(inputs, outputs, 1, new() { Stride = stride, Bias = false },
                Initializer.KaimingNormal(outputs)));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var output = _norm2.Forward(_conv2.Forward(_norm1.Forward(_conv1.Forward(input), Activation.Relu)));
        return scope.Keep((output + (_shortcut is null ? input : _shortcut.Forward(input))).relu());
    }

    /// <summary>Children are named by hand: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Episodes;

/// <summary>
/// A 3-D ResNet-10: a 3×3×3 stem and four stages of one residual block, the last three of stride 2: [N, 1, D, H, W] to maps.
/// </summary>
/// <remarks>Reference: Hara, Kataoka and Satoh, CVPR 2018, arXiv:1711.09577 (3-D ResNets); widths 32, 64, 128, 256 by default.</remarks>
public sealed class VolumeEncoder : nn.Module<Tensor, Tensor>
{
    private readonly Conv3d _stem;
    private readonly BatchNorm3d _norm;
    private readonly Sequential _stages;

    /// <summary>Creates the encoder without values.</summary>
    /// <param name="width">Channels of the first stage, 1 or more; each further one has twice as many. Default 32.</param>
    public VolumeEncoder(int width = 32) : base(nameof(VolumeEncoder))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ChannelCount = 8 * width;
        _stem = this.AddChild("conv1", new Conv3d(1, width, 3, new() { Padding = 1, Bias = false }, Initializer.KaimingNormal(27 * width)));
        _norm = this.AddChild("bn1", new BatchNorm3d(width));
        _stages = this.AddChild("layers", new Sequential(Enumerable.Range(0, 4)
            .Select(i => new VolumeBlock(i == 0 ? width : width << (i - 1), width << i, i == 0 ? 1 : 2))));
    }

    /// <summary>Channels of the maps.</summary>
    public int ChannelCount { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(_stages.Forward(_norm.Forward(_stem.Forward(input), Activation.Relu)));
    }

    /// <summary>Children are named by hand: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

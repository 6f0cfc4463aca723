using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Hyperspectral;

/// <summary>
/// Two 3×3 convolutions at full resolution, two behind a stride of 2 that are enlarged back (bilinear), both joined by a 3×3 convolution,
/// and squeeze and excitation: [N, bands, H, W] to [N, width, H, W].
/// </summary>
internal sealed class MultiScaleCnn : nn.Module<Tensor, Tensor>
{
    private readonly Sequential _fine, _coarse;
    private readonly ConvBatchNormActivation _fuse;
    private readonly ChannelAttention? _attention;

    public MultiScaleCnn(HyperspectralOptions options) : base(nameof(MultiScaleCnn))
    {
        var (half, width) = (options.Width / 2, options.Width);
        _fine = this.AddChild("enc1", new Sequential(
            new ConvBatchNormActivation(options.Bands, half, 3, Activation.Relu),
                new ConvBatchNormActivation(half, half, 3, Activation.Relu)));
        _coarse = this.AddChild("enc2", new Sequential(
            new ConvBatchNormActivation(half, width, 3, Activation.Relu, stride: 2),
                new ConvBatchNormActivation(width, width, 3, Activation.Relu)));
        _fuse = this.AddChild("fuse", new ConvBatchNormActivation(half + width, width, 3, Activation.Relu));
        _attention = options.SqueezeExcitation ? this.AddChild("se", new ChannelAttention(width)) : null;
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var fine = _fine.Forward(input);
        var coarse = torch.nn.functional.interpolate(_coarse.Forward(fine), size: [input.Size(2), input.Size(3)],
            mode: torch.InterpolationMode.Bilinear, align_corners: false);
        var maps = _fuse.Forward(torch.cat([fine, coarse], 1));
        return scope.Keep(_attention is null ? maps : _attention.Forward(maps));
    }

    /// <summary>Children are named by hand: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

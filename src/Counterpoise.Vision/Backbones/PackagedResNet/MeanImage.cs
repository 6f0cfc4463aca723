using Counterpoise.LayerGraphs;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// Takes a mean image (<c>image</c>, [3, 224, 224]) off every image; for images of another size it is resized, bilinearly.
/// </summary>
internal sealed class MeanImage : nn.Module<Tensor, Tensor>
{
    private const int Side = 224;

    // The mean of the package's mean image over all planes: what a network without its weights starts with.
    private const double Level = 114.04;

    public MeanImage() : base(nameof(MeanImage)) => this.RegisterBuffer("image", [3, Side, Side], Initializer.Constant(Level));

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(input - Resized([input.Size(2), input.Size(3)]));
    }

    /// <summary>What is added to images of a size, channels fastest.</summary>
    public float[] Shift(LayerShape images)
    {
        using var scope = torch.NewDisposeScope();
        return (-Resized([images.Height, images.Width])).squeeze(0).permute(1, 2, 0).contiguous().Float().ToArray<float>();
    }

    private Tensor Resized(long[] size)
    {
        var mean = get_buffer("image")!.unsqueeze(0);
        return size is [Side, Side] ? mean
            : torch.nn.functional.interpolate(mean, size, mode: torch.InterpolationMode.Bilinear, align_corners: false);
    }

    /// <summary>The buffer is named by hand, as in a state dict.</summary>
    protected override void RegisterComponents()
    {
    }
}

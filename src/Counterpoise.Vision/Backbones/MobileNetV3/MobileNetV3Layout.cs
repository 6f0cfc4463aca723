using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>The tables of the MobileNetV3 paper.</summary>
internal sealed record MobileNetV3Layout(IReadOnlyList<InvertedResidualOptions> Blocks, int Embedding, Activation Outer, bool SamePadding,
    int StemStride)
{
    private static readonly Row[] LargeRows =
    [
        new(16, 3, 16, 16, false, false, 1),
        new(16, 3, 64, 24, false, false, 2),
        new(24, 3, 72, 24, false, false, 1),
        new(24, 5, 72, 40, true, false, 2),
        new(40, 5, 120, 40, true, false, 1),
        new(40, 5, 120, 40, true, false, 1),
        new(40, 3, 240, 80, false, true, 2),
        new(80, 3, 200, 80, false, true, 1),
        new(80, 3, 184, 80, false, true, 1),
        new(80, 3, 184, 80, false, true, 1),
        new(80, 3, 480, 112, true, true, 1),
        new(112, 3, 672, 112, true, true, 1),
        new(112, 5, 672, 160, true, true, 2),
        new(160, 5, 960, 160, true, true, 1),
        new(160, 5, 960, 160, true, true, 1),
    ];

    private static readonly Row[] SmallRows =
    [
        new(16, 3, 16, 16, true, false, 2),
        new(16, 3, 72, 24, false, false, 2),
        new(24, 3, 88, 24, false, false, 1),
        new(24, 5, 96, 40, true, true, 2),
        new(40, 5, 240, 40, true, true, 1),
        new(40, 5, 240, 40, true, true, 1),
        new(40, 5, 120, 48, true, true, 1),
        new(48, 5, 144, 48, true, true, 1),
        new(48, 5, 288, 96, true, true, 2),
        new(96, 5, 576, 96, true, true, 1),
        new(96, 5, 576, 96, true, true, 1),
    ];

    /// <summary>Table 1.</summary>
    public static MobileNetV3Layout Large(MobileNetV3Options options) => Build(LargeRows, options, 1280, Activation.Hardswish, false);

    /// <summary>Table 2.</summary>
    public static MobileNetV3Layout Small(MobileNetV3Options options) => Build(SmallRows, options, 1024, Activation.Hardswish, false);

    /// <summary>Table 1 with 3×3 kernels and ReLU throughout and without squeeze-and-excitation.</summary>
    public static MobileNetV3Layout LargeMinimalistic(MobileNetV3Options options)
        => Build([.. LargeRows.Select(r => r with { Kernel = 3, Squeeze = false, Hardswish = false })], options, 1280, Activation.Relu,
            true);

    private static MobileNetV3Layout Build(Row[] rows, MobileNetV3Options options, int embedding, Activation outer, bool samePadding)
    {
        var width = options.WidthMultiplier;
        var leftOut = 1 + rows.Count(r => r.Stride == 2) - options.Halvings;
        var kept = rows.Select((row, i) => row with { Stride = rows.Take(i + 1).Count(r => r.Stride == 2) < leftOut ? 1 : row.Stride });
        return new([.. kept.Select(r => r.At(width, samePadding))], Channels.Divisible(embedding * width), outer, samePadding,
            leftOut > 0 ? 1 : 2);
    }

    private sealed record Row(int Inputs, int Kernel, int Expanded, int Outputs, bool Squeeze, bool Hardswish, int Stride)
    {
        public InvertedResidualOptions At(double width, bool samePadding) => new()
        {
            Inputs = Channels.Divisible(Inputs * width),
            Kernel = Kernel,
            Expanded = Channels.Divisible(Expanded * width),
            Outputs = Channels.Divisible(Outputs * width),
            SqueezeExcitation = Squeeze,
            Activation = Hardswish ? Activation.Hardswish : Activation.Relu,
            Stride = Stride,
            SamePadding = samePadding,
        };
    }
}

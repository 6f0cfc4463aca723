namespace Counterpoise.Torch;

public static partial class Functional
{
    private static readonly Operator MaxPool1dOp = Operator.Aten("max_pool1d");
    private static readonly Operator MaxPool2dOp = Operator.Aten("max_pool2d");
    private static readonly Operator AvgPool1dOp = Operator.Aten("avg_pool1d");
    private static readonly Operator AvgPool2dOp = Operator.Aten("avg_pool2d");
    private static readonly Operator AdaptiveAvgPool1dOp = Operator.Aten("adaptive_avg_pool1d");
    private static readonly Operator AdaptiveAvgPool2dOp = Operator.Aten("adaptive_avg_pool2d");
    private static readonly Operator AdaptiveMaxPool2dOp = Operator.Aten("adaptive_max_pool2d");

    /// <summary>The maximum of each window: [N, C, L] → [N, C, L′].</summary>
    public static Tensor MaxPool1d(Tensor input, long kernel, long? stride = null, long padding = 0, long dilation = 1, bool ceiling = false) => MaxPool1dOp.Invoke(input, new[] { kernel }, new[] { stride ?? kernel }, new[] { padding }, new[] { dilation }, ceiling);

    /// <summary>The maximum of each window: [N, C, H, W] → [N, C, H′, W′].</summary>
    public static Tensor MaxPool2d(Tensor input, long kernel, long? stride = null, long padding = 0, long dilation = 1, bool ceiling = false) => MaxPool2dOp.Invoke(input, Two(kernel), Two(stride ?? kernel), Two(padding), Two(dilation), ceiling);

    /// <summary>The mean of each window: [N, C, L] → [N, C, L′].</summary>
    public static Tensor AvgPool1d(Tensor input, long kernel, long? stride = null, long padding = 0, bool ceiling = false, bool countPadding = true) => AvgPool1dOp.Invoke(input, new[] { kernel }, new[] { stride ?? kernel }, new[] { padding }, ceiling, countPadding);

    /// <summary>The mean of each window: [N, C, H, W] → [N, C, H′, W′].</summary>
    public static Tensor AvgPool2d(Tensor input, long kernel, long? stride = null, long padding = 0, bool ceiling = false, bool countPadding = true) => AvgPool2dOp.Invoke(input, Two(kernel), Two(stride ?? kernel), Two(padding), ceiling, countPadding);

    /// <summary>Means over windows chosen so that the result has this length.</summary>
    public static Tensor AdaptiveAvgPool1d(Tensor input, long size) => AdaptiveAvgPool1dOp.Invoke(input, new[] { size });

    /// <summary>Means over windows chosen so that the result has this size.</summary>
    public static Tensor AdaptiveAvgPool2d(Tensor input, long height, long width) => AdaptiveAvgPool2dOp.Invoke(input, new[] { height, width });

    /// <summary>Maxima over windows chosen so that the result has this size, and where they are.</summary>
    public static (Tensor Values, Tensor Indices) AdaptiveMaxPool2d(Tensor input, long height, long width) => AdaptiveMaxPool2dOp.InvokePair(input, new[] { height, width });

    private static readonly Operator UpsampleNearestOp = Operator.Aten("upsample_nearest2d", "vec");
    private static readonly Operator UpsampleBilinearOp = Operator.Aten("upsample_bilinear2d", "vec");
    private static readonly Operator UpsampleBicubicOp = Operator.Aten("upsample_bicubic2d", "vec");
    private static readonly Operator UpsampleAntialiasOp = Operator.Aten("_upsample_bilinear2d_aa", "vec");
    private static readonly Operator PadOp = Operator.Aten("pad");

    /// <summary>Images resized to a height and width: [N, C, H, W] → [N, C, height, width].</summary>
    /// <param name="input">The images.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="mode">How pixels between pixels are made.</param>
    /// <param name="alignCorners">Whether the corner pixels' centres stay in place; not for nearest and antialiased.</param>
    public static Tensor Interpolate(Tensor input, long height, long width, Interpolation mode = Interpolation.Nearest, bool alignCorners = false)
    {
        long[] size = [height, width];
        return mode switch
        {
            Interpolation.Nearest => UpsampleNearestOp.Invoke(input, size, Arg.None),
            Interpolation.Bilinear => UpsampleBilinearOp.Invoke(input, size, alignCorners, Arg.None),
            Interpolation.Bicubic => UpsampleBicubicOp.Invoke(input, size, alignCorners, Arg.None),
            Interpolation.BilinearAntialiased => UpsampleAntialiasOp.Invoke(input, size, false, Arg.None),
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Nearest, Bilinear, Bicubic or BilinearAntialiased was expected"),
        };
    }

    /// <summary>Elements added around: pairs of (before, after), the last dimension first.</summary>
    public static Tensor Pad(Tensor input, long[] sizes, PaddingMode mode = PaddingMode.Constant, double value = 0) =>
        PadOp.Invoke(input, sizes, mode switch { PaddingMode.Reflect => "reflect", PaddingMode.Replicate => "replicate", PaddingMode.Circular => "circular", _ => "constant" }, mode == PaddingMode.Constant ? value : Arg.None);
}

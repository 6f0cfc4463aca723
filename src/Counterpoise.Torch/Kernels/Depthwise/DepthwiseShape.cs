namespace Counterpoise.Torch.Kernels;

/// <summary>The sizes of a depthwise convolution of square kernels.</summary>
/// <param name="Images">N.</param>
/// <param name="Channels">C.</param>
/// <param name="Height">Rows in.</param>
/// <param name="Width">Columns in.</param>
/// <param name="Kernel">Taps along each axis, 3 or 5.</param>
/// <param name="Stride">1 or 2.</param>
/// <param name="Top">Zeros above.</param>
/// <param name="Left">Zeros before.</param>
/// <param name="OutHeight">Rows out.</param>
/// <param name="OutWidth">Columns out.</param>
internal readonly record struct DepthwiseShape(
    int Images, int Channels, int Height, int Width, int Kernel, int Stride, int Top, int Left, int OutHeight, int OutWidth)
{
    /// <summary>Channels in whole lanes.</summary>
    public int Padded => Lane.Padded(Channels);

    /// <summary>Columns of a row of inputs between its zeros.</summary>
    public int InColumns => Math.Max(Left + Width, ((OutWidth - 1) * Stride) + Kernel);

    /// <summary>Columns of a row of gradients between its zeros: a kernel's width on both sides.</summary>
    public int OutColumns => OutWidth + (2 * Kernel);
}

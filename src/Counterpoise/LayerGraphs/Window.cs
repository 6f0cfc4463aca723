namespace Counterpoise.LayerGraphs;

/// <summary>How a kernel moves over rows and columns.</summary>
/// <param name="Height">Rows of the kernel, at least 1.</param>
/// <param name="Width">Columns of the kernel, at least 1.</param>
/// <param name="StrideRows">Step down, at least 1.</param>
/// <param name="StrideColumns">Step to the right, at least 1.</param>
/// <param name="Top">Rows of padding above; what is below follows from the output's size.</param>
/// <param name="Left">Columns of padding on the left.</param>
/// <param name="DilationRows">Distance of kernel rows, at least 1.</param>
/// <param name="DilationColumns">Distance of kernel columns, at least 1.</param>
public readonly record struct Window(int Height, int Width, int StrideRows = 1, int StrideColumns = 1, int Top = 0, int Left = 0,
    int DilationRows = 1, int DilationColumns = 1)
{
    /// <summary>Number of positions of the kernel.</summary>
    public int Area => Height * Width;

    /// <summary>
    /// Padding before the first row or column so that the output has ceil(size/stride) positions; the odd one comes last, as in
    /// TensorFlow's SAME.
    /// </summary>
    /// <param name="size">Rows or columns of the input.</param>
    /// <param name="kernel">Rows or columns of the kernel.</param>
    /// <param name="stride">The step.</param>
    /// <param name="dilation">Distance of kernel rows or columns.</param>
    public static int SameBefore(int size, int kernel, int stride, int dilation = 1)
    {
        var positions = (size + stride - 1) / stride;
        return Math.Max(((positions - 1) * stride) + ((kernel - 1) * dilation) + 1 - size, 0) / 2;
    }
}

namespace Counterpoise.Vision.Features;

/// <summary>One row of numbers for each image of a data set, in the order of the data set.</summary>
/// <param name="Values">Row-major [Count, Width].</param>
/// <param name="Width">Numbers of an image.</param>
public sealed record FeatureMatrix(float[] Values, int Width)
{
    /// <summary>Number of images.</summary>
    public int Count => Width == 0 ? 0 : Values.Length / Width;

    /// <summary>The numbers of one image.</summary>
    /// <param name="row">The image, from 0.</param>
    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Width, Width);
}

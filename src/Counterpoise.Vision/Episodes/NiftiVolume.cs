namespace Counterpoise.Vision.Episodes;

/// <summary>A volume of a NIfTI file.</summary>
/// <param name="Values">Numbers after slope and intercept, the first axis fastest.</param>
/// <param name="Shape">Sizes of the axes, 1 to 7 of them, the fastest first.</param>
/// <param name="Spacing">Distance of neighbouring voxels along each axis, in the units of the file, usually mm.</param>
public sealed record NiftiVolume(float[] Values, IReadOnlyList<int> Shape, IReadOnlyList<double> Spacing)
{
    /// <summary>The value at a place of the first three axes of the first volume.</summary>
    /// <param name="x">Along the first axis.</param>
    /// <param name="y">Along the second axis.</param>
    /// <param name="z">Along the third axis.</param>
    public float this[int x, int y, int z] => Values[x + (Shape[0] * (y + (Shape[1] * z)))];
}

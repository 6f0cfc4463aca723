using Counterpoise.Randomness;

namespace Counterpoise.Vision.Episodes;

/// <summary>Simulates graded distortions of blocks of volumes, [D, H, W] with the last axis fastest and values of about 0 to 1.</summary>
public static class VolumeDistortions
{
    /// <summary>Distorts a block. O(n).</summary>
    /// <param name="block">The voxels.</param>
    /// <param name="depth">D.</param>
    /// <param name="height">H.</param>
    /// <param name="width">W.</param>
    /// <param name="kind">Which distortion.</param>
    /// <param name="grade">How strong, at least 0; 0 changes nothing, 1 is plain to see, 2 spoils the block.</param>
    /// <param name="random">Source of place, phase and noise.</param>
    /// <returns>A new block.</returns>
    public static float[] Apply(ReadOnlySpan<float> block, int depth, int height, int width, VolumeDistortion kind, double grade,
        IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegative(grade);
        if (block.Length != depth * height * width)
        {
            throw new ArgumentException($"found {block.Length} voxels; {depth}×{height}×{width} were expected", nameof(block));
        }

        var result = block.ToArray();
        if (grade == 0)
        {
            return result;
        }

        var (z0, y0, x0) = (random.NextDouble(), random.NextDouble(), random.NextDouble());
        for (var i = 0; i < result.Length; i++)
        {
            var (z, y, x) = (i / (height * width), i / width % height, i % width);
            var row = (z * height * width) + (y * width);
            result[i] = kind switch
            {
                VolumeDistortion.Warp => At(block, row, x + (
                    grade * width / 8 * Bump((double)z / depth, z0, (double)y / height, y0, (double)x / width, x0)), width),
                VolumeDistortion.Ghosting => block[i] + (float)(
                    0.25 * grade * block[(((z * height) + ((y + (int)(height * (0.25 + (0.5 * y0)))) % height)) * width) + x]),
                VolumeDistortion.Noise => Rician(block[i], 0.12 * grade, random),
                _ => block[i] * (float)Math.Exp(0.6 * grade * (Math.Cos(Math.PI * (((double)z / depth) + z0))
                    + Math.Cos(Math.PI * (((double)y / height) + y0))) / 2),
            };
        }

        return result;
    }

    private static double Bump(double z, double z0, double y, double y0, double x, double x0) =>
        Math.Exp(-(((z - z0) * (z - z0)) + ((y - y0) * (y - y0)) + ((x - x0) * (x - x0))) / 0.08);

    private static float At(ReadOnlySpan<float> block, int row, double x, int width)
    {
        var at = Math.Clamp(x, 0, width - 1);
        var low = Math.Min((int)at, width - 2);
        return width == 1 ? block[row] : (float)(block[row + low] + ((at - low) * (block[row + low + 1] - block[row + low])));
    }

    private static float Rician(float value, double deviation, IRandomSource random)
    {
        var (real, imaginary) = (value + (deviation * random.NextNormal()), deviation * random.NextNormal());
        return (float)Math.Sqrt((real * real) + (imaginary * imaginary));
    }
}

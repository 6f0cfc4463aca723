using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Augmentation;

/// <summary>
/// An affine map from target to source positions: x' = A·x + B·y + C, y' = D·x + E·y + F, between pixel centres at half numbers.
/// </summary>
internal readonly record struct AffineMap(double A, double B, double C, double D, double E, double F)
{
    /// <summary>A rotation about the middle of an image, counter-clockwise as seen, in degrees.</summary>
    public static AffineMap Rotation(double degrees, int width, int height)
    {
        var (sin, cos) = Math.SinCos(-degrees * Math.PI / 180);

        // Rounded and summed as Pillow does it: a quarter turn must have no stray 6e-17.
        (sin, cos) = (Math.Round(sin, 15), Math.Round(cos, 15));
        var (x, y) = (width / 2.0, height / 2.0);
        return new(cos, sin, (cos * -x) + (sin * -y) + x, -sin, cos, (-sin * -x) + (cos * -y) + y);
    }

    public static AffineMap ShearX(double amount) => new(1, amount, 0, 0, 1, 0);

    public static AffineMap ShearY(double amount) => new(1, 0, 0, amount, 1, 0);

    public static AffineMap Translation(double x, double y) => new(1, 0, x, 0, 1, y);

    /// <summary>
    /// Moves the pixels with bilinear interpolation, exactly as Pillow's <c>transform(AFFINE, BILINEAR)</c>; what comes from outside is
    /// black.
    /// </summary>
    public void Apply(AugmentationFrame frame)
    {
        var map = this;
        frame.Replace((source, target) =>
        {
            target.Reset(source.Width, source.Height);
            target.Pixels.Clear();
            for (var y = 0; y < target.Height; y++)
            {
                map.Line(source, y, target.Row(y));
            }
        });
    }

    private void Line(RgbImage source, int y, Span<byte> row)
    {
        var pixels = source.Pixels;
        for (var x = 0; x < row.Length / 3; x++)
        {
            var u = (A * (x + .5)) + (B * (y + .5)) + C;
            var v = (D * (x + .5)) + (E * (y + .5)) + F;
            if (!(u >= 0 && u < source.Width && v >= 0 && v < source.Height))
            {
                continue;
            }

            var (left, top) = ((int)Math.Floor(u - .5), (int)Math.Floor(v - .5));
            var (dx, dy) = (u - .5 - left, v - .5 - top);
            var (x0, x1) = (Math.Max(left, 0) * 3, Math.Min(left + 1, source.Width - 1) * 3);
            var above = pixels.Slice(Math.Max(top, 0) * source.Width * 3, source.Width * 3);
            var below = pixels.Slice(Math.Min(top + 1, source.Height - 1) * source.Width * 3, source.Width * 3);
            for (var c = 0; c < 3; c++)
            {
                var upper = above[x0 + c] + ((above[x1 + c] - above[x0 + c]) * dx);
                var lower = below[x0 + c] + ((below[x1 + c] - below[x0 + c]) * dx);
                row[(3 * x) + c] = (byte)(upper + ((lower - upper) * dy));
            }
        }
    }
}

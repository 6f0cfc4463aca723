using System.Globalization;
using Counterpoise.Vision.Images;

namespace Counterpoise.Bench.Loading;

/// <summary>JPEG files of 500×400 pixels that cost what photographs cost: smooth shades, a few edges, a little noise.</summary>
internal static class PhotoFiles
{
    private const int Width = 500;
    private const int Height = 400;

    /// <summary>Writes the files, in five class folders.</summary>
    /// <returns>The mean size of a file in bytes.</returns>
    public static double Write(string folder, int count)
    {
        var sizes = new long[count];
        Parallel.For(0, count, i =>
        {
            var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"class{i % 5}"),
                string.Create(CultureInfo.InvariantCulture, $"{i:0000}.jpg"));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var bytes = Encode(i);
            File.WriteAllBytes(path, bytes);
            sizes[i] = bytes.Length;
        });
        return sizes.Average();
    }

    /// <summary>One photograph.</summary>
    public static byte[] Encode(int seed) => ImageCodec.EncodeJpeg(Draw(seed));

    private static RgbImage Draw(int seed)
    {
        var random = new Random(seed);
        var pixels = new byte[Width * Height * 3];
        var waves = Enumerable.Range(0, 9).Select(_ => (X: random.NextDouble() * 0.06, Y: random.NextDouble() * 0.06,
            Phase: random.NextDouble() * 6.3, Size: 10 + (random.NextDouble() * 22))).ToArray();
        var (edge, slope) = (random.NextDouble() * Width, random.NextDouble() - 0.5);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var side = x > edge + (slope * y) ? 40 : 0;
                for (var channel = 0; channel < 3; channel++)
                {
                    var value = 110.0 + side + (random.NextDouble() * 12);
                    for (var w = channel; w < waves.Length; w += 3)
                    {
                        value += waves[w].Size * Math.Sin((waves[w].X * x) + (waves[w].Y * y) + waves[w].Phase);
                    }

                    pixels[(((y * Width) + x) * 3) + channel] = (byte)Math.Clamp(value, 0, 255);
                }
            }
        }

        return new RgbImage(Width, Height, pixels);
    }
}

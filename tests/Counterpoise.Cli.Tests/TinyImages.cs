using Counterpoise.Vision.Images;

namespace Counterpoise.Tests.Cli;

/// <summary>Three classes of coloured noise, 40×40 pixels, two of them rare; the same files everywhere.</summary>
internal static class TinyImages
{
    /// <summary>The classes in the order of the labels.</summary>
    public static readonly string[] Classes = ["blue", "green", "red"];

    /// <summary>A network and a training small enough for a test.</summary>
    public static readonly string[] Training = ["--size", "32", "--width", "0.35", "--architecture", "mobilenet-v3-small", "--batch-size",
        "16", "--threads", "1", "--learning-rate", "0.003", "--batch-norm-momentum", "0.1"];

    private static readonly int[] Counts = [8, 12, 40];

    /// <summary>Writes the class folders below a folder, and returns it.</summary>
    public static string Write(string folder)
    {
        for (var label = 0; label < Classes.Length; label++)
        {
            Directory.CreateDirectory(Path.Combine(folder, Classes[label]));
            for (var i = 0; i < Counts[label]; i++)
            {
                File.WriteAllBytes(Path.Combine(folder, Classes[label], $"{i:000}.png"),
                    ImageCodec.EncodePng(Image(label, (100 * label) + i)));
            }
        }

        return folder;
    }

    /// <summary>One image of a class.</summary>
    public static RgbImage Image(int label, int seed)
    {
        var pixels = new byte[40 * 40 * 3];
        var state = (uint)seed;
        for (var i = 0; i < pixels.Length; i++)
        {
            state = (state * 1664525) + 1013904223;
            pixels[i] = (byte)(((i % 3) == 2 - label ? 160 : 20) + (state >> 26));
        }

        return new RgbImage(40, 40, pixels);
    }
}

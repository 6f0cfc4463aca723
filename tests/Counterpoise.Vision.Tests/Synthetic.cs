using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests;

/// <summary>Small data sets made of noise.</summary>
internal static class Synthetic
{
    public static ImageSample Sample(int index, int label, string? group = null, DatasetSplit split = DatasetSplit.Unassigned,
        int width = 8, int height = 6)
    {
        var pixels = new byte[width * height * 3];
        new Random(index).NextBytes(pixels);
        return new(index, new PixelContent($"noise[{index}]", pixels, width, height, PixelLayout.Interleaved), label, group, split);
    }

    /// <summary>Images of noise, as many per class as given, class after class.</summary>
    public static ImageDataset Dataset(int[] counts, int width = 8, int height = 6)
    {
        var labels = counts.SelectMany((count, label) => Enumerable.Repeat(label, count));
        return new("noise", [.. counts.Select((_, i) => $"class{i}")],
            [.. labels.Select((label, i) => Sample(i, label, width: width, height: height))]);
    }
}

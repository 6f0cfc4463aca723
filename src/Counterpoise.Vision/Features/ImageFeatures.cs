using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Features;

/// <summary>Turns the images of a data set into rows of numbers: features of a fixed network, or the pixels themselves.</summary>
public static class ImageFeatures
{
    /// <summary>Computes the features of images once; those that the store keeps are read instead.</summary>
    /// <param name="dataset">The images.</param>
    /// <param name="network">The network.</param>
    /// <param name="store">Where features are kept between calls; null keeps none.</param>
    /// <param name="crop">How an image becomes a square. Default the square in the middle.</param>
    /// <param name="progress">Is told how many images are done.</param>
    /// <param name="cancellationToken">Stops between images; what was computed is kept.</param>
    /// <exception cref="UnreadableImageException">An image cannot be read.</exception>
    public static FeatureMatrix Extract(ImageDataset dataset, IFeatureNetwork network, FeatureStore? store = null,
        CropRule crop = CropRule.Center, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(network);
        var width = network.FeatureCount;
        var values = new float[checked(dataset.Count * width)];
        if (store is null)
        {
            Compute(dataset, network, crop, [.. Enumerable.Range(0, dataset.Count)], values, progress, 0, cancellationToken);
            return new(values, width);
        }

        var digests = new byte[dataset.Count][];
        Parallel.For(0, dataset.Count, new() { CancellationToken = cancellationToken },
            i => digests[i] = ImageFingerprint.DigestOf(dataset.Samples[i].Content));
        var name = $"{network.Name}-{crop.ToString().ToLowerInvariant()}";
        var missing = store.Read(name, width, digests, values);
        var done = dataset.Count - missing.Length;
        progress?.Report(done);
        foreach (var block in missing.Chunk(BlockImages))
        {
            Compute(dataset, network, crop, block, values, progress, done, cancellationToken);
            done += block.Length;
            store.Keep(name, width, [.. block.Select(i => digests[i])], Rows(values, width, block));
        }

        return new(values, width);
    }

    /// <summary>The pixels of every image at a small size, in [0, 1].</summary>
    /// <param name="dataset">The images.</param>
    /// <param name="side">Side in pixels, at least 1.</param>
    /// <param name="crop">How an image becomes a square. Default the whole image, squashed: a linear model needs no proportions.</param>
    /// <param name="cancellationToken">Stops between images.</param>
    /// <returns>3·side·side numbers an image, row after row of RGB.</returns>
    /// <exception cref="UnreadableImageException">An image cannot be read.</exception>
    public static FeatureMatrix Pixels(ImageDataset dataset, int side, CropRule crop = CropRule.Squash,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        var view = FeatureView.Pixels(side, crop);
        var values = new float[checked(dataset.Count * view.Width)];
        ForEach(dataset, view, [.. Enumerable.Range(0, dataset.Count)], values, () => { }, cancellationToken);
        return new(values, view.Width);
    }

    /// <summary>Images that are kept at once: an interrupted extraction loses at most so many.</summary>
    private const int BlockImages = 512;

    private static void Compute(ImageDataset dataset, IFeatureNetwork network, CropRule crop, int[] rows, float[] values,
        IProgress<int>? progress, int done, CancellationToken cancellationToken)
    {
        ForEach(dataset, FeatureView.Of(network, crop), rows, values, () => progress?.Report(Interlocked.Increment(ref done)),
            cancellationToken);
    }

    private static float[] Rows(float[] values, int width, int[] rows)
    {
        var selected = new float[rows.Length * width];
        for (var i = 0; i < rows.Length; i++)
        {
            values.AsSpan(rows[i] * width, width).CopyTo(selected.AsSpan(i * width));
        }

        return selected;
    }

    private static void ForEach(ImageDataset dataset, FeatureView view, int[] rows, float[] values, Action done,
        CancellationToken cancellationToken)
    {
        using var scratch = new ThreadLocal<(RgbImage Image, AugmentationFrame Frame)>(() => (new RgbImage(), new AugmentationFrame()));
        Parallel.ForEach(rows, new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var (image, frame) = scratch.Value;
            dataset.Samples[i].Content.ReadInto(image, DecodeOptions.Default);
            view.Extract(image, frame, values.AsSpan(i * view.Width, view.Width));
            done();
        });
    }
}

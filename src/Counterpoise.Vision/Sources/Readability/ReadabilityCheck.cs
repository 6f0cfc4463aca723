using System.Collections.Concurrent;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Sources;

/// <summary>What remains of a data set after every image was decoded once, and what did not.</summary>
/// <param name="Readable">The data set without the unreadable images, renumbered.</param>
/// <param name="Unreadable">The unreadable images, in the order of the original data set.</param>
/// <param name="Fingerprint">What the readable images are made of.</param>
public sealed record ReadabilityCheck(ImageDataset Readable, IReadOnlyList<UnreadableImage> Unreadable, ImageFingerprint Fingerprint)
{
    private const int MostNamed = 10;

    /// <summary>Images of 16 bits among the readable ones.</summary>
    public DeepImages Deep { get; init; } = new(0, 0);

    /// <summary>Shapes of the readable images.</summary>
    public ImageShapes Shapes { get; init; } = new(0, 0, 0);

    /// <summary>Decodes every image once, on all cores.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="policy">Whether an unreadable image is left out or ends the work.</param>
    /// <param name="options">How to decode; null means <see cref="DecodeOptions.Default"/>.</param>
    /// <param name="progress">Receives the number of images checked.</param>
    /// <param name="look">Is given each image that can be read, with its index in the data set, by several threads at once; it may not keep
    /// it.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InvalidDataException">Images cannot be read and <paramref name="policy"/> is
    /// <see cref="UnreadablePolicy.Fatal"/>.</exception>
    public static ReadabilityCheck Run(
        ImageDataset dataset, UnreadablePolicy policy = UnreadablePolicy.Skip, DecodeOptions? options = null,
            IProgress<int>? progress = null, Action<int, RgbImage>? look = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= DecodeOptions.Default;
        var digests = new byte[dataset.Count][];
        var faults = new ConcurrentDictionary<int, UnreadableImageException>();
        var findings = new ReadingFindings();
        var done = 0;
        Parallel.For(
            0,
            dataset.Count,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => new RgbImage(),
            (i, _, image) =>
            {
                try
                {
                    var content = dataset.Samples[i].Content;
                    content.ReadInto(image, options);
                    findings.Add(image);
                    digests[i] = ImageFingerprint.DigestOf(content);
                    look?.Invoke(i, image);
                }
                catch (UnreadableImageException fault)
                {
                    faults[i] = fault;
                }

                progress?.Report(Interlocked.Increment(ref done));
                return image;
            },
            _ => { });

        var unreadable = faults.OrderBy(pair => pair.Key).Select(pair => new UnreadableImage(pair.Key, pair.Value.Name, pair.Value.Reason))
            .ToArray();
        if (policy == UnreadablePolicy.Fatal && unreadable.Length > 0)
        {
            throw Fatal(unreadable, dataset.Count);
        }

        var fingerprint = new ImageFingerprint([.. digests.Where((_, i) => !faults.ContainsKey(i))]);
        return new(unreadable.Length == 0 ? dataset : dataset.Subset(Enumerable.Range(0, dataset.Count)
            .Where(i => !faults.ContainsKey(i))), unreadable, fingerprint) { Deep = findings.Deep, Shapes = findings.Shapes };
    }

    private static InvalidDataException Fatal(UnreadableImage[] images, int total)
    {
        var named = string.Concat(images.Take(MostNamed).Select(image => $"\n  {image.Name}: {image.Reason}"));
        var more = images.Length > MostNamed ? $"\n  and {images.Length - MostNamed} more" : "";
        return new($"{images.Length} of {total} images cannot be read; repair or remove them, or leave them out with "
            + $"{nameof(UnreadablePolicy)}.{nameof(UnreadablePolicy.Skip)}:{named}{more}");
    }
}

using System.Collections.Concurrent;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Sources;

/// <summary>What remains of a data set after every image was decoded once, and what did not.</summary>
/// <param name="Readable">The data set without the unreadable images, renumbered.</param>
/// <param name="Unreadable">The unreadable images, in the order of the original data set.</param>
public sealed record ReadabilityCheck(ImageDataset Readable, IReadOnlyList<UnreadableImage> Unreadable)
{
    /// <summary>Decodes every image once, on all cores.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="policy">Whether an unreadable image is left out or ends the work.</param>
    /// <param name="options">How to decode; null means <see cref="DecodeOptions.Default"/>.</param>
    /// <param name="progress">Receives the number of images checked.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UnreadableImageException">An image cannot be read and <paramref name="policy"/> is <see cref="UnreadablePolicy.Fatal"/>.</exception>
    public static ReadabilityCheck Run(
        ImageDataset dataset, UnreadablePolicy policy = UnreadablePolicy.Skip, DecodeOptions? options = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= DecodeOptions.Default;
        var faults = new ConcurrentDictionary<int, UnreadableImageException>();
        var done = 0;
        Parallel.For(
            0,
            dataset.Count,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => new RgbImage(),
            (i, state, image) =>
            {
                try
                {
                    dataset.Samples[i].Content.ReadInto(image, options);
                }
                catch (UnreadableImageException fault)
                {
                    faults[i] = fault;
                    if (policy == UnreadablePolicy.Fatal)
                    {
                        // All lower indices are still checked, so that the image named is always the first.
                        state.Break();
                    }
                }

                progress?.Report(Interlocked.Increment(ref done));
                return image;
            },
            _ => { });

        if (policy == UnreadablePolicy.Fatal && !faults.IsEmpty)
        {
            var first = faults[faults.Keys.Min()];
            throw new UnreadableImageException(first.Name, first.Reason, first);
        }

        var unreadable = faults.OrderBy(pair => pair.Key).Select(pair => new UnreadableImage(pair.Key, pair.Value.Name, pair.Value.Reason)).ToArray();
        return unreadable.Length == 0 ? new(dataset, unreadable) : new(dataset.Subset(Enumerable.Range(0, dataset.Count).Where(i => !faults.ContainsKey(i))), unreadable);
    }
}

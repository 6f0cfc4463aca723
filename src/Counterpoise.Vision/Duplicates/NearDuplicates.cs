using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Duplicates;

/// <summary>Finds images that look the same, above all those that a split has put on both sides.</summary>
public static class NearDuplicates
{
    /// <summary>Reads every image once, on all cores, and compares their hashes.</summary>
    /// <param name="dataset">The images.</param>
    /// <param name="parts">The part of each image; empty takes the parts of the source. Images without a part are compared but are in no leak.</param>
    /// <param name="options">What counts; null means the defaults.</param>
    /// <param name="progress">Receives the number of images read.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ArgumentException">The number of parts is not that of the images.</exception>
    public static NearDuplicateReport Find(
        ImageDataset dataset, IReadOnlyList<DatasetPart>? parts = null, NearDuplicateOptions? options = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= new();
        options.Validate();
        parts = parts is null or { Count: 0 } ? [.. dataset.Samples.Select(sample => sample.Part)] : parts;
        if (parts.Count != dataset.Count)
        {
            throw new ArgumentException($"{parts.Count} parts for {dataset.Count} images", nameof(parts));
        }

        var signatures = Read(dataset, progress, cancellationToken, out var unreadable);
        var readable = Enumerable.Range(0, dataset.Count).Where(i => signatures[i] is not null).ToArray();
        var hashes = Array.ConvertAll(readable, i => signatures[i]!.Hash);
        var pairs = HashIndex.Pairs(hashes, options.MaximumDistance, cancellationToken)
            .Select(pair => (First: readable[pair.First], Second: readable[pair.Second], pair.Distance))
            .Select(pair => new NearDuplicatePair(pair.First, pair.Second, pair.Distance, Difference(signatures[pair.First]!, signatures[pair.Second]!)))
            .Where(pair => pair.MeanDifference <= options.MaximumMeanDifference)
            .Take(options.MaximumPairs)
            .OrderBy(pair => pair.First).ThenBy(pair => pair.Second)
            .ToArray();
        return new(
            pairs,
            [.. pairs.Where(pair => parts[pair.First] != parts[pair.Second] && parts[pair.First] != DatasetPart.Unassigned && parts[pair.Second] != DatasetPart.Unassigned)],
            [.. pairs.Where(pair => dataset.Labels[pair.First] != dataset.Labels[pair.Second])],
            pairs.Length < options.MaximumPairs,
            unreadable);
    }

    private static Signature?[] Read(ImageDataset dataset, IProgress<int>? progress, CancellationToken cancellationToken, out UnreadableImage[] unreadable)
    {
        var signatures = new Signature?[dataset.Count];
        var faults = new UnreadableImage?[dataset.Count];
        var options = new DecodeOptions { MinimumShortSide = 64 };
        var done = 0;
        Parallel.For(
            0,
            dataset.Count,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => (Image: new RgbImage(), Hasher: new PerceptualHash()),
            (i, _, worker) =>
            {
                try
                {
                    dataset.Samples[i].Content.ReadInto(worker.Image, options);
                    signatures[i] = new(worker.Hasher.DctHash(worker.Image), worker.Hasher.Thumbnail(worker.Image));
                }
                catch (UnreadableImageException fault)
                {
                    faults[i] = new(i, fault.Name, fault.Reason);
                }

                progress?.Report(Interlocked.Increment(ref done));
                return worker;
            },
            _ => { });
        unreadable = [.. faults.OfType<UnreadableImage>()];
        return signatures;
    }

    private static double Difference(Signature a, Signature b)
    {
        var sum = 0;
        for (var i = 0; i < a.Thumbnail.Length; i++)
        {
            sum += Math.Abs(a.Thumbnail[i] - b.Thumbnail[i]);
        }

        return (double)sum / a.Thumbnail.Length;
    }

    private sealed record Signature(ulong Hash, byte[] Thumbnail);
}

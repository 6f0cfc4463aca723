using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Duplicates;

/// <summary>Finds images that look the same, above all those that a split has put on both sides.</summary>
public static class NearDuplicates
{
    /// <summary>Reads every image once, on all cores, and compares their hashes.</summary>
    /// <param name="dataset">The images.</param>
    /// <param name="splits">The split of each image; empty takes the splits of the source. Images without a split are compared but are in
    /// no leak.</param>
    /// <param name="options">What counts; null means the defaults.</param>
    /// <param name="progress">Receives the number of images read.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The pairs, as indices into the data set.</returns>
    /// <exception cref="ArgumentException">The number of splits is not that of the images.</exception>
    public static NearDuplicateReport Find(
        ImageDataset dataset, IReadOnlyList<DatasetSplit>? splits = null, NearDuplicateOptions? options = null,
            IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= new();
        options.Validate();
        splits = Splits(dataset, splits);
        var looks = new ImageLooks(dataset.Count);
        var check = ReadabilityCheck.Run(dataset, UnreadablePolicy.Skip, new DecodeOptions { MinimumShortSide = 64 }, progress, looks.Add,
            cancellationToken);
        var unreadable = check.Unreadable.Select(image => image.Index).ToHashSet();
        int[] readable = [.. Enumerable.Range(0, dataset.Count).Where(i => !unreadable.Contains(i))];
        var pairs = Pairs(looks.Taken(), check.Fingerprint, options, cancellationToken)
            .Select(pair => pair with { First = readable[pair.First], Second = readable[pair.Second] });
        return Report([.. pairs], dataset, splits, options, check.Unreadable);
    }

    /// <summary>
    /// Compares images that were looked at while they were read: for <see cref="ImageLooks.Add"/> as the look of a
    /// <see cref="ReadabilityCheck"/>.
    /// </summary>
    /// <param name="check">What was read.</param>
    /// <param name="looks">What was seen.</param>
    /// <param name="splits">The split of each readable image; empty takes the splits of the source.</param>
    /// <param name="options">What counts; null means the defaults.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The pairs, as indices into the readable images.</returns>
    /// <exception cref="ArgumentException">The number of splits is not that of the images, or the looks are not of them.</exception>
    public static NearDuplicateReport Among(ReadabilityCheck check, ImageLooks looks, IReadOnlyList<DatasetSplit>? splits = null,
        NearDuplicateOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(looks);
        options ??= new();
        options.Validate();
        splits = Splits(check.Readable, splits);
        var taken = looks.Taken();
        return taken.Length == check.Readable.Count
            ? Report([.. Pairs(taken, check.Fingerprint, options, cancellationToken)], check.Readable, splits, options, check.Unreadable)
            : throw new ArgumentException($"{taken.Length} looks for {check.Readable.Count} readable images", nameof(looks));
    }

    private static IReadOnlyList<DatasetSplit> Splits(ImageDataset dataset, IReadOnlyList<DatasetSplit>? splits)
    {
        splits = splits is null or { Count: 0 } ? [.. dataset.Samples.Select(sample => sample.Split)] : splits;
        return splits.Count == dataset.Count ? splits : throw new ArgumentException($"{splits.Count} splits for {dataset.Count} images",
            nameof(splits));
    }

    private static IEnumerable<NearDuplicatePair> Pairs(ImageLook[] looks, ImageFingerprint fingerprint, NearDuplicateOptions options,
        CancellationToken cancellationToken) =>
        HashIndex.Pairs(Array.ConvertAll(looks, look => look.Hash), options.MaximumDistance, cancellationToken)
            .Select(pair => (pair.First, pair.Second, pair.Distance, Difference: looks[pair.First].Against(looks[pair.Second])))
            .Where(pair => pair.Difference.Gray <= options.MaximumMeanDifference && pair.Difference.Color <= options.MaximumColorDifference
                && pair.Difference.Similarity >= options.MinimumSimilarity)
            .Select(pair => new NearDuplicatePair(pair.First, pair.Second, pair.Distance, pair.Difference.Gray, pair.Difference.Similarity,
                fingerprint.AreEqual(pair.First, pair.Second)))
            .Take(options.MaximumPairs);

    private static NearDuplicateReport Report(IEnumerable<NearDuplicatePair> found, ImageDataset dataset,
        IReadOnlyList<DatasetSplit> splits, NearDuplicateOptions options, IReadOnlyList<UnreadableImage> unreadable)
    {
        NearDuplicatePair[] pairs = [.. found.OrderBy(pair => pair.First).ThenBy(pair => pair.Second)];
        string? Group(int image) => dataset.Samples[image].Group;
        return new(
            pairs,
            [.. pairs.Where(pair => splits[pair.First] != splits[pair.Second] && splits[pair.First] != DatasetSplit.Unassigned
                && splits[pair.Second] != DatasetSplit.Unassigned)],
            [.. dataset.HasGroups ? pairs.Where(pair => Group(pair.First) is null || Group(pair.First) != Group(pair.Second)) : []],
            [.. pairs.Where(pair => dataset.Labels[pair.First] != dataset.Labels[pair.Second])],
            pairs.Length < options.MaximumPairs,
            unreadable);
    }
}

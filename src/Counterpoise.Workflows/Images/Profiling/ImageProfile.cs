using Counterpoise.Learning.AdaptiveContrastive;
using Counterpoise.Profiles;
using Counterpoise.Vision.Duplicates;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Workflows.Images;

/// <summary>What is known of a data set of images before anything is trained.</summary>
/// <param name="Dataset">The images that can be read.</param>
/// <param name="Classes">The classes of the images to train on: the training split where the data names one, else all.</param>
/// <param name="Splits">The splits that the data names, with images per class.</param>
/// <param name="Constants">What the adaptive rule makes of the classes.</param>
/// <param name="Duplicates">Images that look the same; null where they were not looked for.</param>
/// <param name="Unreadable">Images that cannot be read, and are counted nowhere else.</param>
public sealed record ImageProfile(ImageDataset Dataset, ClassProfile Classes, IReadOnlyDictionary<DatasetSplit, int[]> Splits,
    AdaptiveConstants Constants, NearDuplicateReport? Duplicates, IReadOnlyList<UnreadableImage> Unreadable)
{
    /// <summary>Images of 16 bits.</summary>
    public required DeepImages Deep { get; init; }

    /// <summary>Shapes of the images.</summary>
    public required ImageShapes Shapes { get; init; }

    /// <summary>Files that are not read as images.</summary>
    public IReadOnlyList<string> IgnoredFiles { get; init; } = [];

    /// <summary>Those of them that look like images.</summary>
    public IReadOnlyList<PassedOverImage> PassedOver { get; init; } = [];

    /// <summary>What to try first, and what not to.</summary>
    public IReadOnlyList<Advice> Advice { get; init; } = [];

    /// <summary>Looks at every image once.</summary>
    /// <exception cref="InputException">No image can be read, or there is one class alone.</exception>
    internal static ImageProfile Of(ImageDataset all, DecodeOptions decoding, bool duplicates, IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        var looks = new ImageLooks(all.Count);
        var check = ReadabilityCheck.Run(all, UnreadablePolicy.Skip, decoding, progress: progress, look: duplicates ? looks.Add : null,
            cancellationToken: cancellationToken);
        var dataset = check.Readable;
        if (dataset.Count == 0)
        {
            throw new InputException(UnreadableImages.Refusal(check.Unreadable, all.Count, canSkip: false));
        }

        if (dataset.ClassNames.Count == 1)
        {
            throw new InputException(ImageData.OneClass(dataset));
        }

        var splits = Enum.GetValues<DatasetSplit>().Select(split => (split, rows: dataset.IndicesOf(split))).Where(p => p.rows.Length > 0)
            .ToDictionary(p => p.split, p => dataset.CountClasses(p.rows));
        var counts = splits.GetValueOrDefault(DatasetSplit.Train) ?? dataset.CountClasses();
        var classes = ClassProfile.Of(counts, dataset.ClassNames);
        var constants = AdaptiveRule.Apply(counts, new AdaptiveContrastiveOptions { IgnoreEmptyClasses = true });
        return new(dataset, classes, splits, constants, duplicates ? NearDuplicates.Among(check, looks,
            cancellationToken: cancellationToken) : null, check.Unreadable)
        {
            Deep = check.Deep,
            Shapes = check.Shapes,
        };
    }
}

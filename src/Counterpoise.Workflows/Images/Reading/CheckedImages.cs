using Counterpoise.Vision.Duplicates;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Images;

/// <summary>Images that have all been read once: those that can be, what they are made of, and which of them look the same.</summary>
internal sealed class CheckedImages(ReadabilityCheck check, ImageLooks looks, IProgress<WorkflowEvent>? events,
    CancellationToken cancellationToken)
{
    private readonly Lazy<NearDuplicateReport> _duplicates =
        new(() => NearDuplicates.Among(check, looks, cancellationToken: cancellationToken));

    /// <summary>The images that can be read.</summary>
    public ImageDataset Dataset => check.Readable;

    /// <summary>Keeps what the images are made of beside results, or refuses other images under the same names.</summary>
    /// <param name="path">The file.</param>
    /// <param name="remedy">What to do about other images.</param>
    /// <param name="hasResults">Whether there are results beside it; else the file is written anew.</param>
    /// <exception cref="InvalidDataException">The file is of other images.</exception>
    public void KeepOrRequire(string path, string remedy, bool hasResults = true) =>
        check.Fingerprint.KeepOrRequire(path, Dataset, remedy, replace: !hasResults);

    /// <summary>Looks for images on two sides of the splits of a scenario, and tells people of them.</summary>
    /// <param name="scenario">What the splits are called; empty for the only one.</param>
    /// <param name="splits">The splits by seed.</param>
    /// <returns>What a report says of it.</returns>
    public string NoteLeaks(string scenario, IReadOnlyList<(ulong Seed, ImageSplits Splits)> splits)
    {
        var leaks = splits.Select(split => (split.Seed, Leaks: SplitLeaks.Of(split.Splits, _duplicates.Value))).ToArray();
        var worst = leaks.MaxBy(split => split.Leaks.Pairs.Count);
        var place = scenario.Length > 0 ? $"{scenario}: " : "";
        if (worst.Leaks.Describe() is not { } found)
        {
            return $"{place}Looked for copies among training, validation and test images by perceptual hashes: none found.";
        }

        var bySeed = leaks.Length > 1
            ? $" (seed {worst.Seed}; by seed {string.Join(", ", leaks.Select(split => split.Leaks.Pairs.Count))} pairs)" : "";
        events?.Report(new Note(NoteKind.Warning, $"{place}{found}{bySeed}: scores can be too good; {ImageAdvice.AgainstLeaks}")
            { IsAboutCopies = true });
        return $"{place}{found}{bySeed}. Scores can be too good by them.";
    }
}

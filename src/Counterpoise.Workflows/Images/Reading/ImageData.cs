using System.Collections.Concurrent;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Duplicates;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Sources;
using Counterpoise.Vision.Splitting;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Images;

/// <summary>Finds, checks and splits the images of a workflow, and tells what people should know of them.</summary>
/// <param name="options">Where they come from.</param>
/// <param name="events">Who is told.</param>
internal sealed class ImageData(ImageDataOptions options, IProgress<WorkflowEvent>? events)
{
    /// <summary>What people were warned of: a comparison draws its splits more than once, and under several seeds.</summary>
    private readonly ConcurrentDictionary<string, bool> _said = new(StringComparer.Ordinal);

    /// <summary>Opens the data set; no pixel is read.</summary>
    /// <param name="absent">Classes that may be named although the data lacks them, such as a model's.</param>
    public ImageDataset Find(IReadOnlyList<string>? absent = null)
    {
        var folders = options.Folders with { KeepEmptyClasses = true };
        folders.Validate();
        if ((folders.GroupFrom != ImageGroupRule.None || folders.GroupPattern is not null) && TableInputs.IsTable(options.Path))
        {
            throw new InputException(
                "--group-from and --group-pattern are for class folders and archives: a table names its groups in a column, see "
                + "--group-column");
        }

        var dataset = options.Path == ImageInputs.Excerpt ? FashionMnistExcerpt.Load()
            : ImageSource.Open(options.Path, folders, options.Manifest);
        TellHidden(dataset);
        PassedOverImages.Tell(dataset.PassedOver, events);
        foreach (var note in dataset.Notes.Where(note => _said.TryAdd(note.ToString(), true)))
        {
            events.Note($"note: {note}");
        }

        if (_said.TryAdd("names that are nearly one", true))
            SimilarNames.Warn(dataset.Name, dataset.ClassNames, dataset.CountClasses(), "images",
                "put them into one folder, or under one name,", events);
        return options.Classes is { Count: > 0 } classes
            ? dataset.SelectClasses([.. classes.Where(c => dataset.ClassNames.Contains(c) || absent?.Contains(c) != true)])
            : dataset;
    }

    /// <summary>Reads every image once; people are told of those that cannot be read, which are left out or end the work.</summary>
    /// <param name="dataset">The images.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <param name="offersFit">Whether <see cref="ImageDataOptions.Fit"/> is followed; frozen features are of the middle square.</param>
    /// <exception cref="InputException">Images cannot be read and that is fatal, or a class has no images.</exception>
    public CheckedImages Check(ImageDataset dataset, CancellationToken cancellationToken, bool offersFit = true)
    {
        RequireImages(dataset);
        var looks = new ImageLooks(dataset.Count);
        return new(Read(dataset, looks, cancellationToken, offersFit), looks, events, cancellationToken);
    }

    /// <summary>The images that can be read, as for <see cref="Check"/>, of whatever classes there are.</summary>
    public ImageDataset Readable(ImageDataset dataset, CancellationToken cancellationToken) =>
        Read(dataset, null, cancellationToken).Readable;

    /// <summary>
    /// The splits that the data names, or a stratified split (by group where images have one) drawn from the seed; people are told what it
    /// warns of.
    /// </summary>
    public ImageSplits Split(ImageDataset dataset, ulong seed)
    {
        var split = ImageSplit.Of(dataset, options.Split, seed);
        foreach (var warning in split.Warnings.Where(warning => _said.TryAdd(warning, true)))
        {
            events.Warn(warning);
        }

        return new ImageSplits(dataset, split.Train, split.Validation, split.Test, []);
    }

    /// <summary>What to say of data of one class, of which a model would always be right.</summary>
    public static string OneClass(ImageDataset dataset)
    {
        var beside = dataset.PassedOver.Count(image => image.ClassName is null);
        var loose = beside > 0 ? $"; {(beside == 1 ? "1 image lies" : $"{beside} images lie")} beside it, in no class folder" : "";
        return $"{dataset.Name} has one class alone, '{dataset.ClassNames[0]}' with {dataset.Count} images{loose}: expected two folders "
            + $"or more, one for each class, or {dataset.Name}/{dataset.ClassNames[0]} where that holds them";
    }

    private ReadabilityCheck Read(ImageDataset dataset, ImageLooks? looks, CancellationToken cancellationToken, bool offersFit = true)
    {
        var check = ReadabilityCheck.Run(dataset, UnreadablePolicy.Skip, options.Decoding,
            progress: events.Count("checked", dataset.Count), look: looks is null ? null : looks.Add, cancellationToken: cancellationToken);
        if (options.Unreadable == UnreadablePolicy.Fatal && check.Unreadable.Count > 0)
        {
            throw new InputException(UnreadableImages.Refusal(check.Unreadable, dataset.Count));
        }

        UnreadableImages.Tell(check.Unreadable, dataset.Count, events);
        if (looks is not null)
        {
            TellLosses(check, offersFit);
        }

        return check;
    }

    private static void RequireImages(ImageDataset dataset)
    {
        var counts = dataset.CountClasses();
        string[] empty = [.. dataset.ClassNames.Where((_, label) => counts[label] == 0)];
        if (empty.Length > 0)
        {
            throw new InputException(
                $"{dataset.Name}: class {string.Join(", ", empty.Select(c => $"'{c}'"))} has no images: add images, remove the folder, "
                + $"or name the other classes with --classes {string.Join(',', dataset.ClassNames.Except(empty))}");
        }

        if (dataset.ClassNames.Count == 1)
        {
            throw new InputException(OneClass(dataset));
        }
    }

    /// <summary>Tells people of what is lost of images under the options as they are, and what keeps it.</summary>
    private void TellLosses(ReadabilityCheck check, bool offersFit)
    {
        if (options.Decoding.SixteenBitDepth == 16 && check.Deep.Describe() is { } dark)
        {
            events.Warn($"{dark}: read them with --sixteen-bit-depth {check.Deep.BitsInUse}");
        }

        if (options.Fit == FitRule.Crop && check.Shapes.Describe() is { } cut)
        {
            events.Warn(offersFit ? $"{cut}: --fit pad or --fit squash shows the network all of it"
                : $"{cut}: features are of that square");
        }
    }

    /// <summary>Tells people of images that are passed over because they are hidden, which is rarely a surprise but may be.</summary>
    private void TellHidden(ImageDataset dataset)
    {
        string[] hidden = [.. dataset.IgnoredFiles.Where(file => ImageInputs.IsImage(file) && HiddenNames.IsHidden(file))];
        if (hidden.Length > 0)
        {
            events.Note($"left out: {hidden.Length} images in hidden files or folders, such as those that begin with a dot, the first: "
                + $"{hidden[0]}");
        }
    }
}

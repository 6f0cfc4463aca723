using System.Collections.Concurrent;
using System.CommandLine;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Splits;
using Counterpoise.Vision.Duplicates;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Sources;
using Counterpoise.Vision.Splitting;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Where images come from and how they are split.</summary>
internal static class ImageDataOptions
{
    /// <summary>What people were warned of: a comparison draws its splits more than once, and under several seeds.</summary>
    private static readonly ConcurrentDictionary<string, bool> Said = new(StringComparer.Ordinal);

    public static Option<string[]> Classes { get; } = new("--classes") { Description = "Take these classes alone, in this order.", AllowMultipleArgumentsPerToken = true, HelpName = "class" };

    public static Option<UnreadablePolicy> Unreadable { get; } = new("--unreadable") { Description = "What happens to images that cannot be read; either way they are named and counted.", DefaultValueFactory = _ => UnreadablePolicy.Fatal };

    public static Option<double> TestShare { get; } = new("--test-share") { Description = "Share of images for the test part, where the data names none.", DefaultValueFactory = _ => 0.2 };

    public static Option<double> ValidationShare { get; } = new("--validation-share") { Description = "Share of images for the validation part, where the data names none.", DefaultValueFactory = _ => 0.15 };

    public static Option<MissingClassAnswer?> MissingClass { get; } = new("--missing-class") { Description = "What happens when a part that is drawn lacks a class, since it has too few images: error, or warn and go on; by default an error, and a warning where groups force it." };

    /// <summary>What is read only where the data is split as it is.</summary>
    public static Option[] OfOwnSplit => [TestShare, ValidationShare, MissingClass];

    public static Option<string> PathColumn { get; } = new("--path-column") { Description = "The column of a table of images that holds their paths.", DefaultValueFactory = _ => "path" };

    public static Option<string> LabelColumn { get; } = new("--label-column") { Description = "The column of a table of images that holds their classes.", DefaultValueFactory = _ => "label" };

    public static Option<string> GroupColumn { get; } = new("--group-column") { Description = "The column of a table of images that says what must stay on one side of a split.", DefaultValueFactory = _ => "group" };

    public static Option<string> SplitColumn { get; } = new("--split-column") { Description = "The column of a table of images that holds train, val or test.", DefaultValueFactory = _ => "split" };

    public static Option<string?> ImageRoot { get; } = new("--image-root") { Description = "The folder that paths in a table of images start from; the table's own by default.", HelpName = "folder" };

    public static Option<string> PathSuffix { get; } = new("--path-suffix") { Description = "What is appended to each path in a table of images, such as .jpg.", DefaultValueFactory = _ => "" };

    /// <summary>The options of which images there are.</summary>
    public static void AddSourceTo(Command command)
    {
        HelpGroups.Add(command, "Images", Classes);
        AddTablesTo(command);
    }

    /// <summary>The options of which images there are, and of how they are split.</summary>
    public static void AddTo(Command command)
    {
        HelpGroups.Add(command, "Images", [Classes, Unreadable, .. OfOwnSplit]);
        AddTablesTo(command);
    }

    private static void AddTablesTo(Command command) => HelpGroups.Add(command, "Tables of images", PathColumn, LabelColumn, GroupColumn, SplitColumn, ImageRoot, PathSuffix);

    /// <summary>Reads every image once; people are told of those that cannot be read, which are left out or end the work.</summary>
    /// <exception cref="InputException">Images cannot be read and --unreadable is fatal, or a class has no images.</exception>
    public static CheckedImages Check(ImageDataset dataset, ParseResult parsed, CancellationToken cancellationToken)
    {
        RequireImages(dataset);
        var looks = new ImageLooks(dataset.Count);
        return new(Read(dataset, parsed, looks, cancellationToken), looks, cancellationToken);
    }

    /// <summary>The images that can be read, as for <see cref="Check"/>.</summary>
    public static ImageDataset Readable(ImageDataset dataset, ParseResult parsed, CancellationToken cancellationToken)
    {
        RequireImages(dataset);
        return Read(dataset, parsed, null, cancellationToken).Readable;
    }

    private static ReadabilityCheck Read(ImageDataset dataset, ParseResult parsed, ImageLooks? looks, CancellationToken cancellationToken)
    {
        var check = ReadabilityCheck.Run(dataset, UnreadablePolicy.Skip, progress: new CountConsole("checked", dataset.Count), look: looks is null ? null : looks.Add, cancellationToken: cancellationToken);
        TrainingConsole.Clear();
        if (parsed.GetValue(Unreadable) == UnreadablePolicy.Fatal && check.Unreadable.Count > 0)
        {
            throw new InputException(UnreadableImages.Refusal(check.Unreadable, dataset.Count));
        }

        UnreadableImages.Tell(check.Unreadable, dataset.Count);
        return check;
    }

    private static void RequireImages(ImageDataset dataset)
    {
        var counts = dataset.CountClasses();
        string[] empty = [.. dataset.ClassNames.Where((_, label) => counts[label] == 0)];
        if (empty.Length > 0)
        {
            throw new InputException($"{dataset.Name}: class {string.Join(", ", empty.Select(c => $"'{c}'"))} has no images: add images, remove the folder, or name the other classes with --classes {string.Join(',', dataset.ClassNames.Except(empty))}");
        }

        if (dataset.ClassNames.Count == 1)
        {
            Terminal.Say($"warning: {dataset.Name} has one class alone, '{dataset.ClassNames[0]}': whatever the model learns, it is always right");
        }
    }

    /// <summary>Opens a data set; no pixel is read.</summary>
    public static ImageDataset Find(string path, ParseResult parsed)
    {
        var manifest = new ImageManifestOptions
        {
            PathColumn = parsed.GetValue(PathColumn)!,
            LabelColumn = parsed.GetValue(LabelColumn)!,
            GroupColumn = parsed.GetValue(GroupColumn)!,
            SplitColumn = parsed.GetValue(SplitColumn)!,
            Root = parsed.GetValue(ImageRoot),
            PathSuffix = parsed.GetValue(PathSuffix)!,
        };
        var dataset = path == ImageInputs.Excerpt ? FashionMnistExcerpt.Load() : ImageSource.Open(path, new ImageFolderOptions { KeepEmptyClasses = true }, manifest);
        TellHidden(dataset);
        return Lists.Of(parsed.GetValue(Classes)) is { Length: > 0 } classes ? dataset.SelectClasses(classes) : dataset;
    }

    /// <summary>Whether a verb's data are images; a table whose class column is named is a table whatever its columns.</summary>
    public static bool AreImages(string path, ParseResult parsed) =>
        ImageInputs.AreImages(path, parsed.GetValue(PathColumn)!, parsed.GetValue(LabelColumn)!) && (!TableInputs.IsTable(path) || parsed.GetValue(TableOptions.Target) is null);

    /// <summary>The parts that the data names, or a stratified split (by group where images have one) drawn from the seed; people are told what it warns of.</summary>
    public static ImageParts Split(ImageDataset dataset, ParseResult parsed, ulong seed)
    {
        var split = ImageSplit.Of(dataset, new ImageSplitOptions { TestShare = parsed.GetValue(TestShare), ValidationShare = parsed.GetValue(ValidationShare), MissingClass = Policy(parsed.GetValue(MissingClass)) }, seed);
        foreach (var warning in split.Warnings.Where(warning => Said.TryAdd(warning, true)))
        {
            Terminal.Say($"warning: {warning}");
        }

        return new ImageParts(dataset, split.Train, split.Validation, split.Test, []);
    }

    private static MissingClassPolicy? Policy(MissingClassAnswer? answer) => answer switch
    {
        MissingClassAnswer.Error => MissingClassPolicy.Throw,
        MissingClassAnswer.Warn => MissingClassPolicy.Warn,
        _ => null,
    };

    /// <summary>Tells people of images that are passed over because they are hidden, which is rarely a surprise but may be.</summary>
    private static void TellHidden(ImageDataset dataset)
    {
        string[] hidden = [.. dataset.IgnoredFiles.Where(file => ImageInputs.IsImage(file) && ImageInputs.IsHidden(file))];
        if (hidden.Length > 0)
        {
            Terminal.Say($"left out: {hidden.Length} images whose file or folder begins with a dot, the first: {hidden[0]}");
        }
    }
}

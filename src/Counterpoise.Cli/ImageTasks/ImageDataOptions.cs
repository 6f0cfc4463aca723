using System.Collections.Concurrent;
using System.CommandLine;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Splits;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Duplicates;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Images;
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

    public static Option<ImageGroupRule> GroupFrom { get; } = new("--group-from") { Description = "For class folders and archives: what says which images must stay on one side of a split; folder takes the folder below the class, such as a patient's.", DefaultValueFactory = _ => ImageGroupRule.None };

    public static Option<string?> GroupPattern { get; } = new("--group-pattern") { Description = "For class folders and archives: a regular expression for file names whose first bracket is the group, such as ^(p\\d+)_.", HelpName = "regex" };

    public static Option<long> MaximumPixels { get; } = new("--maximum-pixels") { Description = "The largest image that is decoded, in pixels; larger ones cannot be read.", DefaultValueFactory = _ => DecodeOptions.Default.MaximumPixels, HelpName = "count" };

    public static Option<int> SixteenBitDepth { get; } = new("--sixteen-bit-depth") { Description = "Bits that images of 16 bits really use, 9 to 16: 12 for cameras that write 0 to 4095.", DefaultValueFactory = _ => 16, HelpName = "bits" };

    /// <summary>The options of which images there are.</summary>
    public static void AddSourceTo(Command command)
    {
        HelpGroups.Add(command, "Images", Classes, GroupFrom, GroupPattern, MaximumPixels, SixteenBitDepth);
        AddTablesTo(command);
    }

    /// <summary>The options of how images are read that are only predicted.</summary>
    public static void AddReadingTo(Command command)
    {
        HelpGroups.Add(command, "Images", MaximumPixels);
        HelpGroups.Add(command, "Tables of images", PathColumn, ImageRoot, PathSuffix);
    }

    /// <summary>How images are decoded; those of a model go by its card.</summary>
    public static DecodeOptions Decoding(ParseResult parsed)
    {
        var options = new DecodeOptions { MaximumPixels = parsed.GetValue(MaximumPixels), SixteenBitDepth = parsed.GetValue(SixteenBitDepth) };
        options.Validate();
        return options;
    }

    /// <summary>The largest image that is decoded.</summary>
    public static long MaximumPixelsOf(ParseResult parsed)
    {
        var options = new DecodeOptions { MaximumPixels = parsed.GetValue(MaximumPixels) };
        options.Validate();
        return options.MaximumPixels;
    }

    /// <summary>The columns of a table of images; those that the verb has no option for are the defaults.</summary>
    public static ImageManifestOptions Manifest(ParseResult parsed)
    {
        string Text(Option<string> option, string absent) => parsed.CommandResult.Command.Options.Contains(option) ? parsed.GetValue(option)! : absent;
        var defaults = new ImageManifestOptions();
        return new ImageManifestOptions
        {
            PathColumn = Text(PathColumn, defaults.PathColumn),
            LabelColumn = Text(LabelColumn, defaults.LabelColumn),
            GroupColumn = Text(GroupColumn, defaults.GroupColumn),
            SplitColumn = Text(SplitColumn, defaults.SplitColumn),
            Root = parsed.GetValue(ImageRoot),
            PathSuffix = Text(PathSuffix, ""),
        };
    }

    /// <summary>The options of which images there are, and of how they are split.</summary>
    public static void AddTo(Command command)
    {
        HelpGroups.Add(command, "Images", [Classes, Unreadable, .. OfOwnSplit, GroupFrom, GroupPattern, MaximumPixels, SixteenBitDepth]);
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

    /// <summary>The images that can be read, as for <see cref="Check"/>, of whatever classes there are.</summary>
    public static ImageDataset Readable(ImageDataset dataset, ParseResult parsed, CancellationToken cancellationToken)
    {
        return Read(dataset, parsed, null, cancellationToken).Readable;
    }

    private static ReadabilityCheck Read(ImageDataset dataset, ParseResult parsed, ImageLooks? looks, CancellationToken cancellationToken)
    {
        var check = ReadabilityCheck.Run(dataset, UnreadablePolicy.Skip, Decoding(parsed), progress: new CountConsole("checked", dataset.Count), look: looks is null ? null : looks.Add, cancellationToken: cancellationToken);
        TrainingConsole.Clear();
        if (parsed.GetValue(Unreadable) == UnreadablePolicy.Fatal && check.Unreadable.Count > 0)
        {
            throw new InputException(UnreadableImages.Refusal(check.Unreadable, dataset.Count));
        }

        UnreadableImages.Tell(check.Unreadable, dataset.Count);
        if (looks is not null)
        {
            TellLosses(check, parsed);
        }

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
            throw new InputException(OneClass(dataset));
        }
    }

    /// <summary>What to say of data of one class, of which a model would always be right.</summary>
    public static string OneClass(ImageDataset dataset)
    {
        var beside = dataset.PassedOver.Count(image => image.ClassName is null);
        var loose = beside > 0 ? $"; {(beside == 1 ? "1 image lies" : $"{beside} images lie")} beside it, in no class folder" : "";
        return $"{dataset.Name} has one class alone, '{dataset.ClassNames[0]}' with {dataset.Count} images{loose}: expected two folders or more, one for each class, or {dataset.Name}/{dataset.ClassNames[0]} where that holds them";
    }

    /// <summary>Tells people of what is lost of images under the options as they are, and what keeps it.</summary>
    private static void TellLosses(ReadabilityCheck check, ParseResult parsed)
    {
        if (parsed.GetValue(SixteenBitDepth) == 16 && check.Deep.Describe() is { } dark)
        {
            Terminal.Say($"warning: {dark}: read them with --sixteen-bit-depth {check.Deep.BitsInUse}");
        }

        if (parsed.GetValue(ImageOptions.Fit) == FitRule.Crop && check.Shapes.Describe() is { } cut)
        {
            Terminal.Say($"warning: {cut}: --fit pad or --fit squash shows the network all of it");
        }
    }

    /// <summary>Opens a data set; no pixel is read.</summary>
    /// <param name="path">A folder, an archive, a table, or the name of the excerpt.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="absent">Classes that may be named with --classes although the data lacks them, such as a model's.</param>
    public static ImageDataset Find(string path, ParseResult parsed, IReadOnlyList<string>? absent = null)
    {
        var folders = new ImageFolderOptions { KeepEmptyClasses = true, GroupFrom = parsed.GetValue(GroupFrom), GroupPattern = parsed.GetValue(GroupPattern) };
        folders.Validate();
        if ((folders.GroupFrom != ImageGroupRule.None || folders.GroupPattern is not null) && TableInputs.IsTable(path))
        {
            throw new InputException("--group-from and --group-pattern are for class folders and archives: a table names its groups in a column, see --group-column");
        }

        var dataset = path == ImageInputs.Excerpt ? FashionMnistExcerpt.Load() : ImageSource.Open(path, folders, Manifest(parsed));
        TellHidden(dataset);
        PassedOverImages.Tell(dataset.PassedOver);
        foreach (var note in dataset.Notes.Where(note => Said.TryAdd(note, true)))
        {
            Terminal.Say($"note: {note}");
        }

        return Lists.Of(parsed.GetValue(Classes)) is { Length: > 0 } classes
            ? dataset.SelectClasses([.. classes.Where(c => dataset.ClassNames.Contains(c) || absent?.Contains(c) != true)])
            : dataset;
    }

    /// <summary>Whether a verb's data are images; a table whose class column is named is a table whatever its columns.</summary>
    /// <exception cref="InputException">It is a table with a column of image files, and no column of their classes is known.</exception>
    public static bool AreImages(string path, ParseResult parsed)
    {
        if (TableInputs.IsTable(path) && parsed.GetValue(TableOptions.Target) is not null)
        {
            return false;
        }

        return ImageInputs.AreImages(path, parsed.GetValue(PathColumn)!, parsed.GetValue(LabelColumn)!)
            || (ImageInputs.Advice(path) is { } advice ? throw new InputException(advice) : false);
    }

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
        string[] hidden = [.. dataset.IgnoredFiles.Where(file => ImageInputs.IsImage(file) && HiddenNames.IsHidden(file))];
        if (hidden.Length > 0)
        {
            Terminal.Say($"left out: {hidden.Length} images in hidden files or folders, such as those that begin with a dot, the first: {hidden[0]}");
        }
    }
}

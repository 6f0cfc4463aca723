using System.CommandLine;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Sources;
using Counterpoise.Vision.Splitting;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Where images come from and how they are split.</summary>
internal static class ImageDataOptions
{
    public static Option<string[]> Classes { get; } = new("--classes") { Description = "Take these classes alone, in this order.", AllowMultipleArgumentsPerToken = true, HelpName = "class" };

    public static Option<UnreadablePolicy> Unreadable { get; } = new("--unreadable") { Description = "What happens to images that cannot be read; either way they are named and counted.", DefaultValueFactory = _ => UnreadablePolicy.Fatal };

    public static Option<double> TestShare { get; } = new("--test-share") { Description = "Share of images for the test part, where the data names none.", DefaultValueFactory = _ => 0.2 };

    public static Option<double> ValidationShare { get; } = new("--validation-share") { Description = "Share of images for the validation part, where the data names none.", DefaultValueFactory = _ => 0.15 };

    public static Option<string> PathColumn { get; } = new("--path-column") { Description = "The column of a table of images that holds their paths.", DefaultValueFactory = _ => "path" };

    public static Option<string> LabelColumn { get; } = new("--label-column") { Description = "The column of a table of images that holds their classes.", DefaultValueFactory = _ => "label" };

    public static Option<string> GroupColumn { get; } = new("--group-column") { Description = "The column of a table of images that says what must stay on one side of a split.", DefaultValueFactory = _ => "group" };

    public static Option<string?> ImageRoot { get; } = new("--image-root") { Description = "The folder that paths in a table of images start from; the table's own by default.", HelpName = "folder" };

    public static Option<string> PathSuffix { get; } = new("--path-suffix") { Description = "What is appended to each path in a table of images, such as .jpg.", DefaultValueFactory = _ => "" };

    public static void AddTo(Command command)
    {
        HelpGroups.Add(command, "Images", Classes, Unreadable, TestShare, ValidationShare);
        HelpGroups.Add(command, "Tables of images", PathColumn, LabelColumn, GroupColumn, ImageRoot, PathSuffix);
    }

    /// <summary>Opens a data set, checks that its images can be read, and tells people what was left out.</summary>
    public static ImageDataset Open(string path, ParseResult parsed, CancellationToken cancellationToken) => Readable(Find(path, parsed), parsed, cancellationToken);

    /// <summary>The images that can be read; people are told of the others, or the first ends the work.</summary>
    public static ImageDataset Readable(ImageDataset dataset, ParseResult parsed, CancellationToken cancellationToken)
    {
        var check = ReadabilityCheck.Run(dataset, parsed.GetValue(Unreadable), progress: new CountConsole("checked", dataset.Count), cancellationToken: cancellationToken);
        TrainingConsole.Clear();
        UnreadableImages.Tell(check.Unreadable, dataset.Count);
        return check.Readable;
    }

    /// <summary>Opens a data set; no pixel is read.</summary>
    public static ImageDataset Find(string path, ParseResult parsed)
    {
        var manifest = new ImageManifestOptions
        {
            PathColumn = parsed.GetValue(PathColumn)!,
            LabelColumn = parsed.GetValue(LabelColumn)!,
            GroupColumn = parsed.GetValue(GroupColumn)!,
            Root = parsed.GetValue(ImageRoot),
            PathSuffix = parsed.GetValue(PathSuffix)!,
        };
        var dataset = path == ImageInputs.Excerpt ? FashionMnistExcerpt.Load() : ImageSource.Open(path, manifestOptions: manifest);
        return Lists.Of(parsed.GetValue(Classes)) is { Length: > 0 } classes ? dataset.SelectClasses(classes) : dataset;
    }

    /// <summary>Whether a verb's data are images; a table whose class column is named is a table whatever its columns.</summary>
    public static bool AreImages(string path, ParseResult parsed) =>
        ImageInputs.AreImages(path, parsed.GetValue(PathColumn)!, parsed.GetValue(LabelColumn)!) && (!TableInputs.IsTable(path) || parsed.GetValue(TableOptions.Target) is null);

    /// <summary>The parts that the data names, or a stratified split (by group where images have one) drawn from the seed; people are told what it warns of.</summary>
    public static ImageParts Split(ImageDataset dataset, ParseResult parsed, ulong seed)
    {
        var split = ImageSplit.Of(dataset, new ImageSplitOptions { TestShare = parsed.GetValue(TestShare), ValidationShare = parsed.GetValue(ValidationShare) }, seed);
        foreach (var warning in split.Warnings)
        {
            Terminal.Say($"warning: {warning}");
        }

        return new ImageParts(dataset, split.Train, split.Validation, split.Test, []);
    }
}

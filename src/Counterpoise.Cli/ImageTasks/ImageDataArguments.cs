using System.CommandLine;
using System.CommandLine.Parsing;
using Counterpoise.Cli.Output;
using Counterpoise.Splits;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;
using Counterpoise.Vision.Splitting;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Where images come from and how they are split, as options of the command line.</summary>
internal static class ImageDataArguments
{
    public static Option<string[]> Classes { get; } = new("--classes") { Description = "Take these classes alone, in this order.",
        AllowMultipleArgumentsPerToken = true, HelpName = "class" };

    public static Option<UnreadablePolicy> Unreadable { get; } =
        new("--unreadable") { Description = "What happens to images that cannot be read; either way they are named and counted.",
        DefaultValueFactory = _ => UnreadablePolicy.Fatal };

    public static Option<double> TestShare => SplitArguments.TestShare;

    public static Option<double> ValidationShare { get; } =
        new("--validation-share") { Description = "Share of images for the validation split, where the data names none.",
        DefaultValueFactory = _ => 0.15 };

    public static Option<MissingClassAnswer?> MissingClass { get; } =
        new("--missing-class") { Description =
        "What happens when a split that is drawn lacks a class, since it has too few images: error, or warn and go on; by default an "
        + "error, and a warning where groups force it." };

    /// <summary>What is read only where the data is split as it is.</summary>
    public static Option[] OfOwnSplit => [TestShare, ValidationShare, MissingClass];

    public static Option<string> PathColumn { get; } = new("--path-column") { Description =
        "The column of a table of images that holds their paths.", DefaultValueFactory = _ => "path" };

    public static Option<string> LabelColumn { get; } = new("--label-column") { Description =
        "The column of a table of images that holds their classes.", DefaultValueFactory = _ => "label" };

    public static Option<string> GroupColumn { get; } = new("--group-column") { Description =
        "The column of a table of images that says what must stay on one side of a split.", DefaultValueFactory = _ => "group" };

    public static Option<string> SplitColumn { get; } = new("--split-column") { Description =
        "The column of a table of images that holds train, val or test.", DefaultValueFactory = _ => "split" };

    public static Option<string?> ImageRoot { get; } = new("--image-root") { Description =
        "The folder that paths in a table of images start from; the table's own by default.", HelpName = "folder" };

    public static Option<string> PathSuffix { get; } = new("--path-suffix") { Description =
        "What is appended to each path in a table of images, such as .jpg.", DefaultValueFactory = _ => "" };

    public static Option<ImageGroupRule> GroupFrom { get; } =
        new("--group-from") { Description =
        "For class folders and archives: what says which images must stay on one side of a split; folder takes the folder below the "
        + "class, such as a patient's.", DefaultValueFactory = _ => ImageGroupRule.None };

    public static Option<string?> GroupPattern { get; } = new("--group-pattern") { Description =
        "For class folders and archives: a regular expression for file names whose first bracket is the group, such as ^(p\\d+)_.",
        HelpName = "regex" };

    public static Option<long> MaximumPixels { get; } = new("--maximum-pixels") { Description =
        "The largest image that is decoded, in pixels; larger ones cannot be read.",
        DefaultValueFactory = _ => DecodeOptions.Default.MaximumPixels, HelpName = "count" };

    public static Option<int> SixteenBitDepth { get; } = new("--sixteen-bit-depth") { Description =
        "Bits that images of 16 bits really use, 9 to 16: 12 for cameras that write 0 to 4095.", DefaultValueFactory = _ => 16,
        HelpName = "bits" };

    /// <summary>The columns of a table of images, also while defaults are chosen, when options that were left out have no value.</summary>
    public static (string Paths, string Labels) Columns(SymbolResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var manifest = new ImageManifestOptions();
        return (result.GetValue(PathColumn) ?? manifest.PathColumn, result.GetValue(LabelColumn) ?? manifest.LabelColumn);
    }

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

    /// <summary>
    /// Where the images are and how they are read, as the command line says it; what a verb has no option for is the default.
    /// </summary>
    public static ImageDataOptions Read(ParseResult parsed, string path)
    {
        T? Given<T>(Option<T> option, T? absent) => parsed.CommandResult.Command.Options.Contains(option) ? parsed.GetValue(option)
            : absent;
        var options = new ImageDataOptions { Path = path };
        options = options with
        {
            Classes = Lists.Of(parsed.GetValue(Classes)),
            Folders = new ImageFolderOptions { GroupFrom = parsed.GetValue(GroupFrom), GroupPattern = parsed.GetValue(GroupPattern) },
            Manifest = Manifest(parsed),
            Decoding = new DecodeOptions { MaximumPixels = parsed.GetValue(MaximumPixels),
                SixteenBitDepth = parsed.GetValue(SixteenBitDepth) },
            Unreadable = Given(Unreadable, options.Unreadable),
            Split = new ImageSplitOptions { TestShare = Given(TestShare, options.Split.TestShare),
                ValidationShare = Given(ValidationShare, options.Split.ValidationShare), MissingClass = Policy(Given(MissingClass, null)) },
            Fit = Given(ImageOptions.Fit, options.Fit),
        };
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
        string Text(Option<string> option, string absent) => parsed.CommandResult.Command.Options.Contains(option)
            ? parsed.GetValue(option)! : absent;
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

    private static void AddTablesTo(Command command) => HelpGroups.Add(command, "Tables of images", PathColumn, LabelColumn, GroupColumn,
        SplitColumn, ImageRoot, PathSuffix);

    private static MissingClassPolicy? Policy(MissingClassAnswer? answer) => answer switch
    {
        MissingClassAnswer.Error => MissingClassPolicy.Throw,
        MissingClassAnswer.Warn => MissingClassPolicy.Warn,
        _ => null,
    };
}

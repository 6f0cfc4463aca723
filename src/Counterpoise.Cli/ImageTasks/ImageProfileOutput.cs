using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Messages;
using Counterpoise.Profiles;
using Counterpoise.Vision.Duplicates;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>The profile of images, as options of the command line and as tables.</summary>
internal static class ImageProfileOutput
{
    private const int MostPairs = 20;

    private static readonly Option<bool> SkipDuplicates =
        new("--no-duplicates") { Description = "For images: leave out the search for images that look the same." };

    /// <summary>Adds the options of images to the verb.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(SkipDuplicates);
        ImageDataArguments.AddSourceTo(command);
    }

    public static int Run(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var profile = ImageProfiling.Run(ImageDataArguments.Read(parsed, path), !parsed.GetValue(SkipDuplicates), new ConsoleEvents(),
            cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(Document(path, profile));
            return ExitCode.Ok;
        }

        WriteClasses(profile);
        WriteMeasures(profile);
        WritePairs(profile);
        Terminal.WriteTable("advice", ["", "what", "because"],
            profile.Advice.Select(a => new[] { a.Kind == AdviceKind.Do ? "do" : "do not", a.What, a.Evidence }));
        return ExitCode.Ok;
    }

    private static object Document(string path, ImageProfile p) => new
    {
        path,
        images = p.Dataset.Count,
        p.Classes,
        splits = p.Splits.ToDictionary(x => Name(x.Key), x => p.Dataset.ClassNames.Zip(x.Value).ToDictionary(c => c.First, c => c.Second)),
        adaptive = new { p.Constants.Sigma, p.Constants.Temperature, p.Constants.Weight, p.Constants.TemperatureClip,
            p.Constants.WeightClip, p.Constants.Warnings },
        duplicates = p.Duplicates is not { } d ? null : new
        {
            pairs = d.Pairs.Count,
            complete = d.IsComplete,
            exact = d.Pairs.Count(pair => pair.IsExact),
            acrossSplits = d.AcrossSplits.Select(pair => Document(p, pair)),
            acrossGroups = d.AcrossGroups.Select(pair => Document(p, pair)),
            labelConflicts = d.LabelConflicts.Select(pair => Document(p, pair)),
        },
        unreadable = p.Unreadable.Select(u => new { image = u.Name, reason = OptionNames.Word(u.Reason) }),
        p.IgnoredFiles,
        p.PassedOver,
        sixteenBits = p.Deep,
        shapes = p.Shapes,
        p.Advice,
    };

    private static object Document(ImageProfile p, NearDuplicatePair pair) => new { first = p.Dataset.Samples[pair.First].Name,
        second = p.Dataset.Samples[pair.Second].Name, pair.Distance, pair.MeanDifference, pair.Similarity, pair.IsExact };

    private static void WriteClasses(ImageProfile p)
    {
        var named = p.Splits.Count > 1 || !p.Splits.ContainsKey(DatasetSplit.Unassigned);
        var splits = named ? p.Splits.Keys.ToArray() : [];
        var all = p.Dataset.CountClasses();
        Terminal.WriteTable(
            $"{p.Dataset.Name}: {p.Dataset.Count} images{(named ? ", priors and effective numbers of the training split" : "")}",
                ["class", ">images", .. splits.Select(split => ">" + Name(split)), ">prior", ">1 in", ">effective number", "size"],
            p.Classes.Classes.Select(
                (c, i) => (IReadOnlyList<string>)[c.Name, Text(all[i]), .. splits.Select(split => Text(p.Splits[split][i])),
                    Text(c.Share, "0.0%"), Text(c.RatioToLargest, "0.0"), Text(c.EffectiveNumber, "0.0"), c.Count == 0 ? "absent" : c.Tiny
                        ? "tiny" : ""]));
    }

    private static void WriteMeasures(ImageProfile p)
    {
        var rows = new List<string[]>
        {
            new[] { "imbalance ratio", Text(p.Classes.ImbalanceRatio, "0.00"), "images of the largest class per image of the smallest" },
            new[] { "σ", Text(p.Constants.Sigma, "0.0000"), "standard deviation of the class frequencies; 0 is balanced" },
            new[] { "τ", Text(p.Constants.Temperature, "0.0000"),
                $"the temperature of acl; {ImageAdvice.Clip(p.Constants.TemperatureClip)}" },
            new[] { "λ", Text(p.Constants.Weight, "0.0000"), $"the contrastive weight of acl; {ImageAdvice.Clip(p.Constants.WeightClip)}" },
            new[] { "entropy", Text(p.Classes.NormalizedEntropy, "0.0000"), "over its largest value; 1 is balanced" },
            new[] { "imbalance degree", Text(p.Classes.LikelihoodRatioImbalanceDegree, "0.0000"),
                Text($"likelihood ratio; 0 is balanced, "
                    + $"{ImbalanceDegree.LargestLikelihoodRatio(p.Classes.RowCount, p.Classes.Classes.Count):0} is one class alone") },
            new[] { "unreadable", Text(p.Unreadable.Count), "images that cannot be read, and are counted nowhere else" },
            new[] { "left out", Text(p.PassedOver.Count), "files that look like images and are not read: of another format, under an "
                + "unknown name, or in no class folder" },
            new[] { "other files", Text(p.IgnoredFiles.Count - p.PassedOver.Count), "files that are no images by their names" },
            new[] { "longer than 3:2", Text(p.Shapes.Long),
                Text($"images; the square in the middle leaves {p.Shapes.ShareCut:0%} of the area of all images out") },
        };
        if (p.Duplicates is { } d)
        {
            rows.Add(["near-duplicates", Text(d.Pairs.Count), $"pairs of images that look the same, {d.Pairs.Count(pair => pair.IsExact)} "
                + $"of them copies byte by byte{(d.IsComplete ? "" : "; the search ended at that many")}"]);
            rows.Add(["across splits", Text(d.AcrossSplits.Count), "of them on two sides of the split: leaks"]);
            if (p.Dataset.HasGroups)
            {
                rows.Add(["across groups", Text(d.AcrossGroups.Count), "of them in different groups, which a split can separate"]);
            }

            rows.Add(["conflicting classes", Text(d.LabelConflicts.Count), "of them with different classes"]);
        }

        Terminal.WriteTable("measures", ["measure", ">value", "meaning"], rows);
    }

    private static void WritePairs(ImageProfile p)
    {
        if (p.Duplicates is not { } d)
        {
            return;
        }

        var pairs = new[] { ("across splits", d.AcrossSplits), ("across groups", d.AcrossGroups),
            ("conflicting classes", d.LabelConflicts) }.SelectMany(kind => kind.Item2.Select(pair => (kind.Item1, pair))).Take(MostPairs)
                .ToArray();
        if (pairs.Length > 0)
        {
            Terminal.WriteTable("pairs that look the same", ["what", "first", "second", ">bits", "copy"],
                pairs.Select(x => new[] { x.Item1, p.Dataset.Samples[x.pair.First].Name, p.Dataset.Samples[x.pair.Second].Name,
                    Text(x.pair.Distance), x.pair.IsExact ? "exact" : "" }));
        }
    }

    private static string Name(DatasetSplit split) => split == DatasetSplit.Unassigned ? "no split" : split.ToString().ToLowerInvariant();

    private static string Text(Message text) => text.ToString();

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}

using System.Text.RegularExpressions;
using Counterpoise.Comparisons;
using Counterpoise.Experiments;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Training;
using Counterpoise.Methods;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Scenarios;
using Counterpoise.Vision.Sources;
using Counterpoise.Vision.Splitting;

namespace Counterpoise.Bench.Results;

/// <summary>
/// Puts the committed cells of images under their keys: of the command on their page the key is made of each scenario, method and seed, and
/// the cell is renamed; methods of tables take their present names. Where the weights that a training began from were not kept, that stands
/// in the key in their place, so that no later training from other weights is taken for it.
/// </summary>
internal static partial class CellKeys
{
    private const string NotKept = "best.safetensors, not kept";
    private const string Fashion = "/usr/share/datasets/fashion-mnist";
    private const string Minimalistic = "mobilenet_v3_large_minimalistic.fp16.safetensors";

    public static int Run(string[] args)
    {
        if (args is not [var results, var data])
        {
            throw new ArgumentException(
                "cell-keys: expected the folder of the results and that of the data sets, such as docs/results ../shared/data");
        }

        foreach (var set in Sets(data))
        {
            if (!Directory.Exists(set.Data) && !File.Exists(set.Data))
            {
                Console.WriteLine($"{set.Folder}: left as it is, {set.Data} is not here");
                continue;
            }

            Rename(Path.Combine(results, set.Folder), set);
        }

        foreach (var path in Directory.GetFiles(results, "*.cells.json"))
        {
            File.WriteAllText(path, MethodField()
                .Replace(File.ReadAllText(path), m =>
                $"\"method\":\"{MethodVocabulary.Successor(m.Groups[1].Value) ?? m.Groups[1].Value}\""));
        }

        return 0;
    }

    private static void Rename(string folder, Set set)
    {
        var (dataset, renamed, same, kept) = (set.Open(), 0, 0, 0);
        var splits = new Dictionary<(string, long), ImageSplits>();
        foreach (var cell in new CellStore(folder).ReadAll())
        {
            var path = Path.Combine(folder, cell.ConfigHash + ".json");
            var place = (cell.Scenario, cell.Seed);
            if (!splits.TryGetValue(place, out var split))
            {
                splits[place] = split = set.Split(dataset, cell.Scenario, (ulong)cell.Seed);
            }

            var hash = Key(split, cell, set);
            var target = Path.Combine(folder, hash + ".json");
            if (hash == cell.ConfigHash)
            {
                kept++;
                continue;
            }

            if (new CellStore(folder).Find(hash) is { } other)
            {
                RequireSame(cell, other);
                same++;
            }
            else
            {
                File.WriteAllText(target, File.ReadAllText(path).Replace(cell.ConfigHash, hash, StringComparison.Ordinal));
                renamed++;
            }

            File.Delete(path);
        }

        Console.WriteLine($"{set.Folder}: {renamed} renamed, {same} were the same cell under another name, {kept} had their key");
    }

    [GeneratedRegex("\"method\":\"([^\"]+)\"")]
    private static partial Regex MethodField();

    /// <summary>What has one key must have been one result.</summary>
    private static void RequireSame(ComparisonCell cell, ComparisonCell other)
    {
        if (cell.Metrics.Count != other.Metrics.Count
            || cell.Metrics.Any(m => !m.Value.Equals(other.Metrics.GetValueOrDefault(m.Key, double.NaN))))
        {
            throw new InvalidDataException(
                $"{cell.Method} and {other.Method} have one key in {cell.Scenario} seed {cell.Seed}, and other metrics");
        }
    }

    private static string Key(ImageSplits splits, ComparisonCell cell, Set set)
    {
        var settings = ImageExperiment.Key(splits, Method.Named(cell.Method), set.Options, (ulong)cell.Seed, cell.Scenario).Settings;
        return set.Options.Pretrained is not null ? ConfigHash.Of(settings)
            : ConfigHash.Of(settings.Select(s => s.Key == "pretrained" ? KeyValuePair.Create(s.Key, NotKept) : s));
    }

    private static IEnumerable<Set> Sets(string data)
    {
        var fashion = new ImageExperimentOptions
        {
            ImageSize = 32,
            BatchNormMomentum = 0.1,
            Training = new TrainerOptions { TiesByLoss = false, NormBatches = 0, Epochs = 50, LearningRate = 1e-3 },
        };
        string[] five = ["T-shirt/top", "Pullover", "Dress", "Coat", "Shirt"];
        yield return Drawn("fashion-mnist/cells", Fashion, five, fashion, new ScenarioOptions());
        yield return Drawn("fashion-mnist/longer", Fashion, five, fashion with { Training = fashion.Training with { Epochs = 150 } },
            new ScenarioOptions());
        yield return Drawn("fashion-mnist/post-hoc", Fashion, five, fashion, new ScenarioOptions());
        yield return Drawn("fashion-mnist-long-tail/cells", Fashion, ["Shirt", "Coat", "Dress", "Pullover", "T-shirt/top"], fashion,
            new ScenarioOptions { TrainCount = 1500 });
        yield return Drawn("fashion-mnist-two-classes/cells", Fashion, ["Shirt", "T-shirt/top"], fashion,
            new ScenarioOptions { TrainCount = 1500 });

        var photographs = new ImageExperimentOptions
        {
            Architecture = "mobilenet-v3-large-minimalistic",
            Pretrained = Path.Combine(data, "backbones", Minimalistic),
            ImageSize = 96,
            BatchNormMomentum = 0.1,
            Training = new TrainerOptions { TiesByLoss = false, NormBatches = 0, Epochs = 40, BatchSize = 32, LearningRate = 5e-4 },
        };
        var sizes = new ScenarioOptions { TrainCount = 300, ValidationCount = 80, TestCount = 112 };
        yield return Drawn("natural-disasters/cells", Path.Combine(data, "natural-disasters"),
            ["cyclone", "flood", "wildfire", "earthquake"], photographs, sizes);

        var lesions = photographs with { Training = new TrainerOptions { TiesByLoss = false, NormBatches = 0, Epochs = 15,
            LearningRate = 5e-4 } };
        foreach (var cells in new[] { "ham10000/cells", "ham10000/post-hoc" })
        {
            yield return Lesions(cells, Path.Combine(data, "ham10000"), lesions);
        }
    }

    private static Set Drawn(string folder, string data, string[] classes, ImageExperimentOptions options, ScenarioOptions sizes) =>
        new(folder, data, options, () => ImageSource.Open(data).SelectClasses(classes), (dataset, scenario, seed) =>
        {
            var distribution = ClassDistribution.Paper.FirstOrDefault(d => d.Name == scenario)
                ?? ClassDistribution.Exponential(
                    classes.Length, double.Parse(scenario.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));
            var split = ScenarioBuilder.Build(dataset, distribution, sizes, seed);
            return new ImageSplits(dataset, split.Train, split.Validation, split.Test, split.LargeTest);
        });

    private static Set Lesions(string folder, string data, ImageExperimentOptions options)
    {
        var table = Path.Combine(data, "metadata.csv");
        var columns = new ImageManifestOptions
        {
            PathColumn = "image_id",
            LabelColumn = "dx",
            GroupColumn = "lesion_id",
            PathSuffix = ".jpg",
            Root = Path.Combine(data, "images"),
        };
        return new(folder, table, options, () => ImageSource.Open(table, null, columns), (dataset, _, seed) =>
        {
            var split = ImageSplit.Of(dataset, new ImageSplitOptions(), seed);
            return new ImageSplits(dataset, split.Train, split.Validation, split.Test, []);
        });
    }

    /// <summary>A folder of cells, and what they were made of.</summary>
    private sealed record Set(
        string Folder, string Data, ImageExperimentOptions Options, Func<ImageDataset> Open, Func<ImageDataset, string, ulong,
        ImageSplits> Split);
}

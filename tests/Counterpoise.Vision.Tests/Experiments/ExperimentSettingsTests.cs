using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Experiments;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Training;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Mixing;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Plans;
using Counterpoise.Vision.Scenarios;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Experiments;

public class ExperimentSettingsTests
{
    private static readonly ImageExperimentOptions Options = new()
    {
        Architecture = "mobilenet-v3-small",
        WidthMultiplier = 0.25,
        ImageSize = 32,
        Training = new TrainerOptions { Epochs = 1, WarmUpEpochs = 0, BatchSize = 6 },
    };

    public static TheoryData<string> Changes => ["seed", "method", "method option", "architecture", "width", "dropout", "momentum",
        "embedding", "size", "augmentation", "rotation", "blur", "pretrained", "epochs", "views", "watched", "split", "names", "scenario",
        "mixing", "processes"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void Whatever_changes_the_result_changes_the_settings(string change)
    {
        using var folder = new TemporaryFolder();
        var weights = Path.Combine(folder.Path, "best.safetensors");
        File.WriteAllText(weights, "one");
        var acl = Method.Named("acl");
        var before = Settings(Splits(), acl, Options with { Pretrained = weights }, 1, "a");
        if (change == "pretrained")
        {
            File.WriteAllText(weights, "another under the same name");
        }

        var options = Options with { Pretrained = weights };
        var after = change switch
        {
            "seed" => Settings(Splits(), acl, options, 2, "a"),
            "method" => Settings(Splits(), Method.Named("ce"), options, 1, "a"),
            "method option" => Settings(Splits(), acl with { Options =
                acl.Options with { Adaptive = new() { InitialTemperature = 0.07 } } }, options, 1, "a"),
            "architecture" => Settings(Splits(), acl, options with { Architecture = "mobilenet-v3-large" }, 1, "a"),
            "width" => Settings(Splits(), acl, options with { WidthMultiplier = 0.5 }, 1, "a"),
            "dropout" => Settings(Splits(), acl, options with { Dropout = 0.1 }, 1, "a"),
            "momentum" => Settings(Splits(), acl, options with { BatchNormMomentum = 0.1 }, 1, "a"),
            "embedding" => Settings(Splits(), acl, options with { EmbeddingLayer = EmbeddingLayer.Pooled }, 1, "a"),
            "size" => Settings(Splits(), acl, options with { ImageSize = 48 }, 1, "a"),
            "augmentation" => Settings(Splits(), acl, options with { Augmentation = AugmentationPreset.Strong }, 1, "a"),
            "rotation" => Settings(Splits(), acl, options with { RotationDegrees = 15 }, 1, "a"),
            "blur" => Settings(Splits(), acl, options with { Blur = 0.5 }, 1, "a"),
            "epochs" => Settings(Splits(), acl, options with { Training = options.Training with { Epochs = 2 } }, 1, "a"),
            "views" => Settings(Splits(), acl, options with { Training = options.Training with { Views = 1 } }, 1, "a"),
            "watched" => Settings(Splits(), acl, options with { Training = options.Training with { WatchedMetric = "mcc" } }, 1, "a"),
            "split" => Settings(Splits() with { Train = [0, 1, 2, 6, 7, 9] }, acl, options, 1, "a"),
            "names" => Settings(Splits(renamed: true), acl, options, 1, "a"),
            "scenario" => Settings(Splits(), acl, options, 1, "b"),
            "processes" => ImageExperiment.Settings(Splits(), acl, options, 1, "a", processes: 2),
            "mixing" => Settings(Splits(), acl, options with { Mixing = new() { MixupAlpha = 0.2 } }, 1, "a"),
            _ => Settings(Splits(), acl, options, 1, "a"),
        };
        Assert.Contains(before.Keys.Union(after.Keys), key => before.GetValueOrDefault(key) != after.GetValueOrDefault(key));
    }

    [Fact]
    public void What_does_not_change_the_result_leaves_the_settings_alone()
    {
        var acl = Method.Named("acl");
        var other = Options with { CacheBytes = 0, LoaderThreads = 3, Training = Options.Training with { CheckpointSteps = 7, Seed = 9 } };
        Assert.Equal(Settings(Splits(), acl, Options, 1, "a"),
            Settings(Splits(), acl with { Description = "in other words" }, other, 1, "a"));
    }

    [Fact]
    public void Settings_are_the_same_whatever_the_hosts_culture()
    {
        var method = Method.Named("acl");
        method = method with { Options = method.Options with { Adaptive = method.Options.Adaptive with { InitialWeight = 0.55 },
            SecondStage = new() { LearningRate = 0.5 } } };
        var options = Options with { Mixing = new() { MixupAlpha = 0.2 } };
        var expected = Settings(Splits(), method, options, 1, "a");
        var before = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            other.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = other;
            Assert.Equal(expected, Settings(Splits(), method, options, 1, "a"));
            Assert.Equal(",", CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("la+supmin")]
    [InlineData("ce+supproto")]
    public void A_method_of_own_views_is_refused_where_there_is_one_view(string method)
    {
        var options = Options with { Training = Options.Training with { Views = 1 } };
        Assert.Contains("own other view", Assert.Throws<ArgumentException>(() => ImageExperiment.Check(Method.Named(method), options))
            .Message);
        ImageExperiment.Check(Method.Named("la+supcon"), options);
    }

    [Fact]
    public void Data_sets_are_told_apart_by_name_classes_and_file_names()
    {
        var data = Splits().Dataset;
        string[] hashes = [.. new[] { data, Splits(renamed: true).Dataset, new ImageDataset("other", data.ClassNames, data.Samples),
            new ImageDataset(data.Name, ["x", "y"], data.Samples) }.Select(ImageExperiment.DataHash)];
        Assert.Equal(4, hashes.Distinct().Count());
        Assert.Equal(hashes[0], ImageExperiment.DataHash(Splits().Dataset));
    }

    [Theory]
    [InlineData("ce", "bf9484a3f1869e6d378fbce16571ad6b")]
    [InlineData("acl", "055eaf23335cf8cb82ab80a0f6e65d2d")]
    [InlineData("la+bcl", "4c3642a4b6df95e8ffd910064af571f2")]
    public void The_hash_under_which_cells_are_kept_stays_what_it_was(string method, string hash) =>
        Assert.Equal(hash, ConfigHash.Of(Settings(Splits(), Method.Named(method), Options with { WholeInPrediction = false,
            Training = Options.Training with { NormBatches = 0, TiesByLoss = false } }, 1, "a")));

    [Theory]
    [InlineData("ce", "66eba6728e93786035591f00fb0a76cb")]
    [InlineData("wce", "6062e876fe10b164a2b3e411b4678b42")]
    [InlineData("la", "9a9d870ee59b15bb875b22b8f4879b56")]
    [InlineData("ce+supcon", "72bbc07500eb8002c5ea07bbd31036e4")]
    [InlineData("wce+supcon", "0e13a03403b76c4500cb496c3083b8f6")]
    [InlineData("acl", "0e81f36ae712bf2711b155148b62b996")]
    public void Cells_of_the_first_results_on_fashion_mnist_are_found_again(string method, string hash)
    {
        const string Folder = "/usr/share/datasets/fashion-mnist";
        Assert.SkipUnless(Directory.Exists(Folder), "needs Fashion-MNIST (Debian: dataset-fashion-mnist)");
        var dataset = ImageSource.Open(Folder).SelectClasses("T-shirt/top", "Pullover", "Dress", "Coat", "Shirt");
        var split = ScenarioBuilder.Build(dataset, ClassDistribution.Paper[0], new ScenarioOptions(), 0);
        var options = new ImageExperimentOptions { ImageSize = 32, WholeInPrediction = false, BatchNormMomentum = 0.1,
            Training = new TrainerOptions { LearningRate = 1e-3, TiesByLoss = false } };
        Assert.Equal(hash, ConfigHash.Of(Settings(new ImageSplits(dataset, split.Train, split.Validation, split.Test, split.LargeTest),
            Method.Named(method), options, 0, "S1")));
    }

    public static TheoryData<Type> Records => [typeof(TrainerOptions), typeof(AugmentationOptions), typeof(ImageExperimentOptions),
        typeof(ImageMixing)];

    [Theory]
    [MemberData(nameof(Records))]
    public void Every_option_stands_in_the_settings_but_those_without_effect(Type record)
    {
        string[] without = ["Seed", "CheckpointSteps", "MaximumPixels", "CacheBytes", "Thumbnails", "LoaderThreads"];
        // These stand in the settings through others: a training or an augmentation as a whole.
        string[] whole = ["NetworkOptions", "Training", "Mixing", "Augmentation", "HorizontalFlips", "VerticalFlips", "RotationDegrees",
            "Blur", "ImageSize", "AugmentationSettings", "WholeInPrediction"];
        var elsewhere = Options with
        {
            AugmentationSettings = new Dictionary<string, string> { ["quarter-turns"] = "0.5", ["brightness"] = "0.1" },
            Fit = FitRule.Pad, SixteenBitDepth = 12, Mixing = new() { MixupAlpha = 0.2 },
                Training = Options.Training with { Device = new Device(DeviceType.CUDA, 0), NormBatches = 4 },
        };
        var names = Settings(Splits(), Method.Named("ce"), elsewhere, 1, "a").Keys
            .Select(key => key[(key.LastIndexOf('.') + 1)..].Replace("_", "", StringComparison.Ordinal).ToUpperInvariant()).ToHashSet();
        var missing = record.GetProperties().Where(p => p.SetMethod is { IsPublic: true }).Select(p => p.Name)
            .Where(name => !without.Contains(name) && (record != typeof(ImageExperimentOptions) || !whole.Contains(name))
                && !names.Contains(name.ToUpperInvariant()));
        Assert.Empty(missing);
    }

    [Fact]
    public void Methods_that_come_to_the_same_on_balanced_images_are_one_cell()
    {
        var balanced = Splits() with { Train = [0, 1, 2, 6, 7, 9] };
        string Hash(ImageSplits splits, string method) => ImageExperiment.Key(splits, Method.Named(method), Options, 1, "a").Hash;
        Assert.Equal(Hash(balanced, "wce+supcon"), Hash(balanced, "acl"));
        Assert.Equal(Hash(balanced, "ce"), Hash(balanced, "wce"));
        Assert.NotEqual(Hash(Splits(), "wce+supcon"), Hash(Splits(), "acl"));
        Assert.NotEqual(Hash(balanced, "ce"), Hash(balanced, "la"));
    }

    [Fact]
    public void One_training_gives_the_cells_of_its_decisions_and_second_stages_as_trainings_of_their_own_do()
    {
        string[] names = ["crt", "ce", "threshold", "post-hoc-la", "tau-norm"];
        Method[] methods = [.. names.Select(Method.Named)];
        var trainings = 0;
        var plan = new ImagePlan([("a", _ => Splits())], methods, [1], Options) { Progress = (_, _) => { trainings++; return null; } };
        var fit = Assert.Single(plan.Create());
        var cells = new ExperimentRunner().Run([fit]);
        Assert.Equal(1, trainings);
        Assert.Equal(names, cells.Select(c => c.Method));
        foreach (var (method, cell) in methods.Zip(cells))
        {
            var alone = ImageExperiment.Run(Splits(), method, Options, 1, "a");
            using var classifier = alone.Classifier;
            Assert.Equal(alone.Cell.ConfigHash, cell.ConfigHash);
            Assert.Equal(alone.Cell.Metrics, cell.Metrics);
            Assert.Equal(alone.Cell.Notes, cell.Notes);
        }

        Assert.Equal(cells[1].Metrics["tuned_macro_f1"], cells[2].Metrics["macro_f1"]);
        Assert.Throws<ArgumentException>(() => ImageExperiment.RunAll(Splits(), [Method.Named("ce"), Method.Named("la")], Options, 1));
    }

    [Theory]
    [InlineData("acl", EmbeddingLayer.Pooled)]
    [InlineData("la+bcl", EmbeddingLayer.Penultimate)]
    [InlineData("la+kcl", EmbeddingLayer.Penultimate)]
    [InlineData("la+tsc", EmbeddingLayer.Penultimate)]
    [InlineData("paco", EmbeddingLayer.Pooled)]
    [InlineData("crt", EmbeddingLayer.Penultimate)]
    [InlineData("tau-norm", EmbeddingLayer.Penultimate)]
    [InlineData("post-hoc-la", EmbeddingLayer.Penultimate)]
    [InlineData("ldam-drw+proco", EmbeddingLayer.Penultimate)]
    public void A_method_is_trained_and_evaluated_the_same_way_twice(string method, EmbeddingLayer layer)
    {
        var options = Options with { EmbeddingLayer = layer };
        var one = ImageExperiment.Run(Splits(), Method.Named(method), options, 1);
        var two = ImageExperiment.Run(Splits(), Method.Named(method), options, 1);
        using var first = one.Classifier;
        using var second = two.Classifier;
        Assert.Equal(one.TestPredictions.Probabilities, two.TestPredictions.Probabilities);
        Assert.Equal(2, one.Test.RowCount);
        Assert.Equal(first.Network.EmbeddingSize, one.TestPredictions.EmbeddingSize);
    }

    private static IReadOnlyDictionary<string, string> Settings(ImageSplits splits, Method method, ImageExperimentOptions options,
        ulong seed, string scenario) =>
        ImageExperiment.Settings(splits, method, options, seed, scenario);

    private static ImageSplits Splits(bool renamed = false)
    {
        var dataset = Synthetic.Dataset([6, 4], 32, 32);
        if (renamed)
        {
            var first = dataset.Samples[0] with { Content =
                new PixelContent("other", new byte[32 * 32 * 3], 32, 32, PixelLayout.Interleaved) };
            dataset = new ImageDataset(dataset.Name, dataset.ClassNames, [first, .. dataset.Samples.Skip(1)]);
        }

        return new ImageSplits(dataset, [0, 1, 2, 3, 6, 7], [4, 8], [5, 9], []);
    }
}

using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Training;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Models;
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

    public static TheoryData<string> Changes => ["seed", "method", "method option", "architecture", "width", "dropout", "momentum", "embedding", "size", "augmentation", "rotation", "blur", "pretrained", "epochs", "views", "watched", "split", "names", "scenario", "mixing", "processes"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void Whatever_changes_the_result_changes_the_settings(string change)
    {
        using var folder = new TemporaryFolder();
        var weights = Path.Combine(folder.Path, "best.safetensors");
        File.WriteAllText(weights, "one");
        var acl = Method.Named("acl");
        var before = Settings(Parts(), acl, Options with { Pretrained = weights }, 1, "a");
        if (change == "pretrained")
        {
            File.WriteAllText(weights, "another under the same name");
        }

        var options = Options with { Pretrained = weights };
        var after = change switch
        {
            "seed" => Settings(Parts(), acl, options, 2, "a"),
            "method" => Settings(Parts(), Method.Named("ce"), options, 1, "a"),
            "method option" => Settings(Parts(), acl with { Options = acl.Options with { Adaptive = new() { BaseTemperature = 0.07 } } }, options, 1, "a"),
            "architecture" => Settings(Parts(), acl, options with { Architecture = "mobilenet-v3-large" }, 1, "a"),
            "width" => Settings(Parts(), acl, options with { WidthMultiplier = 0.5 }, 1, "a"),
            "dropout" => Settings(Parts(), acl, options with { Dropout = 0.1 }, 1, "a"),
            "momentum" => Settings(Parts(), acl, options with { BatchNormMomentum = 0.1 }, 1, "a"),
            "embedding" => Settings(Parts(), acl, options with { EmbeddingLayer = EmbeddingLayer.Pooled }, 1, "a"),
            "size" => Settings(Parts(), acl, options with { ImageSize = 48 }, 1, "a"),
            "augmentation" => Settings(Parts(), acl, options with { Augmentation = AugmentationPreset.Strong }, 1, "a"),
            "rotation" => Settings(Parts(), acl, options with { RotationDegrees = 15 }, 1, "a"),
            "blur" => Settings(Parts(), acl, options with { Blur = 0.5 }, 1, "a"),
            "epochs" => Settings(Parts(), acl, options with { Training = options.Training with { Epochs = 2 } }, 1, "a"),
            "views" => Settings(Parts(), acl, options with { Training = options.Training with { Views = 1 } }, 1, "a"),
            "watched" => Settings(Parts(), acl, options with { Training = options.Training with { WatchedMetric = "mcc" } }, 1, "a"),
            "split" => Settings(Parts() with { Train = [0, 1, 2, 6, 7, 9] }, acl, options, 1, "a"),
            "names" => Settings(Parts(renamed: true), acl, options, 1, "a"),
            "scenario" => Settings(Parts(), acl, options, 1, "b"),
            "processes" => ImageExperiment.Settings(Parts(), acl, options, 1, "a", processes: 2),
            "mixing" => Settings(Parts(), acl, options with { Mixing = new() { MixupAlpha = 0.2 } }, 1, "a"),
            _ => Settings(Parts(), acl, options, 1, "a"),
        };
        Assert.Single(before.Keys.Union(after.Keys), key => before.GetValueOrDefault(key) != after.GetValueOrDefault(key));
    }

    [Fact]
    public void What_does_not_change_the_result_leaves_the_settings_alone()
    {
        var acl = Method.Named("acl");
        var other = Options with { CacheBytes = 0, LoaderThreads = 3, Training = Options.Training with { CheckpointSteps = 7, Seed = 9 } };
        Assert.Equal(Settings(Parts(), acl, Options, 1, "a"), Settings(Parts(), acl with { Description = "in other words" }, other, 1, "a"));
    }

    [Fact]
    public void Settings_are_the_same_whatever_the_hosts_culture()
    {
        var method = Method.Named("acl");
        method = method with { Options = method.Options with { Adaptive = method.Options.Adaptive with { BaseWeight = 0.55 }, SecondStage = new() { LearningRate = 0.5 } } };
        var options = Options with { Mixing = new() { MixupAlpha = 0.2 } };
        var expected = Settings(Parts(), method, options, 1, "a");
        var before = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            other.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = other;
            Assert.Equal(expected, Settings(Parts(), method, options, 1, "a"));
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
        Assert.Contains("own other view", Assert.Throws<ArgumentException>(() => ImageExperiment.Check(Method.Named(method), options)).Message);
        ImageExperiment.Check(Method.Named("la+supcon"), options);
    }

    [Fact]
    public void Data_sets_are_told_apart_by_name_classes_and_file_names()
    {
        var data = Parts().Dataset;
        string[] hashes = [.. new[] { data, Parts(renamed: true).Dataset, new ImageDataset("other", data.ClassNames, data.Samples), new ImageDataset(data.Name, ["x", "y"], data.Samples) }.Select(ImageExperiment.DataHash)];
        Assert.Equal(4, hashes.Distinct().Count());
        Assert.Equal(hashes[0], ImageExperiment.DataHash(Parts().Dataset));
    }

    [Theory]
    [InlineData("ce", "943cd7a93187abd15c77e9659f62d20b")]
    [InlineData("acl", "5164e171dac51a59a5530e999f084c01")]
    [InlineData("la+bcl", "6505a6ae77fe205326b7ead5ab941f46")]
    public void The_hash_under_which_cells_are_kept_stays_what_it_was(string method, string hash) =>
        Assert.Equal(hash, ConfigHash.Of(Settings(Parts(), Method.Named(method), Options, 1, "a")));

    [Theory]
    [InlineData("ce", "b6818fe75ef3fd3da46b804309a37b60")]
    [InlineData("wce", "1240efb883f439952b923dc8a8076660")]
    [InlineData("la", "6f185f41f10fd9e2fabae8159cef85aa")]
    [InlineData("ce+supcon", "1a0c1d8564141f6b224d8ddd5ccbb849")]
    [InlineData("wce+supcon", "d5bf89a48c194cd399654bdfe9159b4b")]
    [InlineData("acl", "c601977b23cfa7aff095e3919a80a355")]
    public void Cells_of_the_first_results_on_fashion_mnist_are_found_again(string method, string hash)
    {
        const string Folder = "/usr/share/datasets/fashion-mnist";
        Assert.SkipUnless(Directory.Exists(Folder), "needs Fashion-MNIST (Debian: dataset-fashion-mnist)");
        var dataset = ImageSource.Open(Folder).SelectClasses("T-shirt/top", "Pullover", "Dress", "Coat", "Shirt");
        var split = ScenarioBuilder.Build(dataset, ClassDistribution.Paper[0], new ScenarioOptions(), 0);
        var options = new ImageExperimentOptions { ImageSize = 32, BatchNormMomentum = 0.1, Training = new TrainerOptions { LearningRate = 1e-3 } };
        Assert.Equal(hash, ConfigHash.Of(Settings(new ImageParts(dataset, split.Train, split.Validation, split.Test, split.LargeTest), Method.Named(method), options, 0, "S1")));
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
        var one = ImageExperiment.Run(Parts(), Method.Named(method), options, 1);
        var two = ImageExperiment.Run(Parts(), Method.Named(method), options, 1);
        using var first = one.Classifier;
        using var second = two.Classifier;
        Assert.Equal(one.TestPredictions.Probabilities, two.TestPredictions.Probabilities);
        Assert.Equal(2, one.Test.RowCount);
        Assert.Equal(first.Network.EmbeddingSize, one.TestPredictions.EmbeddingSize);
    }

    private static IReadOnlyDictionary<string, string> Settings(ImageParts parts, Method method, ImageExperimentOptions options, ulong seed, string scenario) =>
        ImageExperiment.Settings(parts, method, options, seed, scenario);

    private static ImageParts Parts(bool renamed = false)
    {
        var dataset = Synthetic.Dataset([6, 4], 32, 32);
        if (renamed)
        {
            var first = dataset.Samples[0] with { Content = new PixelContent("other", new byte[32 * 32 * 3], 32, 32, PixelLayout.Interleaved) };
            dataset = new ImageDataset(dataset.Name, dataset.ClassNames, [first, .. dataset.Samples.Skip(1)]);
        }

        return new ImageParts(dataset, [0, 1, 2, 3, 6, 7], [4, 8], [5, 9], []);
    }
}

using Counterpoise.Comparisons;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Prediction;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Training;
using Counterpoise.Options;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Tests.Experiments;

public sealed class ImageExperimentTests
{
    private static readonly ImageSplits s_parts = new(Synthetic.Dataset([12, 8], 20, 20), [0, 1, 2, 3, 4, 12, 13, 14], [5, 6, 15],
        [7, 8, 16, 17], [9, 10, 18]);
    private static readonly ImageExperimentOptions s_options =
        new() { Architecture = "mobilenet-v3-small", WidthMultiplier = 0.35, ImageSize = 32, BatchNormMomentum = 0.1,
        Training = new TrainerOptions { Epochs = 1, BatchSize = 4, WarmUpEpochs = 0 } };

    [Fact]
    public void Whatever_determines_the_result_changes_the_hash_and_nothing_else_does()
    {
        string Hash(ImageSplits? splits = null, string method = "acl", ImageExperimentOptions? options = null, ulong seed = 0,
            string scenario = "own") =>
            ConfigHash.Of(ImageExperiment.Settings(splits ?? s_parts, Method.Named(method), options ?? s_options, seed, scenario));
        string[] hashes =
        [
            Hash(),
            Hash(splits: s_parts with { Train = [0, 1, 2, 3, 12, 13, 14] }),
            Hash(splits: s_parts with { Validation = [5, 6] }),
            Hash(splits: s_parts with { Test = [7, 8, 16] }),
            Hash(splits: s_parts with { LargeTest = [] }),
            Hash(method: "wce+supcon"),
            Hash(seed: 1),
            Hash(scenario: "S1"),
            Hash(options: s_options with { ImageSize = 48 }),
            Hash(options: s_options with { Dropout = 0.5 }),
            Hash(options: s_options with { WidthMultiplier = 0.5 }),
            Hash(options: s_options with { Architecture = "mobilenet-v3-large" }),
            Hash(options: s_options with { EmbeddingLayer = EmbeddingLayer.Pooled }),
            Hash(options: s_options with { BatchNormMomentum = 0.2 }),
            Hash(options: s_options with { Augmentation = AugmentationPreset.Strong }),
            Hash(options: s_options with { Training = s_options.Training with { Epochs = 2 } }),
            Hash(options: s_options with { Training = s_options.Training with { LearningRate = 0.5 } }),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(hashes[0], Hash());
        Assert.Equal(hashes[0], Hash(options: s_options with { LoaderThreads = 3, CacheBytes = 0, Thumbnails = false,
            Training = s_options.Training with { CheckpointSteps = 7 } }));
    }

    [Fact]
    public void A_run_gives_a_model_an_evaluation_of_the_test_part_and_a_cell_and_the_same_again()
    {
        var first = ImageExperiment.Run(s_parts, Method.Named("acl"), s_options, 4, "own",
            cancellationToken: TestContext.Current.CancellationToken);
        using var _ = first.Classifier;
        Assert.Equal([5, 3], first.Classifier.Card.TrainCounts);
        Assert.Equal(4, first.Test.RowCount);
        Assert.Equal(3, first.LargeTest!.RowCount);
        Assert.Equal([0, 0, 1, 1], first.TestPredictions.Labels);
        Assert.Equal(ConfigHash.Of(ImageExperiment.Settings(s_parts, Method.Named("acl"), s_options, 4, "own")), first.Cell.ConfigHash);
        Assert.Equal(first.Test.Value("accuracy"), first.Cell.Metrics["accuracy"]);
        Assert.Equal(first.LargeTest.Value("accuracy"), first.Cell.Metrics["large_accuracy"]);
        Assert.Equal(4, first.Cell.Embedding!.X.Length);
        Assert.NotEmpty(first.Cell.Mistakes);
        Assert.All(first.Cell.Mistakes, m => Assert.True(m.Label != m.Prediction && m.Thumbnail is { Length: > 0 }));

        var again = ImageExperiment.Run(s_parts, Method.Named("acl"),
            s_options with { LoaderThreads = 2, CacheBytes = 0, Thumbnails = false }, 4, "own",
            cancellationToken: TestContext.Current.CancellationToken);
        using var __ = again.Classifier;
        Assert.Equal(first.TestPredictions.Probabilities, again.TestPredictions.Probabilities);
        Assert.Equal(first.Cell.Mistakes.Select(m => m.Source), again.Cell.Mistakes.Select(m => m.Source));
        Assert.All(again.Cell.Mistakes, m => Assert.Null(m.Thumbnail));
    }

    [Theory]
    [InlineData(EmbeddingLayer.Penultimate)]
    [InlineData(EmbeddingLayer.Pooled)]
    public void A_model_of_probabilistic_contrast_predicts_with_it_after_loading(EmbeddingLayer layer)
    {
        using var folder = new TemporaryFolder();
        var (method, options) = (Method.Named("la+proco"), s_options with { EmbeddingLayer = layer });
        var run = RunFolder.Open(folder.Path, ImageExperiment.Settings(s_parts, method, options, 4, "own"), new ComparisonEnvironment(),
            ImageExperiment.Card(s_parts, options, method).ToMetadata(), resume: true);
        var result = ImageExperiment.Run(s_parts, method, options, 4, "own", run, cancellationToken: TestContext.Current.CancellationToken);
        using var trained = result.Classifier;
        using var loaded = ImageClassifier.Load(run.BestCheckpoint);
        var test = new ImageBatchSource(s_parts.Dataset.Subset(s_parts.Test), loaded.Evaluation,
            new ImageLoaderOptions { Normalization = loaded.Normalization });
        var predictions = Predictor.Run(loaded.Network, test, options.Training.BatchSize, embeddings: true,
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(result.TestPredictions.Probabilities, predictions.Probabilities);
        Assert.Equal(result.TestPredictions.Embeddings, predictions.Embeddings);
        Assert.Equal(layer, loaded.Network.Layer);

        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        using var images = test.Read([[0, 1, 2, 3]], 0, 1, CancellationToken.None).Single();
        var (embedding, logits) = loaded.Network.Forward(images.Views[0]);
        var expected = (logits + loaded.Network.Contrast!.Forward(embedding)).Double().Softmax(1).ToArray<double>();
        Assert.Equal(expected, predictions.Probabilities);
        Assert.NotEqual(logits.Double().Softmax(1).ToArray<double>(), predictions.Probabilities);
    }

    [Fact]
    public void Faults_of_options_and_parts_are_told_before_training()
    {
        Assert.Contains("ImageSize is 31", Assert.Throws<InvalidOptionsException>(() =>
            ImageExperiment.Run(s_parts, Method.Named("ce"), s_options with { ImageSize = 31, Dropout = 1 }, 0)).Message);
        Assert.Contains("leave that at Penultimate", Assert.Throws<ArgumentException>(() =>
            ImageExperiment.Run(s_parts, Method.Named("crt"), s_options with { EmbeddingLayer = EmbeddingLayer.Pooled }, 0)).Message);
        Assert.Contains("two splits", Assert.Throws<ArgumentException>(() =>
            ImageExperiment.Run(s_parts with { Test = [0] }, Method.Named("ce"), s_options, 0)).Message);
        Assert.Contains("Patience is 1, but there is no validation split",
            Assert.Throws<InvalidOptionsException>(() => ImageExperiment.Check(s_parts with { Validation = [] }, Method.Named("ce"),
            s_options with { Training = s_options.Training with { Patience = 1 } })).Message);
        Assert.Contains("WatchedMetric is 'beauty'", Assert.Throws<InvalidOptionsException>(() =>
            ImageExperiment.Check(s_parts, Method.Named("ce"),
            s_options with { Training = s_options.Training with { WatchedMetric = "beauty" } })).Message);
        Assert.Contains("there is no architecture", Assert.Throws<ArgumentException>(() =>
            ImageExperiment.Run(s_parts, Method.Named("ce"), s_options with { Architecture = "vgg" }, 0)).Message);
    }

    [Theory]
    [InlineData(AugmentationPreset.Auto, 32, AugmentationPreset.Light)]
    [InlineData(AugmentationPreset.Auto, 64, AugmentationPreset.Contrastive)]
    public void The_automatic_augmentation_goes_by_size(AugmentationPreset preset, int size, AugmentationPreset same)
    {
        var options = s_options with { ImageSize = size };
        Assert.Equal((options with { Augmentation = same }).AugmentationOptions().ToString(),
            (options with { Augmentation = preset }).AugmentationOptions().ToString());
    }
}

using Counterpoise.Comparisons;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Prediction;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Training;
using Counterpoise.Metrics;
using Counterpoise.Options;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Learning.Training;

public class TrainerTests
{
    internal static readonly TrainerOptions Options = new() { Epochs = 12, BatchSize = 16, LearningRate = 0.02, Seed = 3 };

    [Fact]
    public void A_separable_problem_is_learnt_and_the_best_epoch_is_kept()
    {
        using var train = new Blobs(1);
        using var validation = new Blobs(2);
        using var model = new TinyClassifier(3, 3).Initialize(3);
        using var trainer = Create(model, Options, contrastive: true);
        var result = trainer.Fit(train.Source, validation.Source);
        Assert.Equal(12, result.EpochsRun);
        Assert.Equal(12, result.Curve.Count);
        Assert.True(result.Curve[^1].Loss < result.Curve[0].Loss * 0.7);
        Assert.All(result.Curve, point => Assert.Equal(0.1, point.Temperature));
        var evaluation = Evaluate(model, validation);
        Assert.InRange(evaluation.Value("macro_f1")!.Value, 0.85, 1);
        Assert.Equal(result.BestMetric!.Value, evaluation.Value("macro_f1")!.Value, 1e-12);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    public void Interrupted_anywhere_and_resumed_a_run_ends_with_the_same_weights(bool contrastive, int accumulation)
    {
        using var folder = new TemporaryFolder();
        var options = Options with { Epochs = 4, AccumulationSteps = accumulation, EmaDecay = 0.9, ClipNorm = 1, CheckpointSteps = 2 };
        var expected = Run(folder.File("whole"), options, contrastive, int.MaxValue, resume: false);
        foreach (var after in new[] { 1, 4, 9, 20 })
        {
            var path = folder.File($"broken-{after}");
            Assert.Null(Run(path, options, contrastive, after, resume: false));
            Assert.Null(Run(path, options, contrastive, 3, resume: true));
            Assert.Equal(expected, Run(path, options, contrastive, int.MaxValue, resume: true));
            Assert.Equal(File.ReadAllText(folder.File("whole/metrics.csv")), File.ReadAllText(Path.Combine(path, "metrics.csv")));
        }
    }

    [Fact]
    public void A_run_without_a_folder_gives_the_same_weights_as_one_with()
    {
        using var folder = new TemporaryFolder();
        var kept = Run(folder.File("run"), Options, true, int.MaxValue, resume: false);
        Assert.Equal(kept, Run(null, Options, true, int.MaxValue, resume: false));
    }

    [Fact]
    public void Another_seed_or_another_objective_gives_other_weights()
    {
        var one = Run(null, Options, true, int.MaxValue, resume: false);
        Assert.NotEqual(one, Run(null, Options with { Seed = 4 }, true, int.MaxValue, resume: false));
        Assert.NotEqual(one, Run(null, Options, false, int.MaxValue, resume: false));
    }

    [Fact]
    public void Patience_is_counted_from_where_deferred_weights_set_in()
    {
        using var train = new Blobs(1);
        using var model = new TinyClassifier(3, 3).Initialize(3);

        // Steps too small to learn anything by.
        var options = Options with { Epochs = 10, LearningRate = 1e-12, Patience = 2 };
        int Epochs(string method)
        {
            using var trainer = new Trainer(model, Method.Named(method).Objective(Blobs.Counts, options.Epochs), null, options);
            return trainer.Fit(train.Source, train.Source).EpochsRun;
        }

        Assert.InRange(Epochs("ldam"), 3, 9);
        Assert.Equal(10, Epochs("ldam-drw"));
    }

    [Fact]
    public void A_frozen_backbone_does_not_move()
    {
        using var train = new Blobs(1);
        using var model = new TinyClassifier(3, 3).Initialize(3);
        var before = model.StateDict().ToDictionary(t => t.Key, t => t.Value.Double().ToArray<double>());
        using var trainer = Create(model, Options with { Epochs = 3, WarmUpEpochs = 0, FrozenBackboneEpochs = 2 }, contrastive: false);
        var progress = new Recorder(p =>
        {
            if (p is { Epoch: 2, Batch: 3 })
            {
                Assert.All(model.StateDict(), t => Assert.Equal(!t.Key.StartsWith("head", StringComparison.Ordinal),
                    t.Value.Double().ToArray<double>().SequenceEqual(before[t.Key])));
            }
        });
        trainer.Fit(train.Source, null, progress: progress);
        Assert.NotEqual(before["features.weight"], model.StateDict()["features.weight"].Double().ToArray<double>());
    }

    [Fact]
    public void Patience_ends_a_run_that_no_longer_improves()
    {
        using var train = new Blobs(1);
        using var validation = new Blobs(2);
        using var model = new TinyClassifier(3, 3).Initialize(3);
        using var trainer = Create(model, Options with { Epochs = 200, LearningRate = 1e-9, Patience = 2 }, contrastive: false);
        var result = trainer.Fit(train.Source, validation.Source);
        Assert.True(result.StoppedEarly);
        Assert.InRange(result.EpochsRun, 3, 20);
    }

    [Fact]
    public void A_run_of_other_settings_is_not_resumed_and_one_that_is_there_not_overwritten()
    {
        using var folder = new TemporaryFolder();
        Run(folder.File("run"), Options with { Epochs = 1, WarmUpEpochs = 0 }, false, int.MaxValue, resume: false);
        Assert.Contains("--resume", Assert.Throws<IOException>(() =>
            Run(folder.File("run"), Options with { Epochs = 1, WarmUpEpochs = 0 }, false, 1, resume: false)).Message);
        Assert.Contains("LearningRate was 0.02, now 0.5", Assert.Throws<InvalidDataException>(() =>
            Run(folder.File("run"), Options with { Epochs = 1, WarmUpEpochs = 0, LearningRate = 0.5 }, false, 1, resume: true)).Message);
    }

    [Fact]
    public void The_weights_to_ship_carry_what_is_needed_to_use_them()
    {
        using var folder = new TemporaryFolder();
        Run(folder.File("run"), Options with { Epochs = 1, WarmUpEpochs = 0 }, false, int.MaxValue, resume: false);
        using var archive = SafetensorsFile.Open(folder.File("run/checkpoints/best.safetensors"));
        Assert.Equal("tiny", archive.Metadata["architecture"]);
        Assert.Contains("features.weight", archive.Tensors.Keys);
        Assert.Equal(Path.GetFullPath(folder.File("run/events")),
            Path.GetDirectoryName(Directory.GetFiles(folder.File("run/events")).Single()));
    }

    [Fact]
    public void What_cannot_be_trained_is_refused_before_it_starts()
    {
        using var model = new TinyClassifier(3, 3).Initialize(3);
        Assert.Equal(3, Assert.Throws<InvalidOptionsException>(() =>
            Create(model, new TrainerOptions { Epochs = 0, WarmUpEpochs = 0, BatchSize = 1, LearningRate = -1 }, false)).Faults.Count);
        var objective = new TrainingObjective(WeightedCrossEntropy.Unweighted(3), Blobs.Counts, new SupervisedContrastive(),
            new FixedSchedule(new(0.1, 0.75)));
        Assert.Contains("projection head", Assert.Throws<ArgumentException>(() => new Trainer(model, objective, null, Options)).Message);
        Assert.Contains("2 classes, the model has 3", Assert.Throws<ArgumentException>(() =>
            new Trainer(model, new TrainingObjective(WeightedCrossEntropy.Unweighted(2), [1, 1]), null, Options)).Message);
        using var train = new Blobs(1);
        using var trainer = Create(model, Options with { WatchedMetric = "no_such_metric" }, false);
        Assert.Contains("macro_f1", Assert.Throws<InvalidOptionsException>(() => trainer.Fit(train.Source, train.Source)).Message);
    }

    private static Trainer Create(TinyClassifier model, TrainerOptions options, bool contrastive)
    {
        var classTerm = WeightedCrossEntropy.Unweighted(3);
        return contrastive
            ? new Trainer(model, new TrainingObjective(classTerm, Blobs.Counts, new SupervisedContrastive(),
                new FixedSchedule(new(0.1, 0.75))), new ProjectionHead(16, projectionSize: 8).Initialize(options.Seed), options)
            : new Trainer(model, new TrainingObjective(classTerm, Blobs.Counts), null, options);
    }

    /// <returns>All weights, or null when the run was interrupted.</returns>
    internal static float[]? Run(string? path, TrainerOptions options, bool contrastive, int interruptAfter, bool resume)
    {
        using var train = new Blobs(1);
        using var validation = new Blobs(2);
        using var model = new TinyClassifier(3, 3).Initialize(options.Seed);
        using var head = new ProjectionHead(16, projectionSize: 8).Initialize(options.Seed);
        using var cancellation = new CancellationTokenSource();
        var classTerm = WeightedCrossEntropy.Unweighted(3);
        var objective = contrastive
            ? new TrainingObjective(classTerm, Blobs.Counts, new SupervisedContrastive(), new FixedSchedule(new(0.1, 0.75)))
            : new TrainingObjective(classTerm, Blobs.Counts);
        using var trainer = new Trainer(model, objective, head, options);
        var settings = new Dictionary<string, string> { ["LearningRate"] = FormattableString.Invariant($"{options.LearningRate}"),
            ["contrastive"] = $"{contrastive}" };
        var run = path is null ? null : RunFolder.Open(path, settings, new ComparisonEnvironment(), new Dictionary<string,
            string> { ["architecture"] = model.Architecture }, resume);
        var steps = 0;
        var progress = new Recorder(p =>
        {
            steps += p.Batch > 0 ? 1 : 0;
            if (steps >= interruptAfter)
            {
                cancellation.Cancel();
            }
        });
        try
        {
            trainer.Fit(train.Source, validation.Source, run, progress, cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        return [.. model.StateDict().Where(t => t.Value.Type == ScalarType.Float32).SelectMany(t => t.Value.ToArray<float>())];
    }

    private static Evaluation Evaluate(TinyClassifier model, Blobs data)
    {
        var predictions = Predictor.Run(model, data.Source);
        return Evaluation.Of(predictions.Labels, predictions.Probabilities, ["a", "b", "c"]);
    }

    private sealed class Recorder(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}

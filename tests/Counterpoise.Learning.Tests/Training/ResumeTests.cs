using System.Text.Json.Nodes;
using Counterpoise.Comparisons;
using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Training;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Learning.Training;

/// <summary>Interruptions at the moments that are easiest to get wrong, with everything that has a state switched on.</summary>
public class ResumeTests
{
    private static readonly TrainerOptions Options = new() { Epochs = 5, BatchSize = 16, LearningRate = 0.02, Seed = 3, EmaDecay = 0.9,
        FrozenBackboneEpochs = 2, Patience = 2, CheckpointSteps = 2 };

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(13)]
    [InlineData(17)]
    public void A_frozen_phase_averages_patience_and_prototypes_survive_an_interruption(int afterSteps)
    {
        using var folder = new TemporaryFolder();
        var expected = Run(folder.File("whole"), (_, _) => false);
        var steps = 0;
        Assert.Null(Run(folder.File("broken"), (p, _) => (steps += p.Batch > 0 ? 1 : 0) >= afterSteps));
        Assert.Equal(expected, Run(folder.File("broken"), (_, _) => false));
        Assert.Equal(File.ReadAllText(folder.File("whole/metrics.csv")), File.ReadAllText(folder.File("broken/metrics.csv")));
    }

    [Fact]
    public void Cancelled_before_its_first_step_a_run_still_starts()
    {
        using var folder = new TemporaryFolder();
        var expected = Run(folder.File("whole"), (_, _) => false);
        Assert.Null(Run(folder.File("broken"), (_, _) => false, cancelled: true));
        Assert.True(File.Exists(folder.File("broken/checkpoints/last.safetensors")));
        Assert.Equal(expected, Run(folder.File("broken"), (_, _) => false));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(7)]
    public void Stopped_between_accumulated_batches_a_run_finishes_the_step_and_keeps_it(int afterBatches)
    {
        using var folder = new TemporaryFolder();
        var options = Options with { AccumulationSteps = 3, CheckpointSteps = 0 };
        var expected = Run(folder.File("whole"), (_, _) => false, options: options);
        var (batches, kept) = (0, 0);
        Assert.Null(Run(folder.File("broken"), (p, _) =>
        {
            kept = p.Batch;
            return (batches += p.Batch > 0 ? 1 : 0) >= afterBatches;
        }, options: options));

        // Seven batches an epoch: after the third, the sixth or the last.
        Assert.Equal(Math.Min(7, (afterBatches + 2) / 3 * 3), kept);
        var first = int.MaxValue;
        Assert.Equal(expected, Run(folder.File("broken"), (p, _) =>
        {
            first = Math.Min(first, p is { Epoch: 1, Batch: > 0, WatchedMetric: null } ? p.Batch : 8);
            return false;
        }, options: options));
        Assert.Equal(kept + 1, first);
    }

    [Fact]
    public void Stopped_while_the_validation_part_is_predicted_a_run_keeps_its_epoch()
    {
        using var folder = new TemporaryFolder();
        var options = Options with { CheckpointSteps = 0 };
        var expected = Run(folder.File("whole"), (_, _) => false, options: options);
        Assert.Null(Run(folder.File("broken"), (_, _) => false, options: options, stopsInValidation: true));
        var trained = false;
        Assert.Equal(expected, Run(folder.File("broken"), (p, _) =>
        {
            trained |= p is { Epoch: 1, WatchedMetric: null, Batch: > 0 };
            return false;
        }, options: options));
        Assert.False(trained);
        Assert.Equal(File.ReadAllText(folder.File("whole/metrics.csv")), File.ReadAllText(folder.File("broken/metrics.csv")));
    }

    [Fact]
    public void Killed_after_the_best_weights_and_the_log_but_before_the_checkpoint_a_run_repeats_the_epoch()
    {
        using var folder = new TemporaryFolder();
        var expected = Run(folder.File("whole"), (_, _) => false);
        var older = folder.File("older.safetensors");
        Assert.Null(Run(folder.File("broken"), (p, run) =>
        {
            if (p is { Epoch: 2, WatchedMetric: not null })
            {
                File.Copy(run.LastCheckpoint, older);
            }

            return p is { Epoch: 3, Batch: 1 };
        }));
        File.Copy(older, folder.File("broken/checkpoints/last.safetensors"), overwrite: true);
        Assert.Equal(expected, Run(folder.File("broken"), (_, _) => false));
        Assert.Equal(File.ReadAllText(folder.File("whole/metrics.csv")), File.ReadAllText(folder.File("broken/metrics.csv")));
    }

    [Fact]
    public void Best_weights_that_are_gone_are_named_and_not_replaced_by_the_last()
    {
        using var folder = new TemporaryFolder();
        Run(folder.File("run"), (_, _) => false);
        File.Delete(folder.File("run/checkpoints/best.safetensors"));
        Assert.Contains("best.safetensors is gone", Assert.Throws<FileNotFoundException>(() => Run(folder.File("run"), (_, _) => false))
            .Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_checkpoint_of_an_earlier_format_goes_on_between_epochs_and_is_refused_by_name_within_one(int format)
    {
        using var folder = new TemporaryFolder();
        var expected = Run(folder.File("whole"), (_, _) => false);
        var (between, last) = (folder.File("between.safetensors"), folder.File("broken/checkpoints/last.safetensors"));
        Assert.Null(Run(folder.File("broken"), (p, run) =>
        {
            // Told of before the step is kept: the last checkpoint is that of the end of the epoch before.
            if (p is { Epoch: 3, Batch: 1 }) File.Copy(run.LastCheckpoint, between);
            return p is { Epoch: 3, Batch: 1 };
        }));
        Rewrite(last, format);
        Assert.Contains("an earlier version was interrupted within epoch 3",
            Assert.Throws<InvalidDataException>(() => Run(folder.File("broken"), (_, _) => false)).Message);
        File.Copy(between, last, overwrite: true);
        Rewrite(last, format);
        Assert.Equal(expected, Run(folder.File("broken"), (_, _) => false));
    }

    /// <summary>The same checkpoint as a version wrote it that kept the sums of an unfinished epoch otherwise.</summary>
    private static void Rewrite(string path, int format)
    {
        using var scope = torch.NewDisposeScope();
        Dictionary<string, Tensor> tensors;
        Dictionary<string, string> metadata;
        using (var archive = SafetensorsFile.Open(path))
        {
            tensors = archive.ToTensors().ToDictionary(t => t.Key, t => t.Value.clone());
            metadata = archive.Metadata.ToDictionary();
        }

        var state = JsonNode.Parse(metadata["counterpoise.run"])!.AsObject();
        Assert.True(state.Remove("Format"));
        if (format > 0) state["Format"] = format;
        SafetensorsFile.Save(path, tensors, metadata.ToDictionary(m => m.Key,
            m => m.Key == "counterpoise.run" ? state.ToJsonString() : m.Value));
    }

    /// <returns>All weights, or null when the run was interrupted.</returns>
    private static float[]? Run(string path, Func<TrainingProgress, RunFolder, bool> interrupts, bool cancelled = false,
        TrainerOptions? options = null, bool stopsInValidation = false)
    {
        using var train = new Blobs(1);
        using var validation = new Blobs(2);
        using var model = new TinyClassifier(3, 3).Initialize(Options.Seed);
        using var head = new ProjectionHead(16, projectionSize: 8).Initialize(Options.Seed);
        using var prototypes = new ClassPrototypes(3, 8).Initialize(Options.Seed);
        using var cancellation = new CancellationTokenSource();
        if (cancelled)
        {
            cancellation.Cancel();
        }

        var objective = new TrainingObjective(WeightedCrossEntropy.Unweighted(3), Blobs.Counts, new BalancedContrastive(prototypes),
            new FixedSchedule(new(0.1, 0.35)));
        using var trainer = new Trainer(model, objective, head, options ?? Options);
        var run = RunFolder.Open(path, new Dictionary<string, string>(), new ComparisonEnvironment(), new Dictionary<string, string>(),
            resume: true);
        var progress = new Reporter(p =>
        {
            if (interrupts(p, run))
            {
                cancellation.Cancel();
            }
        });
        try
        {
            trainer.Fit(train.Source, stopsInValidation ? new StoppingSource(validation.Source, cancellation) : validation.Source, run,
                progress, cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        return [.. model.StateDict().Where(t => t.Value.Type == ScalarType.Float32).SelectMany(t => t.Value.ToArray<float>()),
            .. prototypes.Values.Detach().Reshape(-1).ToArray<float>()];
    }

    /// <summary>Asks to stop with the first batch that is read.</summary>
    private sealed class StoppingSource(IBatchSource source, CancellationTokenSource cancellation) : IBatchSource
    {
        public IReadOnlyList<int> Labels => source.Labels;

        public IEnumerable<TrainingBatch> Read(IReadOnlyList<int[]> batches, int epoch, int views, CancellationToken cancellationToken)
        {
            cancellation.Cancel();
            return source.Read(batches, epoch, views, cancellationToken);
        }
    }

    private sealed class Reporter(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}

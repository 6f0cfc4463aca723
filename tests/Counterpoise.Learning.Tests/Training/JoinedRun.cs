using Counterpoise.Comparisons;
using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Training;
using Counterpoise.Torch;
using Counterpoise.Torch.Collectives;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Learning.Training;

/// <summary>
/// One run of the trainer in float64, with accumulation, clipping and averaged weights, by however many processes there are.
/// </summary>
internal static class JoinedRun
{
    private static readonly TrainerOptions Options = new() { Epochs = 3, BatchSize = 16, LearningRate = 0.02, Seed = 3,
        AccumulationSteps = 2, ClipNorm = 1, EmaDecay = 0.9, CheckpointSteps = 1 };

    /// <summary>Trains a fresh model; the weights are null when the run was interrupted.</summary>
    /// <param name="group">The processes, null for one alone.</param>
    /// <param name="path">The run's folder.</param>
    /// <param name="dropout">The share that dropout zeroes.</param>
    /// <param name="interruptAfter">After how many batches this rank wants to stop.</param>
    /// <param name="synchronize">Whether batch norms see the rows of all ranks.</param>
    /// <param name="contrastive">The contrastive term, which sees a rank's own rows; null for none.</param>
    /// <param name="rareRows">Rows of the third class.</param>
    public static (double[]? Weights, TrainResult? Result) Train(ProcessGroup? group, string path, double dropout = 0,
        int interruptAfter = int.MaxValue, bool synchronize = true, IContrastiveTerm? contrastive = null, int rareRows = 12)
    {
        using var scope = torch.NewDisposeScope();
        // Other initial weights on each rank, until rank 0's are shared.
        using var model = new TinyClassifier(3, 3, dropout).Initialize(7 + (ulong)(group?.Rank ?? 0));
        model.To(ScalarType.Float64);
        // 103 rows in batches of 16: the last has 7, which neither 2 nor 3 divides.
        int[] counts = [61, 30, rareRows];
        using var head = new ProjectionHead(16, projectionSize: 8).Initialize(9 + (ulong)(group?.Rank ?? 0));
        head.To(ScalarType.Float64);
        var classTerm = WeightedCrossEntropy.Unweighted(3);
        var objective = contrastive is not null
            ? new TrainingObjective(classTerm, counts, contrastive, new FixedSchedule(new(0.1, 0.75)))
            : new TrainingObjective(classTerm, counts);
        using var trainer = new Trainer(model, objective, head, Options with { FrozenBackboneEpochs = contrastive is null ? 0 : 1 },
            group is null ? null : new DataParallel(group) { SynchronizeBatchNorm = synchronize });
        var run = group is { IsFirst: false } ? null : RunFolder.Open(path, new Dictionary<string, string>(), new ComparisonEnvironment(),
            new Dictionary<string, string>(), resume: Directory.Exists(path));
        using var cancellation = new CancellationTokenSource();
        var done = 0;
        var progress = new Steps(p =>
        {
            done += p.Batch > 0 ? 1 : 0;
            if (done >= interruptAfter)
            {
                cancellation.Cancel();
            }
        });
        try
        {
            var result = trainer.Fit(Rows(counts, 0.3), Rows(counts, 1.1), run, progress, cancellation.Token);
            return ([.. model.StateDict().SelectMany(t => t.Value.Double().ToArray<double>())], result);
        }
        catch (OperationCanceledException)
        {
            return (null, null);
        }
    }

    private static TensorBatchSource Rows(int[] counts, double phase)
    {
        int[] labels = [.. counts.SelectMany((n, c) => Enumerable.Repeat(c, n))];
        var noise = ((Tensor.Arange(labels.Length * 3, ScalarType.Float64) * 12.9898) + phase).Sin() * 2;
        var centres = Tensor.FromArray(labels.Select(l => (double)l).ToArray()).Unsqueeze(1);
        return new TensorBatchSource(noise.Reshape(labels.Length, 3) + centres, labels);
    }

    private sealed class Steps(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}

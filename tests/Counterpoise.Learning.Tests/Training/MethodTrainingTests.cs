using Counterpoise.Comparisons;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Training;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Learning.Training;

/// <summary>Methods of the field from start to end: they learn, and an interruption changes nothing.</summary>
public class MethodTrainingTests
{
    private static readonly TrainerOptions Options = new() { Epochs = 6, BatchSize = 16, LearningRate = 0.02, Seed = 3, EmaDecay = 0.9,
        CheckpointSteps = 2 };

    public static TheoryData<string> Names => ["ldam-drw", "la+kcl", "paco", "la+proco", "vs-drw+bcl", "la+tsc", "ce+supmin",
        "la+supproto"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_loss_falls_and_stays_finite(string name)
    {
        var (weights, curve) = Train(name, null, int.MaxValue)!.Value;
        Assert.All(weights, w => Assert.True(float.IsFinite(w)));
        // The deferred weights of the last epochs change what is measured.
        Assert.True(curve[3] < curve[0], string.Join(", ", curve));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_interrupted_run_ends_with_the_same_weights(string name)
    {
        using var folder = new TemporaryFolder();
        var expected = Train(name, folder.File("whole"), int.MaxValue)!.Value;
        foreach (var steps in new[] { 11, 21 })
        {
            Assert.Null(Train(name, folder.File("broken"), steps));
        }

        var resumed = Train(name, folder.File("broken"), int.MaxValue)!.Value;
        Assert.Equal(expected.Weights, resumed.Weights);
        Assert.Equal(expected.Curve, resumed.Curve);
    }

    /// <returns>All weights and the loss of each epoch, or null when the run was interrupted.</returns>
    private static (float[] Weights, double[] Curve)? Train(string name, string? path, int interruptAfter)
    {
        using var train = new Blobs(1);
        using var validation = new Blobs(2);
        using var model = new TinyClassifier(3, 3).Initialize(Options.Seed);
        var objective = Method.Named(name).Objective(Blobs.Counts, Options.Epochs, Options.Seed);
        using var head = objective.ContrastiveTerm is null ? null : new ProjectionHead(16).Initialize(Options.Seed);
        using var learnt = objective.ContrastiveTerm?.LearntPart?.Initialize(Options.Seed);
        if (objective.ContrastiveTerm is ProbabilisticContrastive probabilistic)
        {
            model.Attach(new ContrastLogits(head!, probabilistic.Directions, 0.1, 1));
        }

        using var trainer = new Trainer(model, objective, head, Options);
        using var cancellation = new CancellationTokenSource();
        var run = path is null ? null : RunFolder.Open(path, new Dictionary<string, string> { ["method"] = name },
            new ComparisonEnvironment(), new Dictionary<string, string>(), resume: true);
        var steps = 0;
        void Count()
        {
            if (++steps >= interruptAfter)
            {
                cancellation.Cancel();
            }
        }

        try
        {
            var result = trainer.Fit(train.Source, validation.Source, run, new Reporter(Count), cancellation.Token);
            float[] weights = [.. Weights(model), .. head is null ? [] : Weights(head), .. learnt is null ? [] : Weights(learnt)];
            return (weights, [.. result.Curve.Select(e => e.Loss)]);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static IEnumerable<float> Weights(nn.Module module)
    {
        using var scope = torch.NewDisposeScope();
        return [.. module.StateDict().SelectMany(t => t.Value.Detach().Float().Reshape(-1).ToArray<float>())];
    }

    private sealed class Reporter(Action action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action();
    }
}

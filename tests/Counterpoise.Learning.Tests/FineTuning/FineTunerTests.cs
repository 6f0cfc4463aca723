using Counterpoise.Comparisons;
using Counterpoise.Learning.FineTuning;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Stages;
using Counterpoise.Learning.Training;
using Counterpoise.Options;
using Counterpoise.Tests.Learning.Training;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Learning.FineTuning;

public class FineTunerTests
{
    private static readonly FineTuningOptions Options = new() { HeadEpochs = 3, TuneEpochs = 3, HeadRate = 0.02, TuneRate = 0.002,
        OneStageRate = 0.01, BatchSize = 16 };

    [Theory]
    [InlineData(FineTuningArm.Probe)]
    [InlineData(FineTuningArm.OneStage)]
    [InlineData(FineTuningArm.LayerWise)]
    [InlineData(FineTuningArm.TwoStage)]
    public void Every_arm_makes_as_many_steps_and_learns_what_it_may(FineTuningArm arm)
    {
        using var folder = new TemporaryFolder();
        var (whole, weights, before) = Run(arm, folder.File("whole"), int.MaxValue)!.Value;
        Assert.Equal(6 * 7, whole.Steps);
        Assert.Equal(6, whole.EpochsRun);
        Assert.True(whole.Records[^1]["loss"] < whole.Records[0]["loss"]);
        Assert.Equal(arm == FineTuningArm.Probe, weights["features.weight"].SequenceEqual(before["features.weight"]));
        Assert.Equal(arm == FineTuningArm.Probe, weights["norm.running_mean"].SequenceEqual(before["norm.running_mean"]));
        Assert.False(weights["head.weight"].SequenceEqual(before["head.weight"]));

        // Within the first stage, at its end, and within the second.
        Assert.Null(Run(arm, folder.File("broken"), 9));
        Assert.Null(Run(arm, folder.File("broken"), 13));
        Assert.Null(Run(arm, folder.File("broken"), 12));
        var resumed = Run(arm, folder.File("broken"), int.MaxValue)!.Value;
        Assert.All(weights, w => Assert.Equal(w.Value, resumed.Weights[w.Key]));
    }

    [Fact]
    public void Rates_of_layers_fall_towards_the_first()
    {
        using var model = new TinyClassifier(3, 3).Initialize(1);
        var rules = FineTuner.LayerRules(model, 0.5);
        Assert.Equal(["features", "norm"], rules.Select(r => r.Parameters.Name));
        Assert.Equal([0.25, 0.5], rules.Select(r => r.RateFactor));
        Assert.True(rules[0].Parameters.Contains("features.weight") && !rules[0].Parameters.Contains("head.weight"));
    }

    [Fact]
    public void The_head_learns_first_and_then_everything_a_hundredth_as_fast()
    {
        using var model = new TinyClassifier(3, 3).Initialize(1);
        var stages = FineTuner.Stages(model, FineTuningArm.TwoStage, new FineTuningOptions(), 10);
        Assert.Equal([15, 30], stages.Select(s => s.Epochs));
        Assert.Equal((NormMode.FrozenParts, NormMode.Train), (stages[0].NormMode, stages[1].NormMode));
        Assert.Equal(0.01, stages[1].RateFactor, 1e-12);
        Assert.True(stages[1].RestartsOptimizers);
        Assert.True(stages[0].Frozen.Contains("features.weight") && !stages[0].Frozen.Contains("head.weight"));
        Assert.Equal(3, Assert.Throws<InvalidOptionsException>(() =>
            new FineTuningOptions { HeadEpochs = 0, TuneRate = 0, LayerDecay = 2 }.Validate()).Faults.Count);
    }

    private static (LoopResult Result, Dictionary<string, double[]> Weights, Dictionary<string, double[]> Before)? Run(FineTuningArm arm,
        string path, int interruptAfter)
    {
        using var train = new Blobs(1);
        using var validation = new Blobs(2);
        using var model = new TinyClassifier(3, 3).Initialize(3);
        Dictionary<string, double[]> Values() => model.StateDict().ToDictionary(t => t.Key,
            t => t.Value.Detach().Double().Reshape(-1).ToArray<double>());
        var before = Values();
        using var cancellation = new CancellationTokenSource();
        var steps = 0;
        var run = RunFolder.Open(path, new Dictionary<string, string>(), new ComparisonEnvironment(), new Dictionary<string, string>(),
            resume: true);
        try
        {
            var objective = new TrainingObjective(WeightedCrossEntropy.Unweighted(3), Blobs.Counts);
            var result = FineTuner.Run(model, objective, arm, train.Source, validation.Source, Options, 3, run, new Steps(p =>
            {
                if (p.WatchedMetric is null && ++steps >= interruptAfter)
                {
                    cancellation.Cancel();
                }
            }), cancellation.Token);
            return (result, Values(), before);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private sealed class Steps(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}

using Counterpoise.Learning.Models;
using Counterpoise.Learning.Observers;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Optimization;
using Counterpoise.Learning.Sampling;
using Counterpoise.Learning.Stages;
using Counterpoise.Learning.Steps;
using Counterpoise.Learning.Training;
using Counterpoise.Options;
using Counterpoise.Tests.Learning.Steps;
using Counterpoise.Tests.Learning.Training;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Tests.Learning.Stages;

public class TrainingStageTests
{
    private static readonly ParameterSelection Base = ParameterSelection.Prefixed("features.", "norm.");

    [Theory]
    [InlineData(NormMode.FrozenParts, false, false)]
    [InlineData(NormMode.Frozen, false, false)]
    [InlineData(NormMode.Train, true, false)]
    [InlineData(NormMode.Adapt, true, false)]
    public void A_frozen_base_stays_bit_for_bit_and_its_statistics_as_the_mode_says(NormMode mode, bool statisticsMove, bool baseMoves)
    {
        var (before, after) = Train([new TrainingStage { Name = "head", Epochs = 2, Frozen = Base, NormMode = mode }]);
        Assert.Equal(baseMoves, !Same(before, after, "features.weight", "features.bias", "norm.weight", "norm.bias"));
        Assert.Equal(statisticsMove, !Same(before, after, "norm.running_mean", "norm.running_var"));
        Assert.False(Same(before, after, "head.weight"));
    }

    [Fact]
    public void Adapting_statistics_leave_scale_and_shift_alone_while_the_rest_learns()
    {
        var (before, after) = Train([new TrainingStage { Name = "adapt", Epochs = 2, NormMode = NormMode.Adapt }]);
        Assert.True(Same(before, after, "norm.weight", "norm.bias"));
        Assert.False(Same(before, after, "features.weight"));
        Assert.False(Same(before, after, "norm.running_mean"));
    }

    [Fact]
    public void After_the_second_stage_the_base_has_learnt_at_its_own_rate_with_moments_of_its_own()
    {
        var rates = new List<double>();
        var second = new TrainingStage { Name = "all", Epochs = 2, RateFactor = 0.01, Schedule = new ConstantSchedule(),
            RestartsOptimizers = true };
        var (before, after) = Train([new TrainingStage { Name = "head", Epochs = 2, Frozen = Base, NormMode = NormMode.FrozenParts },
            second], rates);
        Assert.False(Same(before, after, "features.weight"));
        Assert.Equal([0.02, 0.02, 0.0002, 0.0002], rates.Select(r => Math.Round(r, 10)));
    }

    [Fact]
    public void Layer_wise_rates_follow_the_first_rule_that_holds_a_name()
    {
        using var model = new TinyClassifier(3, 3).Initialize(3);
        var settings = new OptimizerSettings { LearningRate = 0.1, Rules =
            [new(ParameterSelection.Prefixed("features."), 0.25), new(ParameterSelection.Prefixed("norm."), 0.5, 0)], WeightDecay = 0.01 };
        using var optimizer = settings.Create(model.NamedParameters());
        Assert.Equal([0.025, 0.05, 0.1], optimizer.Groups.Select(g => g.LearningRate));
        Assert.Equal(["weight", "bias"], optimizer.Groups[2].Parameters.Select(p =>
            model.NamedParameters().First(n => ReferenceEquals(n.Value, p) || n.Value.Handle == p.Handle).Key.Split('.')[^1]));
    }

    [Fact]
    public void Faults_of_options_are_all_listed()
    {
        var faults = Assert.Throws<InvalidOptionsException>(() =>
            new LoopOptions { Stages = [], AccumulationSteps = 0, NormBatches = -1 }.Validate()).Faults;
        Assert.Equal(3, faults.Count);
        Assert.Equal(2, Assert.Throws<InvalidOptionsException>(() =>
            new OptimizerSettings { LearningRate = 0, WeightDecay = -1 }.Validate()).Faults.Count);
        using var scope = torch.NewDisposeScope();
        using var toy = ToyRun.WeightedRegression();
        using var loop = new TrainingLoop(toy.Step, ToyRun.Options(1) with { Patience = 1 });
        Assert.Contains("nothing is evaluated", Assert.Throws<ArgumentException>(() => loop.Fit(toy.Source, toy.Sampler)).Message);
        using var other = new TrainingLoop(toy.Step, ToyRun.Options(1));
        Assert.Contains("made for 80 rows, the source has 90",
            Assert.Throws<ArgumentException>(() => other.Fit(toy.Source, new ShuffledBatches(80, 8, 1))).Message);
    }

    private static bool Same(Dictionary<string, double[]> before, Dictionary<string, double[]> after, params string[] names) =>
        names.All(n => before[n].SequenceEqual(after[n]));

    private static (Dictionary<string, double[]> Before, Dictionary<string, double[]> After) Train(IReadOnlyList<TrainingStage> stages,
        List<double>? rates = null)
    {
        using var scope = torch.NewDisposeScope();
        using var train = new Blobs(1);
        using var model = new TinyClassifier(3, 3).Initialize(3);
        Dictionary<string, double[]> Values() => model.StateDict().ToDictionary(t => t.Key,
            t => t.Value.Detach().Double().Reshape(-1).ToArray<double>());
        using var inputs = train.Source.Read([[.. Enumerable.Range(0, train.Labels.Length)]], 0, 1, CancellationToken.None).Single();
        var source = ToyRun.Labelled(inputs.Views[0], inputs.Labels);
        using var step = new GradientStep(
            model, b => new ModelOutput(model.Forward(b.Input("x")).Logits), RowObjective.CrossEntropy(),
                new OptimizerSettings { LearningRate = 0.02 });
        using var loop = new TrainingLoop(step, new LoopOptions { Stages = stages });
        var before = Values();
        loop.Fit(source, new ShuffledBatches(train.Labels.Length, 25, 1), null, null, [new Rates(rates)]);
        return (before, Values());
    }

    private sealed class Rates(List<double>? rates) : ITrainingObserver
    {
        public string Name => "rates";

        public void OnEpoch(EpochReport report) => rates?.Add(report.Record["learning_rate"]);
    }
}

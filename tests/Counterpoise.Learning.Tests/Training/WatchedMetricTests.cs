using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Training;
using Counterpoise.Options;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Learning.Training;

public class WatchedMetricTests
{
    private static readonly TrainerOptions Options = new() { Epochs = 8, BatchSize = 16, LearningRate = 0.02, Seed = 3 };

    [Theory]
    [InlineData("log_loss", false)]
    [InlineData("brier", false)]
    [InlineData("macro_f1", true)]
    public void The_best_epoch_is_the_lowest_where_lower_is_better(string metric, bool higher)
    {
        using var validation = new Blobs(2);
        var result = Fit(Options with { WatchedMetric = metric }, validation);
        var values = result.Curve.Select(point => point.ValidationMetric!.Value).ToList();
        Assert.Equal(higher ? values.Max() : values.Min(), result.BestMetric);
        Assert.Equal(result.BestMetric, values[result.BestEpoch - 1]);
    }

    [Theory]
    [InlineData(new[] { .5, .5, .5, .4, .4 }, new[] { 3.0, 2, 1, .5, .4 }, null, 3, 5)]
    [InlineData(new[] { .5, .5, .5, .5, .5 }, new[] { 3.0, 2, 1, .5, .4 }, 1, 5, 5)]
    [InlineData(new[] { .5, .5, .5, .5, .5 }, new[] { 3.0, 2, 2, .5, .4 }, 1, 2, 3)]
    [InlineData(new[] { .5, .6, .5, .5, .5 }, new[] { 3.0, 9, 1, .5, .4 }, null, 2, 5)]
    public void Of_epochs_of_one_value_the_one_of_the_least_loss_is_kept_and_patience_waits_while_it_falls(double[] watched,
        double[] losses, int? patience, int best, int run)
    {
        using var scope = torch.NewDisposeScope();
        using var toy = Steps.ToyRun.WeightedRegression();
        using var loop = new TrainingLoop(toy.Step, Steps.ToyRun.Options(watched.Length) with { Patience = patience });
        var result = loop.Fit(toy.Source, toy.Sampler, new Told(watched, losses));
        Assert.Equal((best, run), (result.BestEpoch, result.EpochsRun));
    }

    /// <summary>An evaluator that says what it was told to, epoch by epoch.</summary>
    private sealed class Told(double[] watched, double[] losses) : IEpochEvaluator
    {
        private int _epoch;

        public EpochEvaluation Evaluate(CancellationToken cancellationToken)
        {
            var value = new Counterpoise.Metrics.MetricValue("macro_f1", watched[_epoch], true);
            return new EpochEvaluation(value, [value])
            {
                TieBreaker = new Counterpoise.Metrics.MetricValue("log_loss", losses[_epoch++], false),
            };
        }
    }

    [Fact]
    public void What_cannot_be_watched_is_refused_before_the_first_epoch()
    {
        using var empty = new Blobs(2, [0, 0, 0]);
        using var oneClass = new Blobs(2, [5, 0, 0]);
        Assert.Contains("Patience is 2", Assert.Throws<InvalidOptionsException>(() => Fit(Options with { Patience = 2 }, null)).Message);
        Assert.Contains("validation split is empty", Assert.Throws<ArgumentException>(() => Fit(Options, empty)).Message);
        Assert.Contains("lacks 2 of 3 classes", Assert.Throws<ArgumentException>(() =>
            Fit(Options with { Epochs = 1, WarmUpEpochs = 0, WatchedMetric = "auroc" }, oneClass)).Message);
    }

    [Theory]
    [InlineData(ProjectionKind.Mlp, 1)]
    [InlineData(ProjectionKind.Linear, 2)]
    [InlineData(ProjectionKind.None, 2)]
    public void Every_head_trains_with_one_view_or_two(ProjectionKind kind, int views)
    {
        using var train = new Blobs(1);
        using var model = new TinyClassifier(3, 3).Initialize(3);
        using var head = new ProjectionHead(16, kind, 8).Initialize(3);
        var objective = new TrainingObjective(WeightedCrossEntropy.Unweighted(3), Blobs.Counts, new SupervisedContrastive(),
            new FixedSchedule(new(0.1, 0.75)));
        using var trainer = new Trainer(model, objective, head, Options with { Views = views });
        var result = trainer.Fit(train.Source, null);
        Assert.True(result.Curve[^1].ContrastiveTerm < result.Curve[0].ContrastiveTerm);
    }

    private static TrainResult Fit(TrainerOptions options, Blobs? validation)
    {
        using var train = new Blobs(1);
        using var model = new TinyClassifier(3, 3).Initialize(3);
        using var trainer = new Trainer(model, new TrainingObjective(WeightedCrossEntropy.Unweighted(3), Blobs.Counts), null, options);
        return trainer.Fit(train.Source, validation?.Source);
    }
}

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
        Assert.Equal(values.IndexOf(result.BestMetric!.Value) + 1, result.BestEpoch);
    }

    [Fact]
    public void What_cannot_be_watched_is_refused_before_the_first_epoch()
    {
        using var empty = new Blobs(2, [0, 0, 0]);
        using var oneClass = new Blobs(2, [5, 0, 0]);
        Assert.Contains("Patience is 2", Assert.Throws<InvalidOptionsException>(() => Fit(Options with { Patience = 2 }, null)).Message);
        Assert.Contains("validation part is empty", Assert.Throws<ArgumentException>(() => Fit(Options, empty)).Message);
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

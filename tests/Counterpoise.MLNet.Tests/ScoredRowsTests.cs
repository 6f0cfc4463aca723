using Counterpoise.Calibration;
using Counterpoise.Classifiers;
using Counterpoise.Metrics;
using Counterpoise.MLNet;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Microsoft.ML;

namespace Counterpoise.Tests.MLNet;

public class ScoredRowsTests
{
    private static readonly MLContext Context = new(seed: 1);

    [Fact]
    public void Metrics_threshold_shares_and_intervals_come_from_scored_data()
    {
        var split = Context.Data.StratifiedSplit(DataViewTests.View(300, 60), "Label", .3, .2, seed: 1);
        var model = Context.Transforms.NormalizeMeanVariance("Features")
            .Append(Context.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.Training);
        var (validation, test) = (ScoredRows.Read(model.Transform(split.Validation!), "Label"),
            ScoredRows.Read(model.Transform(split.Test), "Label"));
        var theirs = Context.BinaryClassification.Evaluate(model.Transform(split.Test));
        var ours = test.Evaluate(new EvaluationOptions { BootstrapReplicates = 50 });
        Assert.Equal(theirs.AreaUnderRocCurve, ours.Value("auroc")!.Value, 1e-3);
        Assert.NotNull(ours.Metrics.Single(m => m.Name == "auroc").Interval);
        var threshold = validation.BestThreshold();
        Assert.InRange(threshold.Threshold, 0, 1);
        Assert.Equal(test.Evaluate().Value("auroc"), test.Evaluate(threshold).Value("auroc"));
        Assert.Equal(DecisionThreshold.ByF1([.. validation.Labels], [.. validation.Probabilities.Where((_, i) => i % 2 == 1)]),
            validation.BestThreshold((y, s) => DecisionThreshold.ByF1(y, s)));
        var shifted = test.WithShares([1, 1], [9, 1]);
        Assert.All(test.Probabilities.Zip(shifted.Probabilities).Where((_, i) => i % 2 == 1), p => Assert.True(p.Second <= p.First + 1e-9));
    }

    [Fact]
    public void Several_classes_are_read_from_a_vector_of_scores_with_the_names_of_the_key()
    {
        var data = Context.Transforms.Conversion.MapValueToKey("Label", "Group").Fit(DataViewTests.View(60, 24))
            .Transform(DataViewTests.View(60, 24));
        var model = Context.MulticlassClassification.Trainers.LbfgsMaximumEntropy().Fit(data);
        var scored = ScoredRows.Read(model.Transform(data), "Label");
        Assert.Equal(12, scored.ClassNames.Count);
        Assert.StartsWith("g", scored.ClassNames[0]);
        Assert.All(scored.Probabilities.Chunk(12), p => Assert.Equal(1, p.Sum(), 1e-9));
        Assert.Throws<InvalidOperationException>(() => scored.BestThreshold());
        Assert.Contains("expected a Single", Assert.Throws<ArgumentException>(() => ScoredRows.Read(model.Transform(data), "Label", "Name"))
            .Message);
    }

    [Fact]
    public void A_trainer_of_MLNet_is_a_classifier_of_two_and_of_several_classes_with_weights()
    {
        var random = new RandomStream(1);
        var (x, y) = (new DenseMatrix(200, 2), new int[200]);
        for (var i = 0; i < 200; i++)
        {
            (y[i], x[i, 0], x[i, 1]) = (i % 5 == 0 ? 1 : 0, random.NextNormal() + (i % 5 == 0 ? 2 : 0), random.NextNormal());
        }

        var two = new EstimatorClassifier("lbfgs", c => c.BinaryClassification.Trainers.LbfgsLogisticRegression(
            exampleWeightColumnName: "Weight"));
        using var plain = two.Fit(x, y, 2, [], new RandomStream(1)) as IDisposable;
        var p = ((IFittedClassifier)plain!).PredictProbabilities(x);
        Assert.InRange(Auroc.Of(y, [.. p.Where((_, i) => i % 2 == 1)]), .85, 1);
        var weighted = new ClassWeighted(two).Fit(x, y, 2, [], new RandomStream(1)).PredictProbabilities(x);
        Assert.True(weighted.Where((_, i) => i % 2 == 1).Average() > p.Where((_, i) => i % 2 == 1).Average() + .1);
        var several = new EstimatorClassifier("entropy", c => c.MulticlassClassification.Trainers.LbfgsMaximumEntropy())
            .Fit(x, [.. y.Select((c, i) => c == 1 ? 2 : i % 2)], 3, [], new RandomStream(1));
        Assert.Equal(600, several.PredictProbabilities(x).Length);
    }

    [Fact]
    public void The_sample_of_the_first_page_runs()
    {
        var run = ProgramRun.Of(Path.Combine(Repository.Root, "artifacts", "bin", "MlNetUser", "release", "MlNetUser"), []);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(3, run.Output.Trim().Split('\n').Length);
        Assert.Contains("SMOTE-NC", run.Output);
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "samples", "MlNetUser", "Program.cs"));
        Assert.InRange(lines.Count(l => l.Length > 0), 20, 45);
    }
}

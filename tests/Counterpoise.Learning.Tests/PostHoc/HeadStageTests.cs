using Counterpoise.Comparisons;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.PostHoc;
using Counterpoise.Learning.Prediction;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Training;
using Counterpoise.Metrics;
using Counterpoise.Options;
using Counterpoise.Tests.Learning.Training;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Learning.PostHoc;

public class HeadStageTests
{
    private static readonly int[] s_skewed = [300, 60, 8];
    private static readonly TrainerOptions s_options = new() { Epochs = 3, BatchSize = 32, LearningRate = 0.01, Seed = 3,
        WatchedMetric = "balanced_accuracy" };

    [Theory]
    [InlineData(HeadStageKind.Retraining)]
    [InlineData(HeadStageKind.Rescaling)]
    public void The_last_layer_alone_changes_and_rare_classes_gain(HeadStageKind kind)
    {
        using var train = new Blobs(1, s_skewed);
        using var validation = new Blobs(2, [50, 50, 50]);
        using var model = Trained(train);
        var before = Values(model);
        var plain = Balanced(model, validation);
        var result = HeadStage.Run(model, Of(kind), train.Source, validation.Source, s_options);
        var after = Values(model);
        Assert.All(before.Where(v => !v.Key.StartsWith("head", StringComparison.Ordinal)), v => Assert.Equal(v.Value, after[v.Key]));
        Assert.NotEqual(before["head.weight"], after["head.weight"]);
        Assert.All(after["head.weight"], w => Assert.True(float.IsFinite(w)));
        var balanced = Balanced(model, validation);
        Assert.True(balanced > plain, $"{plain} before, {balanced} after");
        Assert.Equal(result.Metric!.Value, balanced, 1e-6);
        Assert.Contains("second stage", result.Description);
    }

    [Fact]
    public void Rescaling_multiplies_weights_and_bias_of_a_class_by_one_factor()
    {
        using var train = new Blobs(1, s_skewed);
        using var model = Trained(train);
        var before = Values(model);
        HeadStage.Run(model, Of(HeadStageKind.Rescaling), train.Source, null, s_options);
        var after = Values(model);
        for (var c = 0; c < 3; c++)
        {
            var factor = after["head.bias"][c] / before["head.bias"][c];
            Assert.All(Enumerable.Range(16 * c, 16), i => Assert.Equal(before["head.weight"][i] * factor, after["head.weight"][i], 1e-4f));
        }
    }

    [Fact]
    public void Normalisation_undoes_a_norm_that_favours_the_frequent_class_as_far_as_validation_says()
    {
        using var train = new Blobs(1, s_skewed);
        using var validation = new Blobs(2, [50, 50, 50]);
        using var model = Trained(train);
        using (var scope = torch.NewDisposeScope())
        using (torch.no_grad())
        {
            model.Head!.Weight.CopyFrom(model.Head.Weight * Tensor.FromArray(new[,] { { 8f }, { 1f }, { 1f } }));
            model.Head.Bias!.ZeroInPlace();
        }

        var (before, plain) = (Values(model), Balanced(model, validation));
        var result = HeadStage.Run(model, Of(HeadStageKind.Normalization), train.Source, validation.Source, s_options);
        var after = Values(model);
        Assert.InRange(result.Tau!.Value, 0.1, 1);
        Assert.Equal(before["features.weight"], after["features.weight"]);
        Assert.Equal(result.Metric!.Value, Balanced(model, validation), 1e-6);
        Assert.True(result.Metric > plain, $"{plain} before, {result.Metric} after");
    }

    [Fact]
    public void Without_validation_rows_all_norms_become_one_and_the_bias_goes()
    {
        using var train = new Blobs(1, s_skewed);
        using var model = Trained(train);
        var result = HeadStage.Run(model, Of(HeadStageKind.Normalization), train.Source, null, s_options);
        Assert.Equal((1.0, null), (result.Tau, result.Metric));
        using var scope = torch.NewDisposeScope();
        Golden.Close([1, 1, 1], model.Head!.Weight.Detach().Norm([1]).Double(), 1e-6);
        Golden.Close([0, 0, 0], model.Head.Bias!.Detach().Double(), 0);
    }

    [Fact]
    public void Adjustment_takes_the_class_shares_from_the_bias_as_far_as_validation_says()
    {
        using var train = new Blobs(1, s_skewed);
        using var validation = new Blobs(2, [50, 50, 50]);
        using var model = Trained(train);
        var (before, plain) = (Values(model), Balanced(model, validation));
        var result = HeadStage.Run(model, Of(HeadStageKind.Adjustment), train.Source, validation.Source, s_options);
        var (after, tau) = (Values(model), result.Tau!.Value);
        Assert.InRange(tau, 0.25, 2);
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal(before["head.bias"][c] - (tau * Math.Log(s_skewed[c] / 368.0)), after["head.bias"][c], 1e-5);
        }

        Assert.Equal(before["head.weight"], after["head.weight"]);
        Assert.Equal(result.Metric!.Value, Balanced(model, validation), 1e-6);
        Assert.True(result.Metric > plain, $"{plain} before, {result.Metric} after");
    }

    [Fact]
    public void Adjusted_without_validation_rows_by_the_whole_shares_a_class_without_rows_keeps_its_bias()
    {
        using var train = new Blobs(1, [30, 10, 0]);
        using var model = Trained(train);
        var before = Values(model)["head.bias"];
        Assert.Equal((1.0, null), HeadStage.Run(model, Of(HeadStageKind.Adjustment), train.Source, null, s_options) is var result
            ? (result.Tau, result.Metric) : default);
        var after = Values(model)["head.bias"];
        Golden.Close([-Math.Log(0.75), -Math.Log(0.25), 0], [.. after.Zip(before, (a, b) => (double)a - b)], 1e-6);
    }

    [Theory]
    [InlineData(HeadStageKind.Retraining)]
    [InlineData(HeadStageKind.Rescaling)]
    public void Killed_at_any_moment_the_stage_ends_with_the_same_weights(HeadStageKind kind)
    {
        using var folder = new TemporaryFolder();
        using var train = new Blobs(1, s_skewed);
        using var model = Trained(train);
        var run = RunFolder.Open(folder.Path, new Dictionary<string, string>(), new ComparisonEnvironment(), new Dictionary<string,
            string> { ["architecture"] = "tiny" }, resume: true);
        SafetensorsFile.Save(run.BestCheckpoint, model.StateDict());
        using (var cancelled = new CancellationTokenSource())
        {
            cancelled.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() =>
                HeadStage.Run(model, Of(kind), train.Source, train.Source, s_options, run, cancelled.Token));
        }

        HeadStage.Run(model, Of(kind), train.Source, train.Source, s_options, run, TestContext.Current.CancellationToken);
        var first = Values(model);
        Assert.Equal(first["head.weight"], Kept(run.BestCheckpoint));
        Assert.NotEqual(first["head.weight"], Kept(run.FirstStageCheckpoint));

        // Killed after the new weights were written, the stage starts from those of the first again.
        HeadStage.Run(model, Of(kind), train.Source, train.Source, s_options, run, TestContext.Current.CancellationToken);
        Assert.Equal(first["head.weight"], Values(model)["head.weight"]);
    }

    [Fact]
    public void What_cannot_be_done_is_refused()
    {
        using var train = new Blobs(1);
        using var model = new TinyClassifier(3, 3) { HasHead = false }.Initialize(3);
        Assert.Contains("penultimate", Assert.Throws<ArgumentException>(() => HeadStage.Run(model, new(), train.Source, null, s_options))
            .Message);
        Assert.Equal(2, Assert.Throws<InvalidOptionsException>(new HeadStageOptions { Epochs = 0, LearningRate = -1 }.Validate)
            .Faults.Count);
    }

    private static HeadStageOptions Of(HeadStageKind kind) => new() { Kind = kind, LearningRate = 0.03 };

    private static TinyClassifier Trained(Blobs train)
    {
        var model = new TinyClassifier(3, 3).Initialize(3);
        using var trainer = new Trainer(model, new TrainingObjective(WeightedCrossEntropy.Unweighted(3), s_skewed), null, s_options);
        trainer.Fit(train.Source, null);
        return model;
    }

    private static double Balanced(TinyClassifier model, Blobs rows)
    {
        var predictions = Predictor.Run(model, rows.Source);
        return Evaluation.Of(predictions.Labels, predictions.Probabilities, ["a", "b", "c"]).Value("balanced_accuracy")!.Value;
    }

    private static Dictionary<string, float[]> Values(nn.Module model)
    {
        using var scope = torch.NewDisposeScope();
        return model.StateDict().ToDictionary(t => t.Key, t => t.Value.Detach().Float().Reshape(-1).ToArray<float>());
    }

    private static float[] Kept(string path)
    {
        using var scope = torch.NewDisposeScope();
        return SafetensorsFile.Load(path)["head.weight"].Reshape(-1).ToArray<float>();
    }
}

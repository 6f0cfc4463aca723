using System.Globalization;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Images;
using Counterpoise.Learning.Prediction;
using Counterpoise.Metrics;
using Counterpoise.Vision.Models;

namespace Counterpoise.Tests.Workflows;

public class ImageDecisionTests
{
    private static readonly ModelCard s_card = new() { Architecture = "mobilenet-v3-small", ClassNames = ["good", "defect"],
        ImageSize = 32, TrainCounts = [90, 10] };
    private static readonly PredictionBatch s_test = Of([0, 1, 1], 0.05, 0.2, 0.6);
    private static readonly PredictionBatch s_validation = Of([0, 0, 1, 1], 0.1, 0.15, 0.18, 0.3);

    [Fact]
    public void Without_options_the_most_probable_class_is_decided()
    {
        var (set, positive) = Decide([]);
        Assert.Equal([0, 0, 1], set.Predicted);
        Assert.Equal(s_test.Probabilities, set.Probabilities!);
        Assert.Equal(1, positive);
    }

    [Fact]
    public void By_hand_balanced_shares_divide_by_those_of_the_training()
    {
        var (set, _) = Decide(["--prior", "balanced"]);
        Assert.Equal([0, 1, 1], set.Predicted);
        Assert.Equal(0.2 / 0.1 / ((0.2 / 0.1) + (0.8 / 0.9)), set.Probabilities![3], 1e-12);
        Assert.Equal(set.Probabilities, Decide(["--prior", "3/3"]).Set.Probabilities!);
        Assert.Equal(s_test.Probabilities[3], Decide(["--prior", "0.9/0.1"]).Set.Probabilities![3], 1e-12);
    }

    [Theory]
    [InlineData("f1")]
    [InlineData("balanced-accuracy")]
    [InlineData("g-mean")]
    public void The_threshold_of_the_rarer_class_comes_from_the_validation_part(string rule)
    {
        Assert.Equal([0, 1, 1], Decide(["--tune-threshold", rule]).Set.Predicted);

        // Both sides of the decision are corrected alike, so that the decisions stay.
        Assert.Equal([0, 1, 1], Decide(["--tune-threshold", rule, "--prior", "balanced"]).Set.Predicted);
        var mirrored = s_card with { TrainCounts = [10, 90] };
        Assert.Equal(0, Decide(["--tune-threshold", rule], mirrored).PositiveClass);
    }

    [Fact]
    public void Predictions_are_corrected_and_decided_from_the_threshold_on()
    {
        var image = new ImagePrediction("a.png", [0.8, 0.2]);
        Assert.Equal(0, Each([])(image).Class);
        Assert.Equal(1, Each(["--threshold", "0.2"])(image).Class);
        Assert.Equal(0, Each(["--threshold", "0.21"])(image).Class);
        Assert.Equal(0, Each(["--threshold", "0.5"], s_card with { TrainCounts = [10, 90] })(image).Class);
        Assert.Equal(1, Each(["--threshold", "0.81"], s_card with { TrainCounts = [10, 90] })(image).Class);
        var corrected = Each(["--prior", "balanced"])(image);
        Assert.Equal(1, corrected.Class);
        Assert.Equal(0.2 / 0.1 / ((0.2 / 0.1) + (0.8 / 0.9)), corrected.Probabilities[1], 1e-12);
        Assert.Equal(0, Each(["--prior", "balanced", "--threshold", "0.7"])(image).Class);
        Assert.Contains("--threshold is 1.5", Assert.Throws<InputException>(() => Each(["--threshold", "1.5"])).Message);
        Assert.Contains("one class against the others, and the model has 3", Assert.Throws<InputException>(() =>
            Each(["--threshold", "0.5"], s_card with { ClassNames = ["a", "b", "c"] })).Message);
    }

    private static Func<ImagePrediction, ImagePrediction> Each(string[] line, ModelCard? card = null)
    {
        return ImageDecision.OfEach(Options(line), card ?? s_card);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var three = s_card with { ClassNames = ["a", "b", "c"], TrainCounts = [1, 2, 3] };
        var batch = new PredictionBatch([0], [0.2, 0.3, 0.5], [], 0);
        string Fault(string[] line, ModelCard card, PredictionBatch predictions) =>
            Assert.Throws<InputException>(() => Decide(line, card, predictions)).Message;
        Assert.Contains("one class against the others, and the model has 3", Fault(["--tune-threshold", "f1"], three, batch));
        Assert.Contains("2 shares for 3 classes", Fault(["--prior", "1/2"], three, batch));
        Assert.Contains("--prior holds 'much'", Fault(["--prior", "much/1"], s_card, s_test));
        Assert.Contains("not all 0", Fault(["--prior", "0/0"], s_card, s_test));
        Assert.Contains("trained with wce do not", Fault(["--prior", "balanced"],
            s_card with { Method = "wce", FollowsClassPriors = false }, s_test));
        Assert.Contains("does not say how many", Fault(["--prior", "balanced"], s_card with { TrainCounts = [] }, s_test));
    }

    private static (PredictionSet Set, int PositiveClass) Decide(string[] line, ModelCard? card = null, PredictionBatch? predictions = null)
    {
        return ImageDecision.Decide(Options(line), card ?? s_card, predictions ?? s_test, () => s_validation, null);
    }

    private static ImageDecisionOptions Options(string[] line)
    {
        string? Value(string name) => Array.IndexOf(line, name) is var i and >= 0 ? line[i + 1] : null;
        return new() { Prior = Value("--prior"), TuneThreshold = Value("--tune-threshold"),
            Threshold = Value("--threshold") is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null };
    }

    private static PredictionBatch Of(int[] labels, params double[] defect) =>
        new(labels, [.. defect.SelectMany(p => new[] { 1 - p, p })], [], 0);
}

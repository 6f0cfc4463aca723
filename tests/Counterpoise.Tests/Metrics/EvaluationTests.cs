using System.Text.Json;
using Counterpoise.Metrics;
using Counterpoise.Options;

namespace Counterpoise.Tests.Metrics;

public class EvaluationTests
{
    private static readonly int[] Labels = [0, 0, 0, 1, 1, 2];
    private static readonly double[] Probabilities = [0.7, 0.2, 0.1, 0.6, 0.3, 0.1, 0.2, 0.5, 0.3, 0.1, 0.8, 0.1, 0.5, 0.4, 0.1, 0.2, 0.1,
        0.7];
    private static readonly string[] Names = ["a", "b", "c"];

    [Fact]
    public void Json_reads_back_as_the_same_evaluation()
    {
        var evaluation = Evaluation.Of(Labels, Probabilities, Names, new EvaluationOptions { BootstrapReplicates = 50 });
        var json = JsonSerializer.Serialize(evaluation);
        var back = JsonSerializer.Deserialize<Evaluation>(json)!;
        Assert.Equal(json, JsonSerializer.Serialize(back));
        Assert.Equal(evaluation.Value("macro_f1"), back.Value("macro_f1"));
        Assert.Equal(evaluation.Confusion.Counts, back.Confusion.Counts);
        Assert.Equal(double.PositiveInfinity, back.RocCurves[0].Points[0].Threshold);
    }

    [Fact]
    public void The_predicted_class_is_the_most_probable_one()
    {
        var evaluation = Evaluation.Of(Labels, Probabilities, Names);
        Assert.Equal([[2L, 1, 0], [1, 1, 0], [0, 0, 1]], evaluation.Confusion.Counts.Select(r => r.ToArray()));
        Assert.Equal(4.0 / 6, evaluation.Value("accuracy")!.Value, 1e-15);
        Assert.Equal(3, evaluation.RocCurves.Count);
    }

    [Fact]
    public void Predicted_classes_alone_leave_out_what_needs_probabilities()
    {
        var evaluation = Evaluation.Of(Labels, [0, 0, 1, 1, 0, 2], Names);
        Assert.Null(evaluation.Value("auroc"));
        Assert.DoesNotContain(evaluation.Metrics, m => m.Name == "brier");
        Assert.Empty(evaluation.RocCurves);
        Assert.Empty(evaluation.Calibration);
    }

    [Fact]
    public void An_absent_class_is_left_out_of_means_and_named()
    {
        var evaluation = Evaluation.Of([0, 0, 1], [0, 0, 1], Names);
        Assert.Equal(1, evaluation.Value("balanced_accuracy"));
        Assert.Equal(["c"], evaluation.AbsentClasses);
        Assert.Contains(evaluation.Notes, n => n.Contains("'c' has no row", StringComparison.Ordinal));
        Assert.Null(evaluation.Classes[2].Recall);
        Assert.Null(evaluation.Classes[2].RecallInterval);
        Assert.True(evaluation.Classes[2].Absent);

        var zero = Evaluation.Of([0, 0, 1], [0, 0, 1], Names, new EvaluationOptions { AbsentClasses = AbsentClassPolicy.Zero });
        Assert.Equal(2.0 / 3, zero.Value("balanced_accuracy")!.Value, 1e-15);
        Assert.Equal(0, zero.Value("geometric_mean"));
        var fault = Assert.Throws<InvalidOperationException>(() =>
            Evaluation.Of([0, 0, 1], [0, 0, 1], Names, new EvaluationOptions { AbsentClasses = AbsentClassPolicy.Throw }));
        Assert.Contains("'c'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_is_never_predicted_has_precision_zero_and_a_note()
    {
        var evaluation = Evaluation.Of([0, 1], [0, 0], ["a", "b"]);
        Assert.True(evaluation.Classes[1].NeverPredicted);
        Assert.Equal(0, evaluation.Classes[1].Precision);
        Assert.Contains(evaluation.Notes, n => n.Contains("never predicted", StringComparison.Ordinal));
    }

    [Fact]
    public void Bootstrap_intervals_hold_the_value_and_repeat_for_a_seed()
    {
        var options = new EvaluationOptions { BootstrapReplicates = 200, Seed = 3 };
        var first = Evaluation.Of(Labels, Probabilities, Names, options);
        Assert.All(first.Metrics.Where(m => m.Name is "accuracy" or "auroc" or "brier"),
            m => Assert.True(m.Interval!.Contains(m.Value!.Value)));
        Assert.Equal(JsonSerializer.Serialize(first), JsonSerializer.Serialize(Evaluation.Of(Labels, Probabilities, Names, options)));
    }

    [Fact]
    public void Intervals_of_what_depends_on_the_class_shares_let_the_shares_vary()
    {
        // 600 rows, a tenth rare; of the rare ones half are found, of the others 97%. Wilson has [0.899, 0.943] for 554 of 600.
        int[] labels = [.. Enumerable.Range(0, 600).Select(i => i < 60 ? 1 : 0)],
            predicted = [.. Enumerable.Range(0, 600).Select(i => i < 30 || (i >= 60 && i < 76) ? 1 : 0)];
        var accuracy = Evaluation.Of(labels, predicted, ["no", "yes"], new EvaluationOptions { BootstrapReplicates = 2000 })
            .Metrics.Single(m => m.Name == "accuracy").Interval!;
        var wilson = Counterpoise.Statistics.WilsonInterval.Of(554, 600);
        Assert.Equal(wilson.Lower, accuracy.Lower, 2);
        Assert.Equal(wilson.Upper, accuracy.Upper, 2);
    }

    [Fact]
    public void A_metric_that_needs_a_class_has_no_value_without_it_where_comparisons_ask()
    {
        var undefined = Evaluation.Of([0, 0], [0.9, 0.1, 0.8, 0.2], ["well", "sick"],
            new EvaluationOptions { AbsentClasses = AbsentClassPolicy.Undefined });
        Assert.All(new[] { "geometric_mean", "macro_f1", "balanced_accuracy", "mcc", "average_precision", "auroc" },
            name => Assert.Null(undefined.Value(name)));
        Assert.Equal((1.0, 1.0), (undefined.Value("accuracy"), Evaluation.Of([0, 0], [0.9, 0.1, 0.8, 0.2], ["well", "sick"])
            .Value("geometric_mean")));
        var positives = Evaluation.Of([1, 1], [0.1, 0.9, 0.8, 0.2], ["well", "sick"],
            new EvaluationOptions { AbsentClasses = AbsentClassPolicy.Undefined });
        Assert.Null(positives.Value("average_precision"));
    }

    [Fact]
    public void Curves_are_thinned_and_keep_their_ends()
    {
        var random = new Counterpoise.Randomness.RandomStream(1);
        var labels = Enumerable.Range(0, 500).Select(i => i % 2).ToArray();
        var p = labels.SelectMany(_ => random.NextDouble() is var v ? new[] { v, 1 - v } : []).ToArray();
        var curve = Assert.Single(Evaluation.Of(labels, p, ["no", "yes"], new EvaluationOptions { CurvePoints = 30 }).RocCurves).Points;
        Assert.Equal(30, curve.Count);
        Assert.Equal((0.0, 0.0), (curve[0].X, curve[0].Y));
        Assert.Equal((1.0, 1.0), (curve[^1].X, curve[^1].Y));
    }

    [Fact]
    public void Faults_say_what_was_found_and_expected()
    {
        Assert.Contains("softmax", Assert.Throws<ArgumentException>(() => Evaluation.Of([0, 1], [2.0, -1, 0, 1], ["a", "b"])).Message,
            StringComparison.Ordinal);
        Assert.Contains("sums to", Assert.Throws<ArgumentException>(() => Evaluation.Of([0, 1], [0.2, 0.2, 0, 1], ["a", "b"])).Message,
            StringComparison.Ordinal);
        Assert.Contains("2 rows × 2 classes = 4", Assert.Throws<ArgumentException>(() => Evaluation.Of([0, 1], [0.2, 0.8], ["a", "b"]))
            .Message, StringComparison.Ordinal);
        Assert.Contains("label 2", Assert.Throws<ArgumentException>(() => Evaluation.Of([0, 2], new[] { 0, 1 }, ["a", "b"])).Message,
            StringComparison.Ordinal);
        var options = Assert.Throws<InvalidOptionsException>(() =>
            new EvaluationOptions { Confidence = 1, CalibrationBins = 0, CurvePoints = 1 }.Validate());
        Assert.Contains("Confidence", options.Message, StringComparison.Ordinal);
        Assert.Contains("CalibrationBins", options.Message, StringComparison.Ordinal);
        Assert.Contains("CurvePoints", options.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cost_is_the_mean_over_rows()
    {
        var cm = ConfusionMatrix.Of([0, 0, 1, 1], [0, 1, 0, 1], ["a", "b"]);
        Assert.Equal((1.0 + 10) / 4, MisclassificationCost.Of(cm, new double[,] { { 0, 1 }, { 10, 0 } }));
        Assert.Throws<ArgumentException>(() => MisclassificationCost.Of(cm, new double[,] { { 0 } }));
    }
}

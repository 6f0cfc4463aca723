using System.Text.Json;
using Counterpoise.Metrics;

namespace Counterpoise.Tests.Metrics.Ranking;

/// <summary>Loops over all pairs and SciPy's root finder; the numbers are made by oracles/auroc_interval.py.</summary>
public class AurocIntervalTests
{
    private static readonly string[] Three = ["a", "b", "c"];

    [Fact]
    public void Intervals_of_one_area_equal_the_oracle()
    {
        foreach (var o in OracleJson.Read("auroc_interval.json").GetProperty("cases").EnumerateArray())
        {
            var found = AurocInterval.Of(o.Ints("labels"), o.Doubles("scores"), 1, Weights(o), o.Double("confidence"))!;
            Assert.Equal(o.Double("lower"), found.Lower, 1e-9);
            Assert.Equal(o.Double("upper"), found.Upper, 1e-9);
        }
    }

    [Fact]
    public void Intervals_of_several_classes_equal_the_oracle()
    {
        foreach (var o in OracleJson.Read("auroc_interval.json").GetProperty("several").EnumerateArray())
        {
            var set = PredictionSet.FromProbabilities(o.Ints("labels"), o.Doubles("probabilities"), Three, Weights(o));
            Assert.Equal(o.Double("area"), set.Measure(new Auroc()), 1e-12);
            var found = AurocInterval.Of(set)!;
            Assert.Equal(o.Double("lower"), found.Lower, 1e-9);
            Assert.Equal(o.Double("upper"), found.Upper, 1e-9);
            var fourth = PredictionSet.FromProbabilities(set.Labels,
                [.. set.Probabilities!.Chunk(3).SelectMany(p => p.Append(0))], [.. Three, "absent"], Weights(o));
            Assert.Equal(found, AurocInterval.Of(fourth));
        }
    }

    [Fact]
    public void Rows_that_are_ranked_without_an_error_leave_room_below_one_and_a_side_without_rows_gives_none()
    {
        var found = AurocInterval.Of([0, 0, 0, 0, 0, 0, 1, 1], [1, 2, 3, 4, 5, 6, 7, 8.0])!;
        Assert.Equal(1, found.Upper);
        Assert.InRange(found.Lower, 0.3, 0.9);
        var turned = AurocInterval.Of([1, 1, 1, 1, 1, 1, 0, 0], [1, 2, 3, 4, 5, 6, 7, 8.0])!;
        Assert.Equal((0, 1 - found.Lower), (turned.Lower, Math.Round(turned.Upper, 12)), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-12
            && Math.Abs(a.Item2 - b.Item2) < 1e-9);
        Assert.Null(AurocInterval.Of([0, 0, 0], [1, 2, 3.0]));
        Assert.Null(AurocInterval.Of([0, 1, 0], [1, 2, 3.0], weights: [1, 0, 1.0]));
        Assert.Throws<ArgumentException>(() => AurocInterval.Of([0, 1], [1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => AurocInterval.Of([0, 1], [1, 2.0], confidence: 1));
    }

    [Fact]
    public void One_weight_for_all_rows_is_no_weight_and_rows_of_weight_zero_are_not_there()
    {
        int[] labels = [0, 1, 0, 0, 1, 0, 1, 0];
        double[] scores = [0.1, 0.7, 0.4, 0.6, 0.5, 0.2, 0.9, 0.8];
        var plain = AurocInterval.Of(labels, scores)!;
        var equal = AurocInterval.Of(labels, scores, weights: [.. labels.Select(_ => 3.0)])!;
        Assert.Equal(plain.Lower, equal.Lower, 1e-12);
        Assert.Equal(plain.Upper, equal.Upper, 1e-12);
        var further = AurocInterval.Of([.. labels, 1], [.. scores, 0], weights: [.. labels.Select(_ => 1.0), 0])!;
        Assert.Equal(plain.Lower, further.Lower, 1e-12);
    }

    [Fact]
    public void An_evaluation_gives_it_where_intervals_are_asked_for()
    {
        double[] probabilities = [0.9, 0.1, 0.2, 0.8, 0.7, 0.3, 0.4, 0.6, 0.6, 0.4, 0.35, 0.65];
        int[] labels = [0, 1, 0, 0, 1, 1];
        var found = Evaluation.Of(labels, probabilities, ["no", "yes"], new EvaluationOptions { BootstrapReplicates = 20 });
        Assert.Equal(AurocInterval.Of(PredictionSet.FromProbabilities(labels, probabilities, ["no", "yes"])),
            found.Metrics.Single(m => m.Name == "auroc").Interval);
        Assert.Null(Evaluation.Of(labels, probabilities, ["no", "yes"]).Metrics.Single(m => m.Name == "auroc").Interval);
    }

    private static double[]? Weights(JsonElement o) =>
        o.GetProperty("weights").ValueKind == JsonValueKind.Null ? null : o.Doubles("weights");
}

using Counterpoise.Comparisons;
using Counterpoise.Metrics;
using Counterpoise.Verdicts;

namespace Counterpoise.Tests.Comparisons;

/// <summary>A metric of the user's own that is better when lower.</summary>
public class OwnMetricTests
{
    private sealed class Alarms : IMetric
    {
        public string Name => "false_alarms_per_day";

        public string Label => "false alarms per day";

        public double? Low => 0;

        public bool HigherIsBetter => false;

        public bool NeedsProbabilities => false;

        public double Measure(PredictionSet predictions) =>
            predictions.Predicted.Zip(predictions.Labels, (p, y) => p == 1 && y == 0 ? 24.0 : 0).Average();
    }

    private static Comparison Compared()
    {
        // c raises two alarms a day, the others five and six.
        var comparison = ComparisonAnalysisTests.Images(1, 12, (_, m, seed) =>
            (m == "c" ? 2 : m == "b" ? 5 : 6) + (0.1 * Math.Sin((seed * 7) + m[0])));
        return comparison with
        {
            PrimaryMetric = "false_alarms_per_day",
            OwnMetrics = [MetricDescription.Of(new Alarms())],
            Cells = [.. comparison.Cells.Select(c => c with { Metrics = new Dictionary<string,
                double> { ["false_alarms_per_day"] = c.Metrics.Values.First() } })],
        };
    }

    [Fact]
    public void A_fall_helps_and_its_direction_label_and_rank_are_right()
    {
        var verdict = Verdict.Of(Compared());
        Assert.Equal(VerdictOutcome.Helps, verdict.Outcome);
        Assert.StartsWith("Helps: false alarms per day −", verdict.Headline, StringComparison.Ordinal);
        Assert.EndsWith(" over Cheap, 95% interval below 0.", verdict.Headline, StringComparison.Ordinal);
        Assert.Equal([3, 2, 1], ComparisonAnalysis.Ranks(Compared(), "false_alarms_per_day")!.Friedman.MeanRanks);
        var d = ComparisonAnalysis.Differences(Compared()).Single(d => d.MethodA == "c");
        Assert.Equal((true, 1), (d.LowerIsBetter, d.Side));
    }

    [Fact]
    public void A_file_keeps_what_is_known_of_it()
    {
        var path = Path.GetTempFileName();
        try
        {
            Compared().Save(path);
            var loaded = Comparison.Load(path);
            Assert.Equal(Verdict.Of(Compared()).Headline, Verdict.Of(loaded).Headline);
            Assert.Equal((0.0, (double?)null, false), (loaded.Describe("false_alarms_per_day").Low,
                loaded.Describe("false_alarms_per_day").High, loaded.Describe("false_alarms_per_day").HigherIsBetter));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_first_layout_of_files_is_still_read()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, """
                {"format":1,"title":"t","created":"2026-01-01","task":"images","scenarios":[{"name":"1"}],
                "methods":[{"name":"a"},{"name":"b"}],"primaryMetric":"brier",
                "differences":[{"metric":"brier","methodA":"b","methodB":"a","pairs":6,
                "mean":-0.1,"low":-0.2,"high":-0.05,"pValue":0.01,"holmPValue":0.02}]}
                """);
            var images = Comparison.Load(path);
            Assert.Equal((Pairing.Runs, "image", 1, VerdictOutcome.Helps),
                (images.Pairing, images.Item, images.Differences[0].Side, images.Differences[0].Outcome));
            File.WriteAllText(path, File.ReadAllText(path).Replace("images", "tables", StringComparison.Ordinal));
            Assert.Equal((Pairing.DataSets, "row"), (Comparison.Load(path).Pairing, Comparison.Load(path).Item));
        }
        finally
        {
            File.Delete(path);
        }
    }
}

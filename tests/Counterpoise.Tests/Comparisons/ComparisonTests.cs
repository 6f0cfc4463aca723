using Counterpoise.Comparisons;

namespace Counterpoise.Tests.Comparisons;

public sealed class ComparisonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("counterpoise-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ComparisonCell Cell(string scenario, string method, long seed, double accuracy = 0.5) => new()
    {
        Scenario = scenario,
        Method = method,
        Seed = seed,
        ConfigHash = ConfigHash.Of([new("s", scenario), new("m", method), new("seed", $"{seed}")]),
        Metrics = new Dictionary<string, double> { ["zeta"] = double.NaN, [MetricNames.Accuracy] = accuracy },
        Confusion = [[3, 1], [0, 4]],
        Curve = [new() { Epoch = 1, Loss = 2.5, ClassTerm = 1.5, ContrastiveTerm = 3 }],
        Mistakes = [new() { Source = "ü<1>.png", Label = 0, Prediction = 1, Thumbnail = [1, 2, 3] }],
        Embedding = new() { X = [0.1, double.NaN], Y = [1, 2], Labels = [0, 1], Predictions = [0, 0] },
        Classes = [new() { Class = "a", Support = 4, Recall = new(0.75, 0.3, 0.95), Precision = new(1, 0.4, 1), F1 = double.NaN }],
    };

    private static Comparison Sample() => new()
    {
        Title = "T",
        Created = new(2026, 3, 4),
        Pairing = Pairing.Runs,
        Item = "image",
        ClassNames = ["a", "b"],
        Scenarios = [new() { Name = "1", TrainCounts = [5, 50], ImbalanceLevel = 0.3 }, new() { Name = "5" }],
        Methods = [new() { Name = "ce" }, new() { Name = "acl" }],
        Cells = [Cell("5", "acl", 1), Cell("1", "acl", 2), Cell("1", "ce", 2), Cell("1", "ce", 1)],
        Environment = new() { Threads = 2, Versions = new Dictionary<string, string> { ["z"] = "1", ["a"] = "2" } },
    };

    [Fact]
    public void What_is_saved_is_loaded_and_saving_it_again_gives_the_same_bytes()
    {
        var first = Path.Combine(_folder, "a.json");
        var second = Path.Combine(_folder, "b.json");
        Sample().Save(first);
        var loaded = Comparison.Load(first);
        loaded.Save(second);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        Assert.Equal(new DateOnly(2026, 3, 4), loaded.Created);
        Assert.True(double.IsNaN(loaded.Cells[0].Metrics["zeta"]));
        Assert.True(double.IsNaN(loaded.Cells[0].Classes[0].F1));
        Assert.Equal(0.75, loaded.Cells[0].Classes[0].Recall.Value);
        Assert.Equal([3, 1], loaded.Cells[0].Confusion![0]);
        Assert.Equal<byte>([1, 2, 3], loaded.Cells[0].Mistakes[0].Thumbnail!);
        Assert.Equal("ü<1>.png", loaded.Cells[0].Mistakes[0].Source);
        Assert.True(double.IsNaN(loaded.Cells[0].Embedding!.X[1]));
        Assert.Equal(1.5, loaded.Cells[0].Curve[0].ClassTerm);
        Assert.Null(loaded.Cells[0].Curve[0].Temperature);
    }

    [Fact]
    public void The_file_is_camel_case_with_metrics_in_order_and_NaN_as_null()
    {
        var path = Path.Combine(_folder, "a.json");
        Sample().Save(path);
        var text = File.ReadAllText(path);
        Assert.Contains("\"created\": \"2026-03-04\"", text, StringComparison.Ordinal);
        Assert.Contains("\"pairing\": \"runs\"", text, StringComparison.Ordinal);
        Assert.Contains("\"zeta\": null", text, StringComparison.Ordinal);
        Assert.Contains("\"trainCounts\": [5,50]", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("\"accuracy\"", StringComparison.Ordinal) < text.IndexOf("\"zeta\"", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_file_leaves_out_has_its_default()
    {
        var path = Path.Combine(_folder, "a.json");
        File.WriteAllText(path,
            """{"title":"x","created":"2026-01-02","task":"tables","scenarios":[{"name":"s"}],"methods":[{"name":"m"}]"""
            + ""","cells":[{"scenario":"s","method":"m","seed":1,"configHash":"ab","metrics":{}}]}""");
        var loaded = Comparison.Load(path);
        Assert.Equal(Pairing.DataSets, loaded.Pairing);
        Assert.Equal(Comparison.CurrentFormat, loaded.Format);
        Assert.Empty(loaded.Differences);
        Assert.Equal(MetricNames.GeometricMean, loaded.PrimaryMetric);
        Assert.Empty(loaded.Environment.Versions);
        Assert.Empty(loaded.Scenarios[0].TrainCounts);
        Assert.Empty(loaded.Cells[0].Mistakes);
        Assert.Equal("", loaded.Methods[0].Label);
    }

    [Fact]
    public void Cells_are_ordered_by_scenario_method_and_seed_and_a_later_cell_replaces_its_namesake()
    {
        var merged = Sample().WithCells([Cell("1", "ce", 1, 0.9), Cell("5", "ce", 1)]);
        Assert.Equal(["1 ce 1", "1 ce 2", "1 acl 2", "5 ce 1", "5 acl 1"], merged.Cells.Select(c => $"{c.Scenario} {c.Method} {c.Seed}"));
        Assert.Equal(0.9, merged.Cells[0].Metrics[MetricNames.Accuracy]);
    }

    [Theory]
    [InlineData("images", "image", Pairing.Runs)]
    [InlineData("tables", "row", Pairing.DataSets)]
    public void A_comparison_of_the_first_layout_is_read_and_written_in_the_present_one(string task, string item, Pairing pairing)
    {
        var path = Path.Combine(_folder, "first.json");
        File.WriteAllText(path, $$"""
            {
              "format": 1,
              "title": "T",
              "created": "2026-03-04",
              "task": "{{task}}",
              "classNames": ["a", "b"],
              "scenarios": [{ "name": "1", "trainCounts": [5, 50] }],
              "methods": [{ "name": "ce" }, { "name": "wce" }],
              "primaryMetric": "log_loss",
              "cells": [
                { "scenario": "1", "method": "ce", "seed": 1, "configHash": "x", "metrics": { "log_loss": 0.5 },
                  "confusion": [[3, 1], [0, 4]] },
                { "scenario": "1", "method": "wce", "seed": 1, "configHash": "y", "metrics": { "log_loss": 0.4 } }
              ],
              "differences": [{ "metric": "log_loss", "methodA": "wce", "methodB": "ce", "pairs": 1, "mean": -0.1,
                "low": null, "high": null, "pValue": null, "holmPValue": null }]
            }
            """);
        var read = Comparison.Load(path);
        Assert.Equal((1, item, pairing), (read.Format, read.Item, read.Pairing));
        Assert.Equal(0.4, read.Cells[1].Metrics["log_loss"]);
        Assert.Equal([[3, 1], [0, 4]], read.Cells[0].Confusion);
        // The first layout did not say which way a difference is better.
        Assert.True(read.Differences.Single().LowerIsBetter);
        read.Save(path);
        Assert.DoesNotContain("\"task\"", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal((Comparison.CurrentFormat, item, pairing), (Comparison.Load(path).Format, Comparison.Load(path).Item,
            Comparison.Load(path).Pairing));
    }

    [Fact]
    public void A_file_that_is_no_comparison_is_refused_with_its_name()
    {
        var path = Path.Combine(_folder, "a.json");
        File.WriteAllText(path, "{\"title\": 3");
        Assert.Contains("a.json", Assert.Throws<InvalidDataException>(() => Comparison.Load(path)).Message, StringComparison.Ordinal);
        Sample().Save(path);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"format\": 2", "\"format\": 99", StringComparison.Ordinal));
        Assert.Contains("99", Assert.Throws<InvalidDataException>(() => Comparison.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_infinite_metric_is_refused_and_the_old_file_stays()
    {
        var path = Path.Combine(_folder, "a.json");
        Sample().Save(path);
        var before = File.ReadAllText(path);
        Assert.ThrowsAny<Exception>(() => Sample().WithCells([Cell("1", "ce", 9, double.PositiveInfinity)]).Save(path));
        Assert.Equal(before, File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_run_summary_survives_saving()
    {
        var path = Path.Combine(_folder, "run.json");
        new RunSummary { Title = "R", Created = new(2026, 1, 1), Item = "image", ClassNames = ["a"], Data = new() { Name = "d" },
            Method = new() { Name = "acl" }, Result = Cell("d", "acl", 1), Configuration = "a: 1\n" }.Save(path);
        var loaded = RunSummary.Load(path);
        Assert.Equal("a: 1\n", loaded.Configuration);
        Assert.Equal("acl", loaded.Result.Method);
    }
}

using System.Diagnostics;
using System.Globalization;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Cli;

/// <summary>
/// Every verb that runs long is asked to stop, as Ctrl-C asks it, somewhere in its work: it ends within seconds, says what it keeps and how
/// to go on, and leaves no part of a file. The processes of InterruptedRun and <c>./run bench faults</c> show the same of real signals.
/// </summary>
public sealed class InterruptedVerbsTests : IDisposable
{
    // As long as a verb may take to end a step; what does not look at its token is ended by force then.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly string[] Network = ["--architecture", "small-cnn", "--width", "0.3", "--size", "32", "--batch-size", "16",
        "--threads", "1"];

    private readonly TemporaryFolder _folder = new();

    private string Out => _folder.File("out");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("train")]
    [InlineData("train a network on a table")]
    [InlineData("train on a stream")]
    [InlineData("compare numbers")]
    [InlineData("compare several labels")]
    [InlineData("federate deal")]
    [InlineData("solve")]
    [InlineData("solve images")]
    [InlineData("mixture")]
    [InlineData("fewshot")]
    [InlineData("fewshot on a table")]
    [InlineData("hyperspectral")]
    [InlineData("embedded")]
    [InlineData("graph train")]
    [InlineData("profile with advice")]
    [InlineData("audit-labels")]
    [InlineData("audit-labels of images")]
    [InlineData("audit-labels --inject")]
    [InlineData("explain")]
    [InlineData("evaluate")]
    [InlineData("resample")]
    [InlineData("resample by a network")]
    [InlineData("resample numbers")]
    public void A_verb_without_checkpoints_leaves_nothing(string verb)
    {
        var line = Line(verb);
        Directory.CreateDirectory(Out);
        var run = Stopped(line, _ => true);
        Assert.EndsWith("counterpoise: cancelled; nothing is kept of it, and the same command begins anew\n", run.Error);
        Assert.Empty(Directory.GetFiles(Out, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("compare", "cells/*.json")]
    [InlineData("compare images", "cells/*.json")]
    [InlineData("compare streams", "cells/*.json")]
    [InlineData("compare graphs", "cells/*.json")]
    [InlineData("federate", "runs/seed-0/fedavg/server.safetensors")]
    [InlineData("search", "trials.jsonl")]
    [InlineData("fine-tune", "*/checkpoints/last.safetensors")]
    [InlineData("pipeline run", "audit.jsonl")]
    [InlineData("watch", "state.json")]
    public void A_verb_with_checkpoints_says_where_they_are_and_goes_on_with_them(string verb, string kept)
    {
        var line = Line(verb);
        bool Has(string _) => Directory.Exists(Out) && Files(kept).Length > 0;
        var run = Stopped(line, Has);
        var place = verb == "watch" ? Path.Combine(Out, kept) : Out;
        Assert.EndsWith($"counterpoise: cancelled; finished work is kept in {place}, and the same command goes on with it\n", run.Error);
        var before = Files(kept).ToDictionary(f => f, File.ReadAllBytes);
        // Stopped once more, it has not begun anew: what was kept is there, and nothing was left behind.
        var again = Stopped(line, _ => true);
        Assert.Contains("finished work is kept", again.Error);
        Assert.All(before.Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal) && verb != "watch"), f =>
            Assert.Equal(f.Value, File.ReadAllBytes(f.Key)));
        Assert.All(before.Keys, f => Assert.True(File.Exists(f), f));
    }

    private string[] Files(string pattern)
    {
        var at = pattern.LastIndexOf('/');
        var folders = at < 0 ? [Out] : pattern[..at] is "*/checkpoints"
            ? Directory.GetDirectories(Out).Select(d => Path.Combine(d, "checkpoints")) : [Path.Combine(Out, pattern[..at])];
        return [.. folders.Where(Directory.Exists).SelectMany(f => Directory.GetFiles(f, pattern[(at + 1)..])).Order()];
    }

    /// <summary>Runs a line until something has happened, and an unforeseen part of a second longer; then asks it to stop.</summary>
    private ProgramRun Stopped(string[] line, Func<string, bool> ready)
    {
        using var stop = new CancellationTokenSource();
        var running = CommandRun.Start(stop.Token, line);
        var clock = Stopwatch.StartNew();
        while (!running.IsCompleted && !ready(""))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), "it did not come to the point where it is to be stopped");
            Thread.Sleep(5);
        }

        Thread.Sleep((int)(Stopwatch.GetTimestamp() % 800));
        Assert.False(running.IsCompleted, running.IsCompleted ? $"it ended too early for this test: {running.Result.Error}" : "");
        clock.Restart();
        stop.Cancel();
        Assert.True(running.Wait(Patience), "it did not stop");
        var run = running.Result;
        Assert.True(run.ExitCode == 130, $"exit code {run.ExitCode} after {clock.Elapsed}: {run.Error}");
        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".tmp" or ".claim" or ".lease"));
        return run;
    }

    private string[] Line(string verb)
    {
        string Into(string name) => Path.Combine(Out, name);
        string[] table = [Table(), "--target", "y"];
        return verb switch
        {
            "train" => ["train", .. table, "--method", "smote/threshold", "--inner-folds", "50", "--out", Into("m.cpm")],
            "train a network on a table" => ["train", .. table, "--classifier", "rgnet", "--option", "rgnet.epochs=5000",
                "--inner-folds", "50", "--calibrate", "platt", "--out", Into("m.cpm")],
            "train on a stream" => ["train", Stream(), "--stream", "--target", "y", "--out", Into("m.cpm")],
            "compare" => ["compare", .. table, "--folds", "10", "--out", Out],
            "compare images" => ["compare", Images(), "--methods", "ce,la,acl", "--baselines", "none", "--seeds", "6", "--epochs", "20",
                "--out", Out, .. Network],
            "compare streams" => ["compare", Stream(), "--stream", "--target", "y", "--out", Out],
            "compare graphs" => ["graph", "compare", "conflicts", "--topologies", "5", "--windows", "10", "--seeds", "30",
                "--epochs", "200", "--out", Out],
            "compare numbers" => ["compare", Table(), "--target", "a", "--task", "regression", "--folds", "10", "--out", Out],
            "compare several labels" => ["compare", Labels(), "--target", "p,q", "--folds", "10", "--out", Out],
            "federate" => ["federate", .. table, "--clients", "5", "--methods", "fedavg,fedprox", "--rounds", "500", "--seeds", "4",
                "--baselines", "none", "--out", Out],
            "federate deal" => ["federate", "deal", Stream(), "--target", "y", "--clients", "3000", "--methods", "fedavg", "--seeds", "1",
                "--out", Out],
            "search" => ["search", Images(), "--methods", "ce,la", "--trials", "60", "--trial-epochs", "2", "--epochs", "200", "--out", Out,
                .. Network],
            "solve" => ["solve", .. table, "--budget", "60s", "--out", Into("m.cpm")],
            "solve images" => ["solve", Images(), "--network", $"small-cnn={Weights()}", "--budget", "60s", "--out", Into("m.cpm")],
            "fine-tune" => ["fine-tune", Images(), "--positive", "red", "--arms", "probe,two-stage", "--head-epochs", "3", "--tune-epochs",
                "300", "--pretrained", Weights(), "--out", Out, "--architecture", "small-cnn", "--size", "32", "--threads", "1"],
            "mixture" => ["mixture", Images(), "--experts", $"pixels,small-cnn={Weights()}", "--classifier", "forest", "--gate-epochs",
                "20000", "--report", Into("r.html"), "--gates", Into("g.csv")],
            "fewshot" => ["fewshot", FourClasses(), "--network", $"small-cnn={Weights()}", "--base-classes", "blue,green", "--draws",
                "9000", "--shots", "2", "--queries", "3", "--steps", "9000", "--report", Into("r.html")],
            "fewshot on a table" => ["fewshot", .. table, "--positive", "rare", "--draws", "50000", "--report", Into("r.html")],
            "hyperspectral" => ["hyperspectral", "generated", "--report", Into("r.html")],
            "embedded" => ["embedded", "generated", "--epochs", "3000", "--out", Out],
            "graph train" => ["graph", "train", Ratings(), "--events", "ratings", "--epochs", "900", "--model", Into("m.safetensors")],
            "profile with advice" => ["profile", .. table, "--advisor", "on"],
            "audit-labels" => ["audit-labels", .. table, "--epochs", "3000", "--out", Into("q.csv")],
            "audit-labels of images" => ["audit-labels", Images(), "--network", $"small-cnn={Weights()}", "--epochs", "9000", "--out",
                Into("q.csv")],
            "audit-labels --inject" => ["audit-labels", .. table, "--inject", "0,0.1,0.2", "--seeds", "6"],
            "explain" => ["explain", .. table, "--classifier", "network", "--seeds", "20", "--out", Into("e.html")],
            "evaluate" => ["evaluate", Model(table), .. table, "--bootstrap", "2000000"],
            "pipeline run" => ["pipeline", "run", .. table, "--store", Out, "--yes", "--plan", _folder.Write("plan.json", """
                {"steps":[{"agent":"ingestion"},{"agent":"cleaning","dependsOn":["ingestion"]},
                {"agent":"features","dependsOn":["cleaning"]},
                {"agent":"automl","params":{"trials":"60","outer-folds":"5"},"dependsOn":["features"]}]}
                """)],
            "resample" => ["resample", Stream(), Into("o.csv"), "--target", "y", "--exclude", "k", "--method", "cnn"],
            "resample by a network" => ["resample", Table(), Into("o.csv"), "--target", "y", "--method", "ctgan"],
            "resample numbers" => ["resample", Stream(), Into("o.csv"), "--target", "a", "--task", "regression", "--method", "smogn"],
            "watch" => ["watch", Model(table), Stream(), "--reference", Table(), "--target", "y", "--window", "40", "--state",
                Into("state.json"), "--report", Into("w.html")],
            _ => throw new ArgumentException(verb),
        };
    }

    private string Table() => Rows("table.csv", 4000);

    private string Stream() => Rows("stream.csv", 150_000);

    private string Rows(string name, int count)
    {
        var random = new RandomStream(5, name);
        return _folder.Write(name, "a,b,c,k,y\n" + string.Concat(Enumerable.Range(0, count).Select(i =>
        {
            var middle = i % 10 == 0 ? 1 : 0;
            return string.Create(CultureInfo.InvariantCulture, $"{middle + random.NextNormal():F3},{middle + random.NextNormal():F3},"
                + $"{random.NextNormal():F3},{"pqr"[i % 3]},{(middle == 1 ? "rare" : "common")}\n");
        })));
    }

    private string Labels() => _folder.Write("labels.csv", "a,b,p,q\n" + string.Concat(Enumerable.Range(0, 4000).Select(i =>
        string.Create(CultureInfo.InvariantCulture,
            $"{i * 37 % 101},{i * 53 % 97},{(i * 37 % 101 > 80 ? 1 : 0)},{(i % 9 == 0 ? 1 : 0)}\n"))));

    private string Ratings() => _folder.Write("ratings.csv", "source,target,rating,time\n" + string.Concat(Enumerable.Range(0, 5000)
        .Select(i => string.Create(CultureInfo.InvariantCulture,
            $"{i * 37 % 101},{i * 53 % 97},{(i % 7 == 0 ? -8 : 3)},{1_000_000 + (i * 3000)}\n"))));

    private string Images() => TinyImages.Write(_folder.File("images"));

    private string FourClasses()
    {
        var images = Images();
        var more = Directory.CreateDirectory(Path.Combine(images, "white"));
        foreach (var file in Directory.GetFiles(Path.Combine(images, "red")))
        {
            File.Copy(file, Path.Combine(more.FullName, Path.GetFileName(file)));
        }

        return images;
    }

    private string Weights() => ImageSystemVerbsTests.Weights(_folder.File("small.safetensors"));

    private string Model(string[] table)
    {
        var path = _folder.File("model.cpm");
        Assert.Equal(0, CommandRun.Of(["train", .. table, "--classifier", "tree", "--bootstrap", "0", "--out", path]).ExitCode);
        return path;
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Cli;

public sealed class PipelineVerbTests : IDisposable
{
    private const string Plan = """
        {"steps":[{"agent":"ingestion"},{"agent":"cleaning","dependsOn":["ingestion"]},{"agent":"features","dependsOn":["cleaning"]},
        {"agent":"automl","params":{"trials":"2","outer-folds":"2"},"dependsOn":["features"]},
        {"agent":"evaluation","params":{"draws":0},"dependsOn":["automl","features"]},
        {"agent":"deployment","dependsOn":["automl","evaluation"]}]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_pipeline_asks_is_answered_finishes_and_its_store_can_be_asked_and_verified()
    {
        var asking = Pipeline("run", Data(), "--target", "y", "--store", Store, "--plan", PlanFile());
        Assert.True(asking.ExitCode == 0, asking.Error);
        Assert.Contains("counterpoise pipeline approve", asking.Error);
        var run = JsonDocument.Parse(Pipeline("status", "--store", Store, "--json").Output).RootElement.GetProperty("runs")[0];
        Assert.Equal("waiting", run.GetProperty("status").GetString());
        Assert.Equal(0, Pipeline("approve", run.GetProperty("run").GetString()!, "--store", Store, "--user", "ann").ExitCode);
        var finished = Pipeline("run", Data(), "--target", "y", "--store", Store, "--plan", PlanFile());
        Assert.Contains("is in use", finished.Error);
        Assert.Equal(7, finished.Output.TrimEnd().Split('\n').Length);
        Assert.Contains("model.cpm", Pipeline("status", "--store", Store).Error);
        var id = JsonDocument.Parse(Pipeline("status", "--store", Store, "--json").Output).RootElement.GetProperty("deployed").GetString()!;
        Assert.Contains("raw-data", Pipeline("lineage", id[..8], "--store", Store).Output);
        Assert.Contains("100% reach raw data", Pipeline("verify", "--store", Store)
            .Error.Replace("100 %", "100%", StringComparison.Ordinal));
        Assert.Contains("\"user\":\"ann\"", File.ReadAllText(Path.Combine(Store, "audit.jsonl")));
        Assert.Contains("none before", Pipeline("rollback", "--store", Store).Error);
        File.AppendAllText(Directory.GetFiles(Path.Combine(Store, "content"), "*", SearchOption.AllDirectories)[0], "x");
        Assert.Equal(1, Pipeline("verify", "--store", Store).ExitCode);
    }

    [Fact]
    public void Killed_at_any_moment_a_run_goes_on_without_a_lost_or_doubled_artifact()
    {
        string[] Line(string store) => ["pipeline", "run", Data(), "--target", "y", "--store", store, "--plan", PlanFile(), "--yes"];
        var whole = _folder.File("whole");
        Assert.Equal(0, CommandRun.Of(Line(whole)).ExitCode);
        var random = new RandomStream(1, "kills");
        var entries = 0;
        for (var kill = 0; kill < 4; kill++)
        {
            entries += 1 + (int)random.NextInteger(3);
            var wait = TimeSpan.FromMilliseconds(random.NextInteger(150));
            InterruptedRun.Of("KILL", () =>
            {
                if (Entries(Store) < entries)
                    return false;
                Thread.Sleep(wait);
                return true;
            }, Line(Store));
        }
        var last = CommandRun.Of(Line(Store));
        Assert.True(last.ExitCode == 0, last.Error);
        Assert.Equal(0, Pipeline("verify", "--store", Store).ExitCode);
        Assert.Equal(Artifacts(whole), Artifacts(Store));
    }

    [Fact]
    public async Task Processes_on_one_store_at_once_leave_what_they_leave_one_after_the_other()
    {
        string[] Line(string store, string seed) => ["pipeline", "run", Data(), "--target", "y", "--store", store, "--plan", PlanFile(),
            "--yes", "--seed", seed];
        var apart = _folder.File("apart");
        string[] seeds = ["1", "2"];
        Assert.All(seeds, seed => Assert.Equal(0, CommandRun.Of(Line(apart, seed)).ExitCode));

        // The third is the first once more: both take up the same run.
        string[][] lines = [.. ((string[])[.. seeds, "1"]).Select(seed => Line(Store, seed))];
        var runs = await Task.WhenAll(lines.Select(line => Task.Run(() => ProgramRun.Of(ProgramRun.Program, line))));
        Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.Error));
        Assert.Equal(0, Pipeline("verify", "--store", Store).ExitCode);
        Assert.Equal(Artifacts(apart), Artifacts(Store));
    }

    [Fact]
    public void A_file_that_cannot_grow_ends_a_run_with_a_message_and_a_store_that_goes_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "limits by ulimit");
        // In KiB: log, index and smaller artifacts have room, a model has not.
        var full = ProgramRun.Of("bash", ["-c", "trap '' XFSZ; ulimit -f 120; exec \"$@\"", "bash", ProgramRun.Program, "pipeline", "run",
            Data(), "--target", "y", "--store", Store, "--plan", PlanFile(), "--yes"],
            environment: new Dictionary<string, string> { ["DOTNET_EnableDiagnostics"] = "0",
                ["DOTNET_EnableWriteXorExecute"] = "0" });
        Assert.NotEqual(0, full.ExitCode);
        Assert.DoesNotContain("   at Counterpoise", full.Error);
        Assert.NotEmpty(full.Error);
        Assert.Equal(0, Pipeline("verify", "--store", Store).ExitCode);
        var after = CommandRun.Of("pipeline", "run", Data(), "--target", "y", "--store", Store, "--plan", PlanFile(), "--yes");
        Assert.True(after.ExitCode == 0, after.Error);
        Assert.Equal(0, Pipeline("verify", "--store", Store).ExitCode);
    }

    [Fact]
    public void Plans_are_proposed_from_counts_and_what_cannot_be_used_is_refused()
    {
        var plan = Pipeline("plan", Data(), "--target", "y");
        Assert.True(plan.ExitCode == 0, plan.Error);
        Assert.Contains("\"agent\": \"automl\"", plan.Output);
        Refused("needs --endpoint", "plan", Data(), "--target", "y", "--planner", "llm");
        Refused("needs --planner llm", "plan", Data(), "--target", "y", "--model", "x");
        Refused("there is no file", "run", _folder.File("none.csv"), "--target", "y", "--store", Store, "--plan", PlanFile());
        Refused("names the agent 'shell'", "run", Data(), "--target", "y", "--store", Store, "--plan",
            _folder.Write("bad.json", "{\"steps\":[{\"agent\":\"shell\"}]}"));
        Refused("is no store", "status", "--store", _folder.File("nowhere"));
        Refused("none", "plan", Data(), "--target", "none");
    }

    [Fact]
    public void A_table_is_solved_with_a_leaderboard_a_verdict_and_a_model_that_predicts()
    {
        var model = _folder.File("model.cpm");
        var run = CommandRun.Of("solve", Data(), "--target", "y", "--trials", "2", "--outer-folds", "2", "--inner-folds", "2", "--out",
            model);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith("rank\tpipeline\tgeometric_mean", run.Output);
        Assert.Contains("boosting with a tuned threshold", run.Error);
        Assert.True(File.Exists(model));
        Assert.Equal(0, CommandRun.Of("predict", model, Data(), "--out", _folder.File("predictions.csv")).ExitCode);
        foreach (var (expected, line) in new (string, string[])[] { ("--budget is '5'", ["--budget", "5"]),
            ("--out is", ["--out", _folder.Path]), ("accuracy", ["--metric", "accuracy"]) })
        {
            var refused = CommandRun.Of(["solve", Data(), "--target", "y", .. line]);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains(expected, refused.Error);
        }
    }

    private string Store => _folder.File("store");

    private static ProgramRun Pipeline(params string[] arguments) => CommandRun.Of(["pipeline", .. arguments]);

    private static void Refused(string expected, params string[] arguments)
    {
        var run = Pipeline(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.OrdinalIgnoreCase);
    }

    private static int Entries(string store) => File.Exists(Path.Combine(store, "audit.jsonl"))
        ? File.ReadAllText(Path.Combine(store, "audit.jsonl")).Count(c => c == '\n') : 0;

    // Half a file of a process that was killed stays for a minute, since another machine's might be at it.
    private static string[] Artifacts(string store) => [.. Directory.GetFiles(Path.Combine(store, "artifacts"), "*",
        SearchOption.AllDirectories).Select(f => Path.GetFileName(f)).Where(f => Path.GetExtension(f) != ".tmp")
        .Order(StringComparer.Ordinal)];

    private string PlanFile() => _folder.Write("plan.json", Plan);

    private string Data()
    {
        var random = new RandomStream(1, "rows");
        var text = new StringBuilder("a,b,y\n");
        for (var i = 0; i < 240; i++)
        {
            var yes = random.NextDouble() < .2;
            text.Append(CultureInfo.InvariantCulture,
                $"{random.NextNormal() + (yes ? 1.7 : 0):R},{random.NextNormal():R},{(yes ? "yes" : "no")}\n");
        }

        return _folder.Write("data.csv", text.ToString());
    }
}

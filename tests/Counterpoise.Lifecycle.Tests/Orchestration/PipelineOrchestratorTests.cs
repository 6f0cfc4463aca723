using System.Globalization;
using System.Text;
using Counterpoise.Lifecycle.Lineage;
using Counterpoise.Lifecycle.Orchestration;
using Counterpoise.Lifecycle.Planning;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Lifecycle.Orchestration;

public sealed class PipelineOrchestratorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_ends_with_a_model_in_use_whose_ancestors_reach_the_raw_file_and_is_not_done_twice()
    {
        var options = Options("store");
        var result = PipelineOrchestrator.Run(options, Plan());
        Assert.True(result.Status == PipelineStatus.Finished, result.Reason);
        Assert.Equal(["ingestion", "cleaning", "features", "automl", "evaluation", "deployment"], result.Steps.Select(s => s.Step));
        using var store = ArtifactStore.Open(options.Store);
        var found = store.Verify();
        Assert.True(found.IsIntact, string.Join('\n', found.Faults));
        Assert.Equal(1, found.Traceability);
        Assert.Contains(store.Ancestors(result.Deployed!), a => a.Kind == ArtifactKinds.RawData);
        var folder = Deployments.Folder(store, Deployments.Current(store)!);
        Assert.True(File.Exists(Path.Combine(folder, "model.cpm")));
        Assert.True(File.Exists(Path.Combine(folder, "deployment.json")));
        Assert.Contains("names rows", string.Join(' ', result.Steps[1].Notes));

        var (entries, again) = (store.Audit().Count, PipelineOrchestrator.Run(options, Plan()));
        Assert.All(again.Steps, s => Assert.True(s.WasThere));
        Assert.Equal(result.Deployed, again.Deployed);
        Assert.Equal(entries, store.Audit().Count);
        Assert.Equal(PipelineStatus.Finished, Assert.Single(PipelineOrchestrator.Runs(store)).Status);
    }

    [Fact]
    public void A_process_killed_after_any_step_goes_on_without_a_lost_or_doubled_artifact()
    {
        var whole = PipelineOrchestrator.Run(Options("whole"), Plan());
        using var reference = ArtifactStore.Open(Path.Combine(_folder, "whole"));
        string[] expected = [.. reference.List().Select(a => a.Id)];
        var options = Options("killed");
        for (var step = 0; step < whole.Steps.Count; step++)
            Assert.Throws<InvalidTimeZoneException>(() => PipelineOrchestrator.Run(options, Plan(), new Killer(step)));
        Assert.Equal(PipelineStatus.Finished, PipelineOrchestrator.Run(options, Plan()).Status);
        using var store = ArtifactStore.Open(options.Store);
        // The same seed and plan give the same ids, killed or not, in this store or another.
        Assert.Equal(expected, store.List().Select(a => a.Id));
        Assert.True(store.Verify().IsIntact);
    }

    [Fact]
    public void A_person_is_asked_before_a_model_is_put_to_use_and_a_no_ends_the_run()
    {
        var options = Options("store") with { AsksBeforeDeployment = true };
        var asking = PipelineOrchestrator.Run(options, Plan());
        Assert.Equal((PipelineStatus.Waiting, "publish"), (asking.Status, asking.AskedAt));
        using (var store = ArtifactStore.Open(options.Store))
        {
            Assert.Null(Deployments.Current(store));
            Assert.Equal(PipelineStatus.Waiting, PipelineOrchestrator.Runs(store)[0].Status);
            PipelineOrchestrator.Answer(store, asking.Run, isYes: true);
            Assert.Throws<InvalidOperationException>(() => PipelineOrchestrator.Answer(store, asking.Run, isYes: true));
            Assert.Throws<InvalidOperationException>(() => PipelineOrchestrator.Answer(store, "none", isYes: true));
        }

        Assert.Equal(PipelineStatus.Finished, PipelineOrchestrator.Run(options, Plan()).Status);
        var other = options with { Seed = 2 };
        var second = PipelineOrchestrator.Run(other, Plan());
        using var last = ArtifactStore.Open(options.Store);
        PipelineOrchestrator.Answer(last, second.Run, isYes: false);
        var refused = PipelineOrchestrator.Run(other, Plan());
        Assert.Equal(PipelineStatus.Refused, refused.Status);
        Assert.Contains("said no", refused.Reason);
    }

    [Fact]
    public void Rolling_back_returns_to_the_model_before_and_no_further_than_the_first()
    {
        var first = PipelineOrchestrator.Run(Options("store"), Plan());
        var second = PipelineOrchestrator.Run(Options("store") with { Seed = 2 }, Plan());
        using var store = ArtifactStore.Open(Path.Combine(_folder, "store"));
        Assert.Equal(second.Deployed, Deployments.Current(store)!.Id);
        Assert.Equal(first.Deployed, Deployments.Rollback(store, "worse in use").Id);
        Assert.Equal(first.Deployed, Deployments.Current(store)!.Id);
        Assert.Contains("none before", Assert.Throws<InvalidOperationException>(() => Deployments.Rollback(store, "again")).Message);
        Assert.Throws<ArgumentException>(() => Deployments.Publish(store, store.List("model")[0], ""));
    }

    [Fact]
    public void A_column_that_gives_the_class_away_is_found_by_the_validator_and_left_out_in_the_next_try()
    {
        var result = PipelineOrchestrator.Run(Options("store", leak: true), Plan());
        Assert.True(result.Status == PipelineStatus.Finished, result.Reason);
        Assert.Contains("'leak' gives the class away", string.Join(' ', result.Steps[2].Notes));
        using var store = ArtifactStore.Open(Path.Combine(_folder, "store"));
        Assert.Single(store.Audit(), e => e.Action == "retry");
    }

    [Fact]
    public void Data_that_cannot_be_worked_on_end_the_run_with_the_reason_and_a_failing_agent_is_an_artifact()
    {
        var one = PipelineOrchestrator.Run(Options("store") with { Data = Write("one.csv", "a,b,y\n1,2,no\n2,3,no\n") }, Plan());
        Assert.Equal(PipelineStatus.Refused, one.Status);
        Assert.Contains("at least two", one.Reason);
        Assert.Equal(PipelineStatus.Refused, PipelineOrchestrator.Run(Options("store") with { Data = Write("empty.csv", "a,b,y\n") },
            Plan()).Status);
        Assert.Contains("none", PipelineOrchestrator.Run(Options("store") with { Target = "none" }, Plan()).Reason);
        foreach (var (name, text) in ((string, string)[])[("torn.arff", "@relation r\n@data\n1,2\n"), ("torn.json", "[{\"a\": 1,"),
            ("torn.csv", "a,a,y\n1,2,no\n")])
        {
            var torn = PipelineOrchestrator.Run(Options("store") with { Data = Write(name, text) }, Plan()).Reason!;
            Assert.StartsWith($"the file cannot be read: {name}: ", torn[torn.IndexOf("the file", StringComparison.Ordinal)..],
                StringComparison.Ordinal);
            Assert.DoesNotContain(Path.GetTempPath(), torn, StringComparison.Ordinal);
        }

        var rows = string.Join('\n', Enumerable.Range(0, 60)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{Math.Sin(i):R},{Math.Cos(i * 3):R},{(i < 2 ? "yes" : "no")}")));
        // Two rows of a class: a person says to go on, and the search cannot.
        var rare = Options("store") with { Data = Write("rare.csv", $"a,b,y\n{rows}\n") };
        var asked = PipelineOrchestrator.Run(rare, Plan());
        Assert.Equal(PipelineStatus.Waiting, asked.Status);
        using (var answering = ArtifactStore.Open(Path.Combine(_folder, "store"))) PipelineOrchestrator.Answer(answering, asked.Run,
            isYes: true);
        var failed = PipelineOrchestrator.Run(rare, Plan());
        Assert.True(failed.Status == PipelineStatus.Failed, $"{asked.Reason} / {failed.Status}: {failed.Reason}");
        using var store = ArtifactStore.Open(Path.Combine(_folder, "store"));
        Assert.Contains(store.List(), a => a.Producer == "automl" && a.Fault is not null);
        Assert.True(store.Verify().IsIntact);
    }

    [Fact]
    public void Later_rows_are_monitored_and_a_model_that_they_broke_is_repaired()
    {
        var stream = Write("later.csv", Table(3, 600, shift: 2.5));
        var plan = new PipelinePlan
        {
            Steps =
            [
                .. Plan().Steps,
                new PipelineStep { Id = "stream-ingestion", Agent = "stream-ingestion", DependsOn = ["features"] },
                new PipelineStep { Id = "monitoring", Agent = "monitoring", DependsOn = ["automl", "features", "stream-ingestion"],
                    Parameters = new Dictionary<string, string> { ["window"] = "100" } },
                new PipelineStep { Id = "drift-repair", Agent = "drift-repair",
                    DependsOn = ["automl", "features", "stream-ingestion", "monitoring"], Parameters = new Dictionary<string,
                    string> { ["search-trials"] = "2" } },
            ],
        };
        var result = PipelineOrchestrator.Run(Options("store") with { Stream = stream }, plan);
        Assert.True(result.Status == PipelineStatus.Finished, result.Reason);
        Assert.Equal(1, result.Steps.Single(s => s.Step == "monitoring").Metrics["first_alarm"]);
        var repair = result.Steps.Single(s => s.Step == "drift-repair");
        Assert.Equal(1, repair.Metrics["changed"]);
        Assert.True(repair.Metrics["after"] > repair.Metrics["before"] + .05, string.Join('\n', repair.Notes));
        Assert.Throws<ArgumentException>(() => PipelineOrchestrator.Run(Options("store"), plan));
    }

    [Fact]
    public void Two_pipelines_on_one_store_do_not_corrupt_it()
    {
        Parallel.For(1, 3, seed => Assert.Equal(PipelineStatus.Finished,
            PipelineOrchestrator.Run(Options("store") with { Seed = (ulong)seed }, Plan()).Status));
        using var store = ArtifactStore.Open(Path.Combine(_folder, "store"));
        Assert.True(store.Verify().IsIntact);
        Assert.Equal(2, PipelineOrchestrator.Runs(store).Count);
    }

    private PipelineOptions Options(string store, bool leak = false) =>
        new() { Store = Path.Combine(_folder, store), Data = Data(leak), Target = "y", AsksBeforeDeployment = false };

    private string Data(bool leak)
    {
        var path = Path.Combine(_folder, leak ? "leak.csv" : "data.csv");
        if (!File.Exists(path))
            File.WriteAllText(path, Table(1, 300, leak: leak));
        return path;
    }

    /// <summary>Rules would search longer than a test may.</summary>
    internal static PipelinePlan Plan() => new()
    {
        Steps =
        [
            new() { Id = "ingestion", Agent = "ingestion" },
            new() { Id = "cleaning", Agent = "cleaning", DependsOn = ["ingestion"] },
            new() { Id = "features", Agent = "features", DependsOn = ["cleaning"] },
            new() { Id = "automl", Agent = "automl", DependsOn = ["features"], Parameters = new Dictionary<string,
                string> { ["trials"] = "2", ["outer-folds"] = "2" } },
            new() { Id = "evaluation", Agent = "evaluation", DependsOn = ["automl", "features"], Parameters = new Dictionary<string,
                string> { ["draws"] = "0" } },
            new() { Id = "deployment", Agent = "deployment", DependsOn = ["automl", "evaluation"] },
        ],
    };

    internal static string Table(ulong seed, int count, double shift = 0, bool leak = false)
    {
        var random = new RandomStream(seed, "rows");
        var text = new StringBuilder($"id,a,b,colour,same{(leak ? ",leak" : "")},y\n");
        for (var i = 0; i < count; i++)
        {
            var yes = random.NextDouble() < .2;
            var a = random.NextNormal() + (yes ? 1.7 : 0) + shift;
            text.Append(CultureInfo.InvariantCulture,
                $"{i + 1},{a:R},{random.NextNormal():R},{(random.NextDouble() < .5 ? "red" : "blue")},7"
                    + $"{(leak ? $",{(yes ? 5 : 1) + random.NextDouble():R}" : "")},{(yes ? "yes" : "no")}\n");
        }

        return text.ToString();
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private sealed class Killer(int step) : IProgress<StepResult>
    {
        private int _steps;

        public void Report(StepResult value)
        {
            if (_steps++ == step)
                throw new InvalidTimeZoneException("killed");
        }
    }
}

using Counterpoise.Comparisons;
using Counterpoise.Experiments;

namespace Counterpoise.Tests.Experiments;

public sealed class ExperimentRunnerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("counterpoise-runner-").FullName;
    private int _computed;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Equal_settings_under_two_names_are_computed_once_and_told_under_both()
    {
        var plan = new[] { Fit("a", ("acl", "0.1"), ("wce+supcon", "0.1"), ("ce", "0")) };
        var events = new Events();
        var cells = new ExperimentRunner().Run(plan, events);
        Assert.Equal(2, _computed);
        Assert.Equal(["acl", "wce+supcon", "ce"], cells.Select(c => c.Method));
        Assert.Equal(cells[0].ConfigHash, cells[1].ConfigHash);
        Assert.Equal(cells[0].Metrics["auroc"], cells[1].Metrics["auroc"]);
        Assert.Equal([1, 2, 3], events.Told.Select(e => e.Finished));
        Assert.All(events.Told, e => Assert.Equal((ExperimentEventKind.Computed, 3), (e.Kind, e.Total)));
    }

    [Fact]
    public void What_is_kept_is_found_again_under_another_name_with_the_remarks_on_that_name()
    {
        var store = new CellStore(_folder);
        new ExperimentRunner(store).Run([Fit("a", ("acl", "0.1"))]);
        var fit = Fit("a", ("wce+supcon", "0.1"));
        var events = new Events();
        var renamed = fit with { Cells = [fit.Cells[0] with { Notes = ["the rule gives the fixed constants"] }] };
        var cell = Assert.Single(new ExperimentRunner(store).Run([renamed], events));
        Assert.Equal(1, _computed);
        Assert.Equal(("wce+supcon", "the rule gives the fixed constants"), (cell.Method, cell.Notes[0].Text));
        Assert.Equal(ExperimentEventKind.Found, Assert.Single(events.Told).Kind);
        Assert.Empty(store.Find(cell.ConfigHash)!.Notes);
    }

    [Fact]
    public void Work_that_another_process_has_claimed_is_waited_for_and_taken_over_when_it_is_given_back()
    {
        var store = new CellStore(_folder);
        PlannedFit[] plan = [Fit("a", ("ce", "0")), Fit("b", ("wce", "1"))];
        var claim = store.TryClaim(plan[0].Key.Hash);
        new ExperimentRunner(store).Assist(plan);
        Assert.Equal(1, _computed);
        var events = new Events(e =>
        {
            if (e.Kind == ExperimentEventKind.Waiting)
            {
                claim!.Dispose();
            }
        });
        Assert.Equal(["ce", "wce"], new ExperimentRunner(store).Run(plan, events).Select(c => c.Method));
        Assert.Equal(2, _computed);
        Assert.Contains(events.Told, e => e.Kind == ExperimentEventKind.Waiting);
    }

    [Fact]
    public void Machines_that_share_a_folder_compute_each_cell_once()
    {
        PlannedFit[] plan = [.. Enumerable.Range(0, 12).Select(i => Fit($"f{i}", ($"m{i}", $"{i}")))];
        var alone = new ExperimentRunner().Run(plan);
        Interlocked.Exchange(ref _computed, 0);
        var found = new IReadOnlyList<ComparisonCell>[3];
        Parallel.For(0, found.Length, i => found[i] = new ExperimentRunner(new CellStore(_folder, claims: CellClaims.Leases)).Run(plan));
        Assert.Equal(12, _computed);
        Assert.All(found, cells => Assert.Equal(alone.Select(c => (c.Method, c.ConfigHash, c.Metrics["auroc"])),
            cells.Select(c => (c.Method, c.ConfigHash, c.Metrics["auroc"]))));
        Assert.Empty(Directory.GetFiles(_folder, "*.claim*"));
    }

    [Fact]
    public void Results_stand_in_the_order_of_the_plan_for_any_number_of_threads()
    {
        PlannedFit[] plan = [.. Enumerable.Range(0, 12).Select(i => Fit($"f{i}", ($"m{i}", $"{i}"), ($"n{i}", $"{i}.5")))];
        var one = new ExperimentRunner().Run(plan);
        var four = new ExperimentRunner(threads: 4).Run(plan);
        Assert.Equal(one.Select(c => (c.Method, c.ConfigHash)), four.Select(c => (c.Method, c.ConfigHash)));
        Assert.Equal(plan.SelectMany(f => f.Cells).Select(c => c.Method), four.Select(c => c.Method));
    }

    [Fact]
    public void A_cancelled_run_keeps_what_is_finished()
    {
        using var source = new CancellationTokenSource();
        var store = new CellStore(_folder);
        PlannedFit[] plan = [Fit("a", ("ce", "0")), Fit("b", ("wce", "1"))];
        Assert.Throws<OperationCanceledException>(
            () => new ExperimentRunner(store).Run(plan, new Events(_ => source.Cancel()), source.Token));
        Assert.Equal("ce", Assert.Single(new ExperimentRunner(store).Finished(plan)).Method);
    }

    [Fact]
    public void A_key_takes_names_in_snake_case_alone_and_each_once()
    {
        var key = CellKey.Of("table", 4, [new("batch_size", "3"), new("method.data.k", "5")]);
        Assert.Equal(("table", "4"), (key.Settings["experiment"], key.Settings["protocol"]));
        Assert.NotEqual(key.Hash, CellKey.Of("table", 5, [new("batch_size", "3"), new("method.data.k", "5")]).Hash);
        Assert.Throws<ArgumentException>(() => CellKey.Of("table", 4, [new("BatchSize", "3")]));
        Assert.Throws<ArgumentException>(() => CellKey.Of("table", 4, [new("k", "3"), new("k", "3")]));
        Assert.Equal("smote_enn", CellKey.NameOf("smote-enn"));
    }

    private PlannedFit Fit(string name, params (string Method, string Constant)[] cells) => new(
        CellKey.Of("toy", 1, [new("fit", name)]),
        [.. cells.Select(c => new PlannedCell { Scenario = "own", Method = c.Method, Seed = 1,
            Key = CellKey.Of("toy", 1, [new("constant", c.Constant)]) })],
        (asked, _) => [.. asked.Select(Compute)]);

    private ComparisonCell Compute(PlannedCell cell)
    {
        Interlocked.Increment(ref _computed);
        return new ComparisonCell { Scenario = "", Method = "", Seed = 0, ConfigHash = cell.Key.Hash, Metrics = new Dictionary<string,
            double> { ["auroc"] = 0.5 } };
    }

    private sealed class Events(Action<ExperimentEvent>? also = null) : IProgress<ExperimentEvent>
    {
        public List<ExperimentEvent> Told { get; } = [];

        public void Report(ExperimentEvent value)
        {
            lock (Told)
            {
                Told.Add(value);
            }

            also?.Invoke(value);
        }
    }
}

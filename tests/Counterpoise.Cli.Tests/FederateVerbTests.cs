using System.Globalization;
using System.Text.Json;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Federated;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Tests.Cli;

public sealed class FederateVerbTests : IDisposable
{
    private static readonly string[] Short = ["--rounds", "3", "--batch-size", "16", "--seeds", "1", "--evaluate-every", "2", "--workers",
        "1"];

    private static readonly string[] Names = ["north", "south", "west"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Arms_on_a_table_are_judged_beside_the_baselines_and_reported()
    {
        string[] line = ["federate", Sites(), "--target", "y", "--exclude", "site", "--clients", "3", "--minimum-rows", "10", "--methods",
            "fedavg,scaffold,fedavg/post-hoc-la", "--out", _folder.File("out"), .. Short];
        var run = CommandRun.Of(line);
        Assert.True(run.ExitCode == 0, run.Error);
        var rows = run.Output.TrimEnd().Split('\n').Select(row => row.Split('\t')).ToArray();
        Assert.Equal(["arm", "fedavg", "scaffold", "fedavg/post-hoc-la", "majority class", "logistic regression on all rows"],
            rows.Select(row => row[0]));
        Assert.Equal(2 * long.Parse(rows[1][^2], CultureInfo.InvariantCulture), long.Parse(rows[2][^2], CultureInfo.InvariantCulture));
        Assert.Equal("0.000", rows[4][6]);
        Assert.Contains("1 seed is too few for a claim", run.Error);
        Assert.Contains("left", run.Error.Split('\n').First(said => said.Contains("round 3/3", StringComparison.Ordinal)));
        Assert.Contains("Federations on sites.csv", File.ReadAllText(_folder.File("out/report.html")));

        // What was trained is not trained again, and gives the same table.
        var again = CommandRun.Of(line);
        Assert.Equal(run.Output, again.Output);
        Assert.DoesNotContain("round 3/3", again.Error);
        Assert.Contains("of other rows", CommandRun.Of([.. line, "--alpha", "7"]).Error);
    }

    [Fact]
    public void A_column_names_the_clients_and_json_holds_everything()
    {
        var run = CommandRun.Of(["federate", Sites(), "--target", "y", "--partition", "by-column", "--client-column", "site", "--methods",
            "fedavg+drop,fedavg+drop+random,fedavg+drop+fedrela", "--baselines", "none", "--json", "--out", _folder.File("out"), .. Short]);
        Assert.True(run.ExitCode == 0, run.Error);
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["north", "south", "west"], json.GetProperty("clients").EnumerateArray()
            .Select(client => client.GetProperty("name").GetString()));
        var verdict = json.GetProperty("verdicts")[0];
        Assert.Equal("fedavg+drop+fedrela", verdict.GetProperty("differences")[0].GetProperty("methodA").GetString());
        Assert.Equal(["fedavg+drop", "fedavg+drop+random"], verdict.GetProperty("differences").EnumerateArray()
            .Select(d => d.GetProperty("methodB").GetString()));
        Assert.Equal(3, json.GetProperty("arms").GetArrayLength());
        Assert.InRange(json.GetProperty("arms")[0].GetProperty("runs")[0].GetProperty("metrics").GetProperty("accuracy").GetDouble(), 0, 1);
    }

    [Fact]
    public void Images_are_dealt_and_made_long_tailed()
    {
        var run = CommandRun.Of(["federate", TinyImages.Write(_folder.File("data")), "--size", "12", "--classes", "red,green,blue",
            "--ratio", "0.25", "--largest", "20", "--clients", "2", "--partition", "iid", "--methods", "fedavg", "--out",
            _folder.File("out"), "--json", .. Short]);
        Assert.True(run.ExitCode == 0, run.Error);
        var clients = JsonDocument.Parse(run.Output).RootElement.GetProperty("clients").EnumerateArray()
            .Select(client => client.GetProperty("counts").EnumerateArray().Select(n => n.GetInt32()).ToArray()).ToArray();
        Assert.Equal([20, 10, 5], Enumerable.Range(0, 3).Select(c => clients.Sum(client => client[c])));
        Assert.Contains("one arm alone, compared with nothing", run.Error);
    }

    [Fact]
    public void What_cannot_be_used_is_refused_with_the_remedy()
    {
        var sites = Sites();
        Refused("there is no arm 'fedsgd'", sites, "--target", "y", "--methods", "fedsgd");
        Refused("give --target", sites);
        Refused("there is no file or folder", _folder.File("none.csv"), "--target", "y");
        Refused("--metric is 'f7'", sites, "--target", "y", "--metric", "f7");
        Refused("none of the arms", sites, "--target", "y", "--candidate", "moon");
        Refused("no --client-column is named", sites, "--target", "y", "--partition", "by-column");
        Refused("is for images", sites, "--target", "y", "--size", "20");
        Refused("raise alpha, or lower the minimum", sites, "--target", "y", "--exclude", "site", "--alpha", "0.001", "--clients", "3",
            "--minimum-rows", "10");
        Refused("the long tail asks for", sites, "--target", "y", "--exclude", "site", "--ratio", "0.5", "--largest", "90");
        Refused("leaves class 'rare' without rows", sites, "--target", "y", "--exclude", "site", "--ratio", "0.001", "--largest", "60");
        Refused("--momentum is 1", sites, "--target", "y", "--momentum", "1");
        Refused("--relabel-round is 4; expected 1 to 3", sites, "--target", "y", "--rounds", "3", "--relabel-round", "4");
    }

    [Fact]
    public void A_dry_run_prints_the_options_and_trains_nothing()
    {
        var run = CommandRun.Of("federate", Sites(), "--target", "y", "--methods", "proof", "--out", _folder.File("out"), "--dry-run");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("partition: dirichlet", run.Output);
        Assert.False(Directory.Exists(_folder.File("out")));
        Refused("there is no arm 'x'", Sites(), "--target", "y", "--methods", "x", "--dry-run");
    }

    [Fact]
    public void Rows_are_of_the_kind_that_knows_them_or_of_the_kind_that_is_named()
    {
        Assert.Same(DataTasks.Images, FederatedKind.Of(null, TinyImages.Write(_folder.File("images"))).Task);
        Assert.Same(DataTasks.Tables, FederatedKind.Of(null, Sites()).Task);
        Assert.Same(DataTasks.Tables, FederatedKind.Of(DataTasks.Tables, _folder.File("images")).Task);
        Assert.Equal("federations do not take streams; expected images or tables",
            Assert.Throws<InputException>(() => FederatedKind.Of(DataTasks.Streams, Sites())).Message);
        Assert.Contains("is neither images nor a table", Assert.Throws<InputException>(() =>
            FederatedKind.Of(null, _folder.Write("notes.doc", "x"))).Message);
        Refused("no --client-column is named", Sites(), "--target", "y", "--partition", "by-column", "--methods", "fedavg");
    }

    private void Refused(string expected, params string[] arguments)
    {
        var run = CommandRun.Of(["federate", .. arguments, "--out", _folder.File("refused")]);
        Assert.True(run.ExitCode == 2, run.Error);
        Assert.Contains(expected, run.Error);
    }

    /// <summary>Rows of three sites: 100 fine ones around 0, 30 rare ones around 3.</summary>
    private string Sites()
    {
        var random = new Counterpoise.Randomness.RandomStream(3, "sites");
        var lines = Enumerable.Range(0, 130).Select(i =>
        {
            var middle = i < 100 ? 0 : 3;
            return string.Create(CultureInfo.InvariantCulture,
                $"{middle + random.NextNormal():F3},{middle + random.NextNormal():F3},{Names[i % 3]},{(i < 100 ? "fine" : "rare")}");
        });
        return _folder.Write("sites.csv", "a,b,site,y\n" + string.Join('\n', lines) + "\n");
    }
}

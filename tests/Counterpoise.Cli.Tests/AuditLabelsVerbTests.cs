using System.Globalization;
using System.Text.Json;

namespace Counterpoise.Tests.Cli;

public sealed class AuditLabelsVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_mislabelled_row_heads_the_queue_in_table_json_and_file()
    {
        var run = CommandRun.Of("audit-labels", Machines(), "--target", "y", "--classifier", "network", "--ranking", "mean-rank",
            "--epochs", "20", "--out", _folder.File("queue.csv"));
        Assert.True(run.ExitCode == 0, run.Error);
        var head = run.Output.Split('\n')[1].Split('\t');
        Assert.Equal(["1", "line 92", "fine", "rare"], head[..4]);
        Assert.Contains("most of its neighbours are of other classes", head[^1]);
        Assert.Contains("a suspect is a row to look at", run.Error);
        var lines = File.ReadAllLines(_folder.File("queue.csv"));
        Assert.StartsWith("rank,row,place,label,likely_label,hardness", lines[0]);
        Assert.Equal(11, lines.Length);
        var json = JsonDocument.Parse(CommandRun.Of("audit-labels", Machines(), "--target", "y", "--classifier", "network", "--ranking",
            "mean-rank", "--epochs", "20", "--json").Output).RootElement;
        Assert.Equal(90, json.GetProperty("report").GetProperty("queue")[0].GetProperty("row").GetInt32());
    }

    [Fact]
    public void A_trial_on_known_noise_prints_a_line_for_each_ranking()
    {
        var run = CommandRun.Of("audit-labels", Machines(), "--target", "y", "--classifier", "logistic", "--epochs", "10", "--rounds", "1",
            "--inject", "0,0.2", "--seeds", "2");
        Assert.True(run.ExitCode == 0, run.Error);
        var lines = run.Output.TrimEnd().Split('\n');
        Assert.Equal(8, lines.Length);
        Assert.StartsWith("0.200\trandom", lines[^1]);
        Assert.Contains("evidence in", run.Error);
    }

    [Fact]
    public void What_cannot_be_used_is_refused_with_the_remedy()
    {
        Refused("give --target", "audit-labels", Machines());
        Refused("the classes are fine, rare", "audit-labels", Machines(), "--target", "y", "--class", "fina");
        Refused("--inject has '2'", "audit-labels", Machines(), "--target", "y", "--inject", "2");
        Refused("--out is for a queue", "audit-labels", Machines(), "--target", "y", "--inject", "0.1", "--out", _folder.File("q.csv"));
        Refused("--inject-back needs --inject", "audit-labels", Machines(), "--target", "y", "--inject-back", "0.1");
        Refused("would be overwritten", "audit-labels", Machines(), "--target", "y", "--out", Machines());
        Refused("--epochs", "audit-labels", Machines(), "--target", "y", "--epochs", "0");
        Refused("there is no file", "audit-labels", _folder.File("none.csv"), "--target", "y");
    }

    [Fact]
    public void Few_epochs_shorten_the_warm_up() =>
        Assert.Equal(0, CommandRun.Of("audit-labels", Machines(), "--target", "y", "--epochs", "2").ExitCode);

    private static void Refused(string expected, params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error);
    }

    /// <summary>Eighty fine rows around 0, twenty rare ones around 8; line 92 is a rare row that is called fine.</summary>
    private string Machines()
    {
        var random = new Counterpoise.Randomness.RandomStream(3, "machines");
        var lines = Enumerable.Range(0, 100).Select(i =>
        {
            var middle = i < 80 ? 0 : 8;
            return string.Create(CultureInfo.InvariantCulture,
                $"{middle + random.NextNormal():F3},{middle + random.NextNormal():F3},{(i < 80 || i == 90 ? "fine" : "rare")}");
        });
        return _folder.Write("machines.csv", "a,b,y\n" + string.Join('\n', lines) + "\n");
    }
}

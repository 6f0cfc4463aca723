using System.Globalization;
using System.Text.Json;

namespace Counterpoise.Tests.Cli;

public sealed class ExplainVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_column_that_makes_the_class_comes_first_in_table_json_and_report()
    {
        var run = CommandRun.Of("explain", Machines(), "--target", "y", "--out", _folder.File("explained.html"), "--seeds", "2",
            "--option", "boosting.min-leaf-rows=5", "--option", "boosting.rounds=20");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith("torque\t", run.Output.Split('\n')[1]);
        Assert.Contains("average precision for 'rare'", run.Error);
        Assert.Contains("Kendall's tau", run.Error);
        var page = File.ReadAllText(_folder.File("explained.html"));
        Assert.Contains("told by torque", page);
        Assert.Contains("counterpoise explain", page);
        var json = JsonDocument.Parse(CommandRun.Of("explain", Machines(), "--target", "y", "--option", "boosting.min-leaf-rows=5",
            "--json").Output).RootElement;
        Assert.Equal(["torque", "noise", "kind"], json.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!));
        Assert.Equal("log-odds", json.GetProperty("output").GetString());
        Assert.Equal(3, json.GetProperty("row").GetProperty("values")[1].GetArrayLength());
    }

    [Theory]
    [InlineData("logistic")]
    [InlineData("rgnet")]
    public void Classifiers_without_trees_are_explained_in_probabilities_and_a_network_shows_its_flow(string classifier)
    {
        string[] fewer = classifier == "rgnet" ? ["--option", "rgnet.epochs=5", "--option", "rgnet.learning-rate=0.02"] : [];
        var run = CommandRun.Of(["explain", Machines(), "--target", "y", "--classifier", classifier, "--rows", "20", "--background", "10",
            "--out", _folder.File("e.html"), "--select-columns", .. fewer]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("torque", run.Output.Split('\n')[1]);
        var page = File.ReadAllText(_folder.File("e.html"));
        Assert.Contains("KernelSHAP over 10 training rows", page);
        Assert.Contains("were selected by information gain", page);
        Assert.Equal(classifier == "rgnet", page.Contains("id=\"flow\"", StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_used_is_refused_with_the_remedy()
    {
        Refused("give --target", "explain", Machines());
        Refused("there is no classifier 'bosting'", "explain", Machines(), "--target", "y", "--classifier", "bosting");
        Refused("--test-share is 1", "explain", Machines(), "--target", "y", "--test-share", "1");
        Refused("which is no test row", "explain", Machines(), "--target", "y", "--row", "100000");
        Refused("would be overwritten", "explain", Machines(), "--target", "y", "--out", Machines());
        Refused("has no option 'depth'", "explain", Machines(), "--target", "y", "--option", "boosting.depth=3");
        Refused("there is no file", "explain", _folder.File("none.csv"), "--target", "y");
    }

    private static void Refused(string expected, params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error);
    }

    private string Machines()
    {
        var random = new Counterpoise.Randomness.RandomStream(1);
        var lines = Enumerable.Range(0, 200).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"{(i % 8 == 0 ? 5 : 0) + random.NextNormal():F3},{random.NextNormal():F3},{(i % 3 == 0 ? "a" : "b")},"
                + $"{(i % 8 == 0 ? "rare" : "fine")}"));
        return _folder.Write("machines.csv", "torque,noise,kind,y\n" + string.Join('\n', lines) + "\n");
    }
}

using System.Globalization;
using System.Text.Json;

namespace Counterpoise.Tests.Cli;

public sealed class GraphVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nodes_and_edges_are_profiled_with_warnings_and_a_bad_edge_is_named_with_its_line()
    {
        var nodes = _folder.Write("nodes.csv", "id,size,label\n" + string.Concat(Enumerable.Range(0, 40)
            .Select(i => $"n{i},{i % 7},{(i < 6 ? "fraud" : "normal")}\n")));
        var edges = _folder.Write("edges.csv", "source,target\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"n{i},n{i + 5}\n")));
        var run = CommandRun.Of("graph", "profile", edges, "--nodes", nodes, "--label", "label", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var profile = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(60, profile.GetProperty("relations")[0].GetProperty("edges").GetInt32());
        Assert.Equal("fraud", profile.GetProperty("classes")[profile.GetProperty("minority").GetInt32()].GetString());
        Assert.Contains("homophily", CommandRun.Of("graph", "profile", edges, "--nodes", nodes, "--label", "label").Output);

        _folder.Write("edges.csv", "source,target\nn0,n1\nn1,n99\n");
        var bad = CommandRun.Of("graph", "profile", edges, "--nodes", nodes, "--label", "label");
        Assert.Equal(2, bad.ExitCode);
        Assert.Contains("line 3", bad.Error);
        Assert.Equal(2, CommandRun.Of("graph", "profile", edges).ExitCode);
        Assert.Equal(2, CommandRun.Of("graph", "profile", edges, "--arms", "sage").ExitCode);
    }

    [Fact]
    public void Events_are_trained_on_scored_and_compared_with_a_report()
    {
        var ratings = Ratings();
        var trained = CommandRun.Of("graph", "train", ratings, "--events", "ratings", "--model", _folder.File("m.safetensors"), "--epochs",
            "1", "--width", "4", "--json");
        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.InRange(JsonDocument.Parse(trained.Output).RootElement.GetProperty("test").GetDouble(), 0, 1);

        var scored = CommandRun.Of("graph", "predict", ratings, "--events", "ratings", "--model", _folder.File("m.safetensors"),
            "--snapshot", _folder.File("state"), "--json");
        Assert.True(scored.ExitCode == 0, scored.Error);
        Assert.Equal(240, JsonDocument.Parse(scored.Output).RootElement.GetArrayLength());
        Assert.True(File.Exists(_folder.File("state")));

        var compared = CommandRun.Of("graph", "compare", ratings, "--events", "ratings", "--seeds", "1,2", "--arms", "network,mlp",
            "--epochs", "1", "--width", "4", "--report", _folder.File("r.html"), "--json");
        Assert.True(compared.ExitCode == 0, compared.Error);
        var document = JsonDocument.Parse(compared.Output).RootElement;
        Assert.Equal(7, document.GetProperty("arms").GetArrayLength());
        Assert.Contains("graph network", document.GetProperty("verdict").GetString());
        Assert.Contains(document.GetProperty("verdict").GetString()!, File.ReadAllText(_folder.File("r.html")));
        Assert.Equal(2, CommandRun.Of("graph", "train", ratings, "--events", "ratings").ExitCode);
        Assert.Equal(2, CommandRun.Of("graph", "compare", ratings, "--events", "ratings", "--arms", "gnn").ExitCode);
        Assert.Contains("labels: leaky", CommandRun.Of("graph", "compare", ratings, "--events", "ratings", "--dry-run", "--labels", "leaky")
            .Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Nodes_and_made_up_networks_of_apps_are_compared()
    {
        var nodes = _folder.Write("nodes.csv", "id,size,label\n" + string.Concat(Enumerable.Range(0, 60)
            .Select(i => $"n{i},{(i * 7) % 11},{(i % 4 == 0 ? 1 : 0)}\n")));
        var edges = _folder.Write("edges.csv", "source,target\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"n{i},n{i + 4}\n")));
        var compared = CommandRun.Of("graph", "compare", edges, "--nodes", nodes, "--label", "label", "--seeds", "1,2", "--epochs", "2",
            "--width", "4", "--json");
        Assert.True(compared.ExitCode == 0, compared.Error);
        Assert.Equal(13, JsonDocument.Parse(compared.Output).RootElement.GetProperty("arms").GetArrayLength());

        var conflicts = CommandRun.Of("graph", "compare", "conflicts", "--seeds", "1,", "--topologies", "8", "--windows", "10",
            "--conflict-share", "0.3", "--arms", "gcn", "--epochs", "1", "--width", "4");
        Assert.True(conflicts.ExitCode == 0, conflicts.Error);
        Assert.Contains("rules", conflicts.Output);
        Assert.Contains("The leak", conflicts.Error);
    }

    [Fact]
    public void The_verbs_of_all_kinds_of_data_take_graphs()
    {
        var nodes = _folder.Write("nodes.csv", "id,size,label\n" + string.Concat(Enumerable.Range(0, 60)
            .Select(i => $"n{i},{(i * 7) % 11},{(i % 4 == 0 ? "fraud" : "normal")}\n")));
        var edges = _folder.Write("edges.csv", "source,target\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"n{i},n{i + 4}\n")));
        var profile = CommandRun.Of("profile", edges, "--nodes", nodes, "--target", "label");
        Assert.True(profile.ExitCode == 0, profile.Error);
        Assert.Equal(CommandRun.Of("graph", "profile", edges, "--nodes", nodes, "--label", "label").Output, profile.Output);
        var refused = CommandRun.Of("profile", edges, "--nodes", nodes, "--target", "label", "--no-overlap");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("is a graph", refused.Error);
        Assert.Contains("--directed is for graphs", CommandRun.Of("profile", nodes, "--target", "label", "--directed").Error);

        string[] compare = ["compare", edges, "--nodes", nodes, "--target", "label", "--seeds", "1,2", "--out", _folder.File("c")];
        var compared = CommandRun.Of(compare);
        Assert.True(compared.ExitCode == 0, compared.Error);
        Assert.Equal(26, Directory.GetFiles(Path.Combine(_folder.File("c"), "cells"), "*.json").Length);
        File.WriteAllText(Path.Combine(_folder.File("c"), "report.html"), "");

        // A second call takes every arm from the folder, seconds included, and report draws what compare has kept.
        Assert.Equal(compared.Output, CommandRun.Of(compare).Output);
        Assert.Contains("sage/weighted", File.ReadAllText(Path.Combine(_folder.File("c"), "report.html")));
        var report = CommandRun.Of("report", _folder.File("c"), "--out", _folder.File("r.md"));
        Assert.True(report.ExitCode == 0, report.Error);
        Assert.Contains("sage/weighted", File.ReadAllText(_folder.File("r.md")));
        Assert.Equal(2, CommandRun.Of([.. compare, "--methods", "smote"]).ExitCode);
        Assert.Contains("events in time", CommandRun.Of("train", edges, "--events", "card", "--method", "la").Error);
    }

    [Fact]
    public void Events_are_trained_on_and_scored_by_the_verbs_of_all_kinds_of_data()
    {
        var (ratings, model) = (Ratings(), _folder.File("m.safetensors"));
        var trained = CommandRun.Of("train", ratings, "--events", "ratings", "--seed", "3", "--out", model);
        Assert.True(trained.ExitCode == 0, trained.Error);
        var scored = CommandRun.Of("predict", model, ratings, "--out", _folder.File("scores.csv"));
        Assert.True(scored.ExitCode == 0, scored.Error);
        var lines = File.ReadAllLines(_folder.File("scores.csv"));
        Assert.Equal(241, lines.Length);
        Assert.Equal("event,time,score,relation,weight,earlier_event", lines[0]);
        var same = JsonDocument.Parse(CommandRun.Of("graph", "predict", ratings, "--events", "ratings", "--model", model, "--json").Output);
        Assert.Equal(same.RootElement[239].GetProperty("score").GetDouble(), double.Parse(lines[240].Split(',')[2],
            CultureInfo.InvariantCulture), 1e-6);
        Assert.Equal(2, CommandRun.Of("predict", model, ratings, ratings).ExitCode);
        Assert.Equal(2, CommandRun.Of("predict", model, ratings, "--threshold", "0.5").ExitCode);
    }

    [Theory]
    [InlineData("sage")]
    [InlineData("sage/weighted/degree-adjusted")]
    [InlineData("sage/similarity-filter")]
    public void A_model_of_nodes_is_kept_and_predicts_the_graph_and_one_with_new_nodes(string method)
    {
        string nodes = _folder.Write("nodes.csv", "id,size,colour,fraud\n" + Nodes(80, "blue", label: true)),
            edges = _folder.Write("edges.csv", "source,target\n" + Edges(70)), model = _folder.File("m.safetensors");
        var trained = CommandRun.Of("graph", "train", edges, "--nodes", nodes, "--label", "fraud", "--method", method, "--epochs", "5",
            "--width", "4", "--model", model, "--json");
        Assert.True(trained.ExitCode == 0, trained.Error);
        var told = JsonDocument.Parse(trained.Output).RootElement;
        Assert.Equal("yes", told.GetProperty("positive").GetString());
        Assert.Equal(48, told.GetProperty("trainingNodes").GetInt32());
        var threshold = told.GetProperty("threshold").GetDouble();

        string[] predict = ["predict", model, edges, "--nodes", nodes];
        var first = CommandRun.Of([.. predict, "--out", _folder.File("a.csv")]);
        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Equal(0, CommandRun.Of([.. predict, "--out", _folder.File("b.csv")]).ExitCode);
        var lines = File.ReadAllLines(_folder.File("a.csv"));
        Assert.Equal(lines, File.ReadAllLines(_folder.File("b.csv")));
        Assert.Equal("node,class,probability,neighbors", lines[0]);
        Assert.Equal(81, lines.Length);
        var exported = CommandRun.Of("export", model, "--to", "onnx", "--out", _folder.File("m.onnx"));
        Assert.Equal(2, exported.ExitCode);
        Assert.Contains("hangs on its neighbours", exported.Error);
        Assert.All(lines[1..], line => Assert.Equal(Number(line.Split(',')[2]) >= threshold - 1e-6, line.Split(',')[1] == "yes"));

        // Ten nodes more, in a file of another name, with a category that training had not, and without classes.
        string later = _folder.Write("later.csv", "id,size,colour\n" + Nodes(90, "green", label: false)),
            more = _folder.Write("more.csv", "source,target\n" + Edges(86));
        var grown = CommandRun.Of("graph", "predict", more, "--nodes", later, "--model", model, "--json");
        Assert.True(grown.ExitCode == 0, grown.Error);
        Assert.Contains("colour=green", grown.Error);
        Assert.Equal(90, JsonDocument.Parse(grown.Output).RootElement.GetArrayLength());
        Assert.Contains("neighbors", CommandRun.Of("graph", "predict", more, "--nodes", later, "--model", model).Output);
        var all = CommandRun.Of("predict", model, more, "--nodes", later, "--threshold", "0", "--format", "csv");
        Assert.All(all.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..], line => Assert.Contains(",yes,", line));

        Refused("missing", "predict", model, more, "--nodes",
            _folder.Write("other.csv", "id,weight,colour\n" + Nodes(90, "blue", label: false)), "--threshold", "0.5");
        Refused("--nodes", "predict", model, edges);
        Refused("line 81", "predict", model, more, "--nodes", nodes);
        Refused("at least one edge", "predict", model, _folder.Write("none.csv", "source,target\n"), "--nodes", nodes);
        Refused("keeps of its training", "graph", "predict", edges, "--nodes", nodes, "--model", model, "--id", "name");
        Refused("--threshold is 2", "predict", model, edges, "--nodes", nodes, "--threshold", "2");
        Refused("cut.safetensors: found", "graph", "predict", edges, "--nodes", nodes, "--model", Cut(model));
    }

    [Fact]
    public void Nodes_are_trained_on_by_the_verb_of_all_kinds_of_data_and_as_if_test_nodes_came_later()
    {
        string nodes = _folder.Write("nodes.csv", "id,size,colour,fraud\n" + Nodes(80, "blue", label: true)),
            edges = _folder.Write("edges.csv", "source,target\n" + Edges(70));
        string[] train = ["train", edges, "--nodes", nodes, "--target", "fraud", "--seed", "2", "--json", "--out"];
        var usual = CommandRun.Of([.. train, _folder.File("a.safetensors")]);
        Assert.True(usual.ExitCode == 0, usual.Error);
        var unseen = CommandRun.Of([.. train, _folder.File("b.safetensors"), "--inductive"]);
        Assert.True(unseen.ExitCode == 0, unseen.Error);
        Assert.Equal("sage", JsonDocument.Parse(usual.Output).RootElement.GetProperty("method").GetString());
        Assert.NotEqual(File.ReadAllBytes(_folder.File("a.safetensors")), File.ReadAllBytes(_folder.File("b.safetensors")));
        Assert.Equal(0, CommandRun.Of([.. train, _folder.File("c.safetensors")]).ExitCode);
        Assert.Equal(File.ReadAllBytes(_folder.File("a.safetensors")), File.ReadAllBytes(_folder.File("c.safetensors")));
        Refused("is no method for nodes", [.. train, _folder.File("d.safetensors"), "--method", "la"]);
        Refused("do not go together", [.. train, _folder.File("d.safetensors"), "--method", "sage/weighted/topology"]);
        Refused("--inductive is not for events", "train", Ratings(), "--events", "ratings", "--inductive");
        Refused("there is nothing to train on", "graph", "train", "conflicts", "--model", _folder.File("d.safetensors"));
        Refused("no classes", "graph", "train", edges, "--model", _folder.File("d.safetensors"));
    }

    private static void Refused(string reason, params string[] line)
    {
        var run = CommandRun.Of(line);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(reason, run.Error);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Edges(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"n{i},n{i + 4}\n"));

    private static string Nodes(int count, string third, bool label) => string.Concat(Enumerable.Range(0, count).Select(i =>
        $"n{i},{(i * 7) % 11},{(i % 3 == 0 ? third : "red")}{(label ? i % 4 == 0 ? ",yes" : ",no" : "")}\n"));

    private string Cut(string model)
    {
        File.WriteAllBytes(_folder.File("cut.safetensors"), File.ReadAllBytes(model)[..^8]);
        return _folder.File("cut.safetensors");
    }

    private string Ratings() => _folder.Write("ratings.csv", "source,target,rating,time\n"
        + string.Concat(Enumerable.Range(0, 240).Select(i =>
        string.Create(CultureInfo.InvariantCulture,
            $"{1 + (i * 7 % 20)},{30 + (i * 11 % 23)},{(i * 11 % 23 < 5 && i % 3 != 0 ? -5 : 3)},{1_300_000_000 + (i * 1000)}\n"))));
}

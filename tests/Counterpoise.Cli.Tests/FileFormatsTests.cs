using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Counterpoise.Graph.Gcn;
using Counterpoise.Graph.TimeAware;
using Counterpoise.Torch.Files;

namespace Counterpoise.Tests.Cli;

/// <summary>
/// A small file of each format version lies in Formats, written by the program of its time (but for the layouts that were rebuilt: 1 of
/// comparisons and of checkpoints, 0 of runs), and one of a version that there is not: 9. What is known goes on with equal results, what is
/// not is refused by name with what to do.
/// </summary>
public sealed partial class FileFormatsTests : IDisposable
{
    private static readonly string Formats = Path.Combine(Repository.Root, "tests", "Counterpoise.Cli.Tests", "Formats");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_format_of_the_page_has_a_file_of_each_version_and_one_of_a_version_that_there_is_not()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "file-formats.md")).Select(l => Row().Match(l))
            .Where(m => m.Success).ToArray();
        Assert.InRange(rows.Length, 14, 40);
        string[] names = [.. Directory.GetFileSystemEntries(Formats).Select(f => Path.GetFileNameWithoutExtension(f))];
        foreach (var row in rows)
        {
            string[] versions = [.. row.Groups["versions"].Value.Split(',').Select(v => v.Trim()), "9"];
            Assert.All(versions, v => Assert.Contains($"{row.Groups["name"].Value}-{v}", names));
        }
    }

    [Fact]
    public void Models_of_tables()
    {
        var run = Ran("predict", At("table-model-1.cpm"), At("rows.csv"), "--json");
        Assert.Contains("rare", run.Output);
        Refused("another version of the format ('9'", "train it again", "predict", At("table-model-9.cpm"), At("rows.csv"));
        Assert.Equal(Ran("predict", At("table-model-1.cpm"), At("rows.csv"), "--format", "csv").Output.Split('\n').Select(Class),
            Ran("predict", At("table-onnx-1.onnx"), At("rows.csv"), "--format", "csv").Output.Split('\n').Select(Class));
        Refused("format 9 found", "export the model again", "predict", At("table-onnx-9.onnx"), At("rows.csv"));

        static string? Class(string line) => line.Split(',').ElementAtOrDefault(1);
    }

    [Fact]
    public void Models_of_several_labels()
    {
        Assert.All(Same("labels-model-1.csv", Ran("predict", At("labels-model-1.cpm"), At("rows.csv"), "--format", "csv").Output),
            p => Assert.Equal(p.Expected, p.Found, 1e-9));
        Refused("another version of the format ('9'", "train it again", "predict", At("labels-model-9.cpm"), At("rows.csv"));
    }

    [Fact]
    public void Models_of_numbers()
    {
        Assert.All(Same("numbers-model-1.csv", Ran("predict", At("numbers-model-1.cpm"), At("rows.csv"), "--format", "csv").Output),
            p => Assert.Equal(p.Expected, p.Found, 1e-9));
        Refused("another version of the format ('9'", "train it again", "predict", At("numbers-model-9.cpm"), At("rows.csv"));
    }

    [Fact]
    public void Models_of_images()
    {
        Assert.All(Same("image-model-1.csv", Ran("predict", At("image-model-1.safetensors"), At("images.zip"), "--format", "csv").Output),
            p => Assert.Equal(p.Expected, p.Found, 1e-4));
        Refused("format 9 found", "train the model again", "predict", At("image-model-9.safetensors"), At("images.zip"));
        Ran("predict", At("image-onnx-1.onnx"), At("images.zip"));
        Assert.All(Same("image-onnx-2.csv", Ran("predict", At("image-onnx-2.onnx"), At("images.zip"), "--format", "csv").Output),
            p => Assert.Equal(p.Expected, p.Found, 1e-5));
        Refused("format 9 found", "export the model again", "predict", At("image-onnx-9.onnx"), At("images.zip"));
    }

    [Fact]
    public void Runs_and_their_checkpoints()
    {
        Copy("run-1", "run");
        string[] line = ["train", At("images.zip"), "--resume", "--out", _folder.File("run")];
        var metrics = _folder.File("run/metrics.jsonl");
        var before = File.ReadAllLines(metrics);
        var last = _folder.File("run/checkpoints/last.safetensors");
        foreach (var (name, found, remedy) in ((string, string, string)[])[
            ("checkpoint-9", "format 9 found", "train into a new folder"),
            ("checkpoint-1-within-epoch", "an earlier version was interrupted within epoch 3", "train into a new folder")])
        {
            File.Copy(At(name + ".safetensors"), last, overwrite: true);
            Refused(found, remedy, line);
        }

        Assert.Equal(before, File.ReadAllLines(metrics));
        File.Copy(At("checkpoint-1.safetensors"), last, overwrite: true);
        Ran(line);
        var after = File.ReadAllLines(metrics);
        Assert.Equal((2, 60), (before.Length, after.Length));
        Assert.Equal(before, after.Take(2));
        Copy("run-1", "second");
        File.Copy(At("checkpoint-2.safetensors"), _folder.File("second/checkpoints/last.safetensors"));
        Ran("train", At("images.zip"), "--resume", "--out", _folder.File("second"));
        // The layout of sums does not matter between two epochs.
        Assert.Equal(after.Select(Loss), File.ReadLines(_folder.File("second/metrics.jsonl")).Select(Loss));

        Copy("run-0", "earlier");
        Refused("a run of an earlier version", "begin the run anew in another folder", "train", At("images.zip"), "--resume", "--out",
            _folder.File("earlier"));
        Copy("run-9", "later");
        Refused("protocol", "name another folder", "train", At("images.zip"), "--resume", "--out", _folder.File("later"));
    }

    [Fact]
    public void Summaries_and_comparisons()
    {
        Directory.CreateDirectory(_folder.File("run"));
        File.Copy(At("run-summary-1.json"), _folder.File("run/summary.json"));
        Ran("report", _folder.File("run"));
        Assert.Contains("1.00", File.ReadAllText(_folder.File("run/report.html")));
        File.Copy(At("run-summary-9.json"), _folder.File("run/summary.json"), overwrite: true);
        Refused("format 9 found", "train into a new folder", "report", _folder.File("run"));

        string[] reports = [.. ((string[])["comparison-1", "comparison-2"]).Select(name =>
        {
            var folder = Directory.CreateDirectory(_folder.File(name)).FullName;
            File.Copy(At(name + ".json"), Path.Combine(folder, "comparison.json"));
            return Ran("report", folder).Error;
        })];
        Assert.Equal(reports[0].Replace("comparison-1", "comparison-2", StringComparison.Ordinal), reports[1]);
        File.Copy(At("comparison-9.json"), _folder.File("comparison-2/comparison.json"), overwrite: true);
        Refused("format 9 found", "use the program that wrote it", "report", _folder.File("comparison-2"));
    }

    [Fact]
    public void Cells()
    {
        string[] line = ["compare", At("rows.csv"), "--target", "y", "--methods", "none,wce", "--classifiers", "tree", "--folds", "2",
            "--out", _folder.File("out")];
        Copy("cells-4", "out/cells");
        var kept = Directory.GetFiles(_folder.File("out/cells"));
        // A cell that is found is not computed: what was changed in it comes out.
        foreach (var cell in kept)
        {
            File.WriteAllText(cell, Regex.Replace(File.ReadAllText(cell), "\"auroc\": [0-9.]+", "\"auroc\": 0.125"));
        }

        Assert.Contains("0.125", Ran(line).Output);
        Assert.Equal(kept.Order(), Directory.GetFiles(_folder.File("out/cells")).Order());
        // Another protocol gives another key, so that its cells are not taken; the numbers are those of a run without any.
        Directory.Delete(_folder.File("out/cells"), recursive: true);
        Copy("cells-9", "out/cells");
        Assert.DoesNotContain("0.125", Ran(line).Output);
        Assert.Equal(kept.Length + 1, Directory.GetFiles(_folder.File("out/cells")).Length);
    }

    [Fact]
    public void Models_on_features_of_pixels_and_of_graphs()
    {
        Assert.All(Same("feature-model-1.csv", Ran("predict", At("feature-model-1.cpm"), At("images.zip"), "--format", "csv").Output),
            p => Assert.Equal(p.Expected, p.Found));
        Refused("another version of the format ('9'", "train it again", "predict", At("feature-model-9.cpm"), At("images.zip"));
        Assert.All(Same("pixels-model-1.csv", Ran("predict", At("pixels-model-1.safetensors"), At("pixels.csv"), "--format", "csv").Output),
            p => Assert.Equal(p.Expected, p.Found, 1e-4));
        Refused("'hyperspectral-pixels-9'", "train the model again", "predict", At("pixels-model-9.safetensors"), At("pixels.csv"));
        string[] graph = [At("edges.csv"), "--nodes", At("nodes.csv")];
        string[] nodes = Ran(["predict", At("nodes-model-1.safetensors"), .. graph, "--format", "csv"]).Output.TrimEnd().Split('\n');
        Assert.All(File.ReadLines(At("nodes-model-1.csv")).Skip(1).Zip(nodes.Skip(1)), p =>
        {
            string[] expected = p.First.Split(','), found = p.Second.Split(',');
            Assert.Equal(expected[0], found[0]);
            Assert.Equal(double.Parse(expected[2], CultureInfo.InvariantCulture), double.Parse(found[2], CultureInfo.InvariantCulture),
                1e-4);
        });
        Refused("format '9'", "train again", ["predict", At("nodes-model-9.safetensors"), .. graph]);
        using var conflicts = ConflictFile.Load(At("conflict-network-1.safetensors"));
        Assert.Equal(4, conflicts.Network.Options.Width);
        Assert.Contains("format '9'", Assert.Throws<WeightFileException>(() => ConflictFile.Load(At("conflict-network-9.safetensors")))
            .Message);
    }

    [Fact]
    public void Models_of_events_and_their_snapshots()
    {
        var scores = JsonDocument.Parse(Ran("graph", "predict", At("ratings.csv"), "--events", "ratings", "--model",
            At("events-model-1.safetensors"), "--json").Output).RootElement.EnumerateArray()
            .Select(e => e.GetProperty("score").GetDouble());
        Assert.All(File.ReadLines(At("events-model-1.txt")).Zip(scores), p =>
            Assert.Equal(double.Parse(p.First, CultureInfo.InvariantCulture), p.Second, 1e-5));
        var later = At("events-model-9.safetensors");
        Refused("'time-aware-events-9'", "train the model again", "predict", later, At("ratings.csv"));
        Refused("'time-aware-events-9'", "train the model again", "graph", "predict", At("ratings.csv"), "--events", "ratings", "--model",
            later);
        var model = TimeAwareFile.Load(At("events-model-1.safetensors"));
        Assert.NotNull(EventScorer.Load(At("events-snapshot-1.bin"), model, 2));
        Assert.Contains("another version of the format ('9'",
            Assert.Throws<InvalidDataException>(() => EventScorer.Load(At("events-snapshot-9.bin"), model, 2)).Message);
    }

    [Fact]
    public void Federations()
    {
        string[] line = ["federate", At("rows.csv"), "--target", "y", "--rounds", "2", "--seeds", "1", "--methods", "fedavg", "--partition",
            "iid", "--clients", "2", "--baselines", "none", "--json", "--out", _folder.File("out")];
        var state = _folder.File("out/runs/seed-0/fedavg/server.safetensors");
        Directory.CreateDirectory(Path.GetDirectoryName(state)!);
        File.Copy(At("federation-state-9.safetensors"), state);
        Refused("format 9 found", "begin the federation anew in another folder", line);
        File.Copy(At("federation-state-1.safetensors"), state, overwrite: true);
        var run = Ran(line);
        Assert.DoesNotContain("round 1", run.Error);
        Assert.Equal(File.ReadAllBytes(At("federation-state-1.safetensors")), File.ReadAllBytes(state));

        string[] client = ["federate", "client", At("federation-rows-1.safetensors"), "--server", "http://127.0.0.1:9", "--patience", "1"];
        Refused("format 9 found", "deal the rows again", [.. client, "--federation", At("federation-plan-9.json")]);
        var one = CommandRun.Of([.. client, "--federation", At("federation-plan-1.json")]);
        Assert.Contains("client 0: 30 rows", one.Error);
        client[2] = At("federation-rows-9.safetensors");
        Refused("format 9 found", "deal the rows again", [.. client, "--federation", At("federation-plan-1.json")]);
    }

    [Fact]
    public void States_of_watches()
    {
        // The state names the file that it has read a hundred rows of.
        var stream = _folder.File("stream.csv");
        File.Copy(At("stream.csv"), stream);
        string[] line = ["watch", stream, "--reference", At("reference.csv"), "--target", "y", "--window", "50", "--json"];
        var state = _folder.File("state.json");
        File.Copy(At("watch-state-1.json"), state);
        Assert.Equal(Ran(line).Output, Ran([.. line, "--state", state]).Output);
        File.Copy(At("watch-state-9.json"), state, overwrite: true);
        Refused("format 9 found", "remove this file to begin anew", [.. line, "--state", state]);
    }

    [Fact]
    public void Trials_of_searches()
    {
        string[] line = ["search", At("images.zip"), "--methods", "ce,la", "--trials", "2", "--trial-epochs", "1", "--epochs", "1",
            "--architecture", "small-cnn", "--width", "0.05", "--network-options", "depth=3", "--size", "12", "--batch-size", "4",
            "--threads", "1", "--json", "--out", _folder.File("found")];
        var trials = Path.Combine(Directory.CreateDirectory(_folder.File("found")).FullName, "trials.jsonl");
        File.Copy(At("search-trials-9.jsonl"), trials);
        Refused("format 9 found", "name another file", line);
        File.Copy(At("search-trials-1.jsonl"), trials, overwrite: true);
        Assert.DoesNotContain("trial 0", Ran(line).Error);
        Assert.Equal(File.ReadAllText(At("search-trials-1.jsonl")), File.ReadAllText(trials));
    }

    [Fact]
    public void Plans_and_stores_of_pipelines()
    {
        string[] Line(string plan) => ["pipeline", "run", At("rows.csv"), "--target", "y", "--store", _folder.File("store"), "--yes",
            "--user", "ann", "--plan", At(plan)];
        Refused("found format, steps", "expected", Line("pipeline-plan-9.json"));
        Assert.False(Directory.Exists(_folder.File("store/artifacts")) && Directory.GetFiles(_folder.File("store/artifacts")).Length > 0);
        Copy("pipeline-store-1", "store");
        var before = Files(_folder.File("store/artifacts"));
        Assert.Contains("finished", Ran(Line("pipeline-plan-1.json")).Error);
        // Nothing was made again: the index and the number of the format are all that is new.
        Assert.Equal(before, Files(_folder.File("store/artifacts")));
        Ran("pipeline", "verify", "--store", _folder.File("store"));
        Copy("pipeline-store-9", "later");
        Refused("format 9 found", "name another folder", "pipeline", "status", "--store", _folder.File("later"));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder.File("later")).Length);
    }

    private static string At(string name) => Path.Combine(Formats, name);

    private static string[] Files(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order()];

    private static double Loss(string line) => JsonDocument.Parse(line).RootElement.GetProperty("loss").GetDouble();

    private static IEnumerable<(double Expected, double Found)> Same(string file, string output)
    {
        string[] expected = [.. File.ReadLines(At(file)).Skip(1)], found = [.. output.TrimEnd().Split('\n').Skip(1)];
        Assert.Equal(expected.Select(Name), found.Select(Name));
        return expected.Zip(found, (e, f) => (Last(e), Last(f)));
    }

    // Names of images begin with that of the archive.
    private static string Name(string line) => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',')[0];

    private static double Last(string line) => double.Parse(line.Split(',')[^1], CultureInfo.InvariantCulture);

    private static ProgramRun Ran(params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }

    private static void Refused(string found, string remedy, params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.True(run.ExitCode == 2, $"exit code {run.ExitCode}: {run.Error}");
        Assert.Contains(found, run.Error);
        Assert.Contains(remedy, run.Error);
    }

    private void Copy(string name, string to)
    {
        foreach (var file in Files(At(name)))
        {
            var target = Path.Combine(_folder.File(to), file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(At(name), file), target);
        }
    }

    [GeneratedRegex(@"^\| `(?<name>[a-z-]+)` \| .* \| (?<versions>[0-9, ]+) \|")]
    private static partial Regex Row();
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Counterpoise.Tests.Cli;

public sealed class ComparisonJobsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_jobs_find_what_one_finds_and_each_cell_is_trained_once()
    {
        var one = ProgramRun.Counterpoise(Line("one", "2"));
        Assert.True(one.ExitCode == 0, one.Error);
        var two = ProgramRun.Counterpoise([.. Line("two", "2"), "--jobs", "2"]);
        Assert.True(two.ExitCode == 0, two.Error);

        Assert.Equal(Metrics("one"), Metrics("two"));
        Assert.Equal(4, two.Error.Split('\n').Count(line => line.Contains(": accuracy ", StringComparison.Ordinal)));
        Assert.Equal(4, JsonDocument.Parse(two.Output).RootElement.GetProperty("cells").GetArrayLength());
        Assert.Single(two.Error.Split('\n'), line => line.StartsWith("own: imbalance σ", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(_folder.File("two/cells"), "*.claim"));
        Assert.True(File.Exists(_folder.File("two/report.html")));
    }

    [Fact]
    public async Task What_a_killed_job_leaves_the_other_does()
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "artifacts", "bin", "Counterpoise.Cli", "release", "counterpoise"),
            [.. Line("out", "2", epochs: "30"), "--jobs", "2"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var (error, output) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        var cells = _folder.File("out/cells");
        var clock = Stopwatch.StartNew();
        while (!Directory.Exists(cells) || Directory.GetFiles(cells, "*.claim").Length < 2)
        {
            Assert.False(process.HasExited, "the comparison ended before both jobs had begun");
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(3), "the jobs did not begin");
            Thread.Sleep(2);
        }

        Process.GetProcessById(Children.Of(process.Id).Single()).Kill();

        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(3)), "the comparison did not end after a job had died");
        var said = await error;
        Assert.True(process.ExitCode == 0, said);
        Assert.Contains("a job ended with exit code 137", said);
        Assert.Equal(4, Directory.GetFiles(cells, "*.json").Length);
        await output;
    }

    [Fact]
    public void Interrupted_all_jobs_end()
    {
        var cells = _folder.File("out/cells");
        string[] line = [.. Line("out", "3", epochs: "200"), "--jobs", "2"];
        var stopped = InterruptedRun.Of("INT", () => Directory.Exists(cells) && Directory.GetFiles(cells, "*.claim").Length == 2, line);

        Assert.True(stopped.ExitCode == 130, $"{stopped.ExitCode}: {stopped.Error}");
        Assert.Contains("cancelled; finished work is kept", stopped.Error);
        Assert.Empty(Directory.GetFiles(cells, "*.claim"));
    }

    [Fact]
    public async Task Two_machines_that_share_a_folder_do_one_comparison()
    {
        // Two processes stand for two machines: what is in question is what they know of each other through the folder alone.
        string[] table = [_folder.Write("t.csv", "a,b,y\n" + string.Join('\n',
            Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"{i % 7},{(i * 13) % 11},{(i % 5 == 0 ? "rare" : "fine")}"))) + "\n"), "--target", "y", "--seeds", "2", "--json"];
        var leases = new Dictionary<string, string> { [Counterpoise.Experiments.CellStore.ClaimsVariable] = "leases" };
        var alone = ProgramRun.Of(ProgramRun.Program, ["compare", .. table, "--out", _folder.File("alone")]);
        Assert.True(alone.ExitCode == 0, alone.Error);
        var both = await Task.WhenAll(Enumerable.Range(0, 2)
            .Select(_ => Task.Run(() => ProgramRun.Of(ProgramRun.Program, ["compare", .. table, "--out", _folder.File("shared")],
            environment: leases))));
        Assert.All(both, run => Assert.True(run.ExitCode == 0, run.Error));
        Assert.Equal(Metrics("alone"), Metrics("shared"));
        Assert.Empty(Directory.GetFiles(_folder.File("shared"), "*.claim*", SearchOption.AllDirectories));
        var wrong = ProgramRun.Of(ProgramRun.Program, ["compare", .. table, "--out", _folder.File("wrong")],
            environment: new Dictionary<string, string> { [Counterpoise.Experiments.CellStore.ClaimsVariable] = "maybe" });
        Assert.True(wrong.ExitCode == 2, wrong.Error);
        Assert.Contains("expected locks", wrong.Error);
    }

    [Fact]
    public void No_job_at_all_is_bad_input()
    {
        var run = ProgramRun.Counterpoise([.. Line("out", "1"), "--jobs", "0"]);
        Assert.True(run.ExitCode == 2, run.Error);
        Assert.Contains("--jobs is 0", run.Error);
    }

    private string[] Line(string folder, string seeds, string epochs = "2") =>
        ["compare", TinyImages.Write(_folder.File("data")), "--methods", "ce,la", "--baselines", "none", "--seeds", seeds, "--epochs",
            epochs, "--json", "--out", _folder.File(folder), .. TinyImages.Training];

    private string[] Metrics(string folder) =>
        [.. JsonDocument.Parse(File.ReadAllText(_folder.File($"{folder}/comparison.json"))).RootElement.GetProperty("cells")
            .EnumerateArray().Select(cell => cell.GetProperty("configHash").GetString() + cell.GetProperty("metrics").GetRawText())];
}

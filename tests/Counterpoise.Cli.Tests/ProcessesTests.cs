using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;

namespace Counterpoise.Tests.Cli;

public sealed class ProcessesTests : IDisposable
{
    // Without dropout, whose noise is each rank's own, and with an optimiser that does not turn rounding into sign: what is left is the order of sums.
    private static readonly string[] Exact = ["--method", "wce", "--dropout", "0", "--optimizer", "Sgd", "--checkpoint-steps", "1", .. TinyImages.Training];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_processes_end_with_the_weights_of_one_and_rank_0_alone_speaks()
    {
        var data = TinyImages.Write(_folder.File("data"));
        string[] Line(string run) => ["train", data, "--epochs", "2", "--json", "--out", _folder.File(run), .. Exact];
        var one = ProgramRun.Counterpoise(Line("one"));
        Assert.True(one.ExitCode == 0, one.Error);
        var two = ProgramRun.Counterpoise([.. Line("two"), "--processes", "2"]);
        Assert.True(two.ExitCode == 0, two.Error);

        var (expected, actual) = (Weights("one"), Weights("two"));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Assert.Equal(one.Error.Split('\n').Count(l => l.Contains("epoch", StringComparison.Ordinal)), two.Error.Split('\n').Count(l => l.Contains("epoch", StringComparison.Ordinal)));
        Assert.Equal(Metric(one), Metric(two), 0.05);
        Assert.Contains("\"processes\": \"2\"", File.ReadAllText(_folder.File("two/config.json")));
        Assert.DoesNotContain("processes", File.ReadAllText(_folder.File("one/config.json")));
    }

    [Fact]
    public void When_a_rank_dies_the_others_are_ended_and_the_run_goes_on_from_its_checkpoint()
    {
        var data = TinyImages.Write(_folder.File("data"));
        string[] Line(string run) => ["train", data, "--epochs", "3", "--processes", "2", "--out", _folder.File(run), .. Exact];
        var alone = ProgramRun.Counterpoise(Line("alone"));
        Assert.True(alone.ExitCode == 0, alone.Error);

        var (code, error, children) = KillARank(Line("broken"), _folder.File("broken/metrics.csv"));
        Assert.True(code == 1, $"{code}: {error}");
        Assert.Contains("rank 1 of 2 ended with exit code 137", error);
        Assert.All(children, child => Assert.False(Directory.Exists($"/proc/{child}") && File.ReadAllText($"/proc/{child}/cmdline").Contains("counterpoise", StringComparison.Ordinal)));

        var resumed = ProgramRun.Counterpoise("train", "--resume", "--out", _folder.File("broken"));
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(Weights("alone"), Weights("broken"));
    }

    [Fact]
    public void Interrupted_all_ranks_stop_after_a_checkpoint()
    {
        var data = TinyImages.Write(_folder.File("data"));
        string[] line = ["train", data, "--epochs", "50", "--processes", "2", "--out", _folder.File("run"), .. Exact];
        var stopped = InterruptedRun.Of("INT", () => File.Exists(_folder.File("run/metrics.csv")), line);
        Assert.True(stopped.ExitCode == 130, $"{stopped.ExitCode}: {stopped.Error}");
        Assert.Contains("cancelled; finished work is kept", stopped.Error);
        Assert.True(File.Exists(_folder.File("run/checkpoints/last.safetensors")));
    }

    [Theory]
    [InlineData("--processes is 0", "--processes", "0")]
    [InlineData("give one of the two", "--processes", "2", "--distributed")]
    [InlineData("WORLD_SIZE", "--distributed")]
    [InlineData("the smallest batch has 2 rows, 3 ranks need at least 3", "--processes", "3", "--batch-size", "2")]
    [InlineData("there is no method 'nonsense'", "--processes", "2", "--method", "nonsense")]
    public void What_cannot_be_is_bad_input(string message, params string[] options)
    {
        var data = TinyImages.Write(_folder.File("data"));
        var run = ProgramRun.Counterpoise(["train", data, "--size", "32", "--width", "0.35", "--architecture", "mobilenet-v3-small", "--out", _folder.File("run"), .. options]);
        Assert.True(run.ExitCode == 2, $"{run.ExitCode}: {run.Error}");
        Assert.Contains(message, run.Error);
        Assert.DoesNotContain("rank 1 of 2 ended", run.Error);
        Assert.False(Directory.Exists(_folder.File("run")));
    }

    private static double Metric(ProgramRun run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("validation").GetDouble();

    private float[] Weights(string run)
    {
        using var scope = DisposeScope.Begin();
        return [.. SafetensorsFile.Load(_folder.File($"{run}/checkpoints/best.safetensors")).OrderBy(t => t.Key, StringComparer.Ordinal).SelectMany(t => t.Value.Float().Reshape(-1).ToArray<float>())];
    }

    /// <summary>Starts a run of two processes and kills rank 1 once the first epoch is logged.</summary>
    private static (int ExitCode, string Error, int[] Children) KillARank(string[] line, string log)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "artifacts", "bin", "Counterpoise.Cli", "release", "counterpoise"), line) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var clock = Stopwatch.StartNew();
        while (!File.Exists(log))
        {
            Assert.False(process.HasExited, "the run ended before its first epoch");
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(3), "the run did not come to its first epoch");
            Thread.Sleep(5);
        }

        var children = Directory.GetDirectories($"/proc/{process.Id}/task").SelectMany(t => File.ReadAllText(Path.Combine(t, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(c => int.Parse(c, CultureInfo.InvariantCulture)).ToArray();
        var rank = children.Single(c => File.ReadAllText($"/proc/{c}/environ").Contains("\0RANK=1\0", StringComparison.Ordinal));
        Process.GetProcessById(rank).Kill();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)), "the launcher did not end after a rank had died");
        return (process.ExitCode, error.Result, children);
    }
}

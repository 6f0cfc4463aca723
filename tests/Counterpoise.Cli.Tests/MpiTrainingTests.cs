using System.Diagnostics;
using System.Text.Json;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;

namespace Counterpoise.Tests.Cli;

/// <summary><c>mpirun -n N counterpoise train</c>.</summary>
public sealed class MpiTrainingTests : IDisposable
{
    // Without dropout, whose noise is each rank's own, and with an optimiser that does not turn rounding into sign: what is left is the
    // order of sums.
    private static readonly string[] Exact = ["--dropout", "0", "--optimizer", "Sgd", "--checkpoint-steps", "1", .. TinyImages.Training];

    private readonly TemporaryFolder _folder = new();

    private static string Program { get; } = Path.Combine(Repository.Root, "artifacts", "bin", "Counterpoise.Cli", "release",
        "counterpoise");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2, "shuffled")]
    [InlineData(3, "class-aware")]
    public void Ranks_end_with_the_weights_of_one_process_and_rank_0_alone_speaks(int size, string sampler)
    {
        var data = TinyImages.Write(_folder.File("data"));
        string[] Line(string run) => ["train", data, "--epochs", "2", "--json", "--method", "wce", "--sampler", sampler, "--out",
            _folder.File(run), .. Exact];
        var one = ProgramRun.Counterpoise(Line("one"));
        Assert.True(one.ExitCode == 0, one.Error);
        var several = Mpirun.Run(size, Program, Line("several"));
        Assert.True(several.ExitCode == 0, several.Error);

        var (expected, actual) = (Weights("one"), Weights("several"));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Assert.Equal(one.Error.Split('\n').Count(l => l.Contains("epoch", StringComparison.Ordinal)),
            several.Error.Split('\n').Count(l => l.Contains("epoch", StringComparison.Ordinal)));
        Assert.Equal(Metric(one), Metric(several), 0.05);
        Assert.Contains($"\"processes\": \"{size}\"", File.ReadAllText(_folder.File("several/config.json")));
        Assert.DoesNotContain("processes", File.ReadAllText(_folder.File("one/config.json")));
        Assert.Matches($@"^# mpirun .*-n {size} counterpoise train ", File.ReadLines(_folder.File("several/config.yaml")).First());
        Assert.Single(Directory.GetFiles(_folder.File("several/events")));
    }

    [Fact]
    public async Task A_rank_that_dies_ends_the_job_within_seconds_and_the_run_goes_on_from_its_checkpoint_bit_for_bit()
    {
        var data = TinyImages.Write(_folder.File("data"));
        var temporary = Directory.CreateDirectory(_folder.File("tmp")).FullName;
        string[] Line(string run) => ["train", data, "--epochs", "3", "--method", "wce", "--out", _folder.File(run), .. Exact];
        var whole = Mpirun.Run(2, Program, Line("whole"));
        Assert.True(whole.ExitCode == 0, whole.Error);

        using var mpirun = Mpirun.Start(2, Program, Line("broken"), new Dictionary<string, string> { ["TMPDIR"] = temporary });
        var (output, error) = (mpirun.StandardOutput.ReadToEndAsync(), mpirun.StandardError.ReadToEndAsync());
        WaitForFirstEpoch(mpirun, "broken");
        var ranks = Mpirun.Ranks(mpirun);
        Assert.Empty(ranks.Values.SelectMany(ListeningSockets.BeyondThisMachine));
        Process.GetProcessById(ranks[1]).Kill();
        Assert.True(mpirun.WaitForExit(TimeSpan.FromSeconds(30)), "the job did not end");
        Assert.NotEqual(0, mpirun.ExitCode);
        Assert.Contains("process rank 1", await error);
        Assert.Contains("exited on signal 9 (Killed)", await error);
        Assert.Empty(await output);
        Assert.All(ranks.Values, process => Assert.True(Mpirun.HasEnded(process), $"process {process} goes on"));
        Assert.Empty(Directory.EnumerateFiles(temporary, "*.safetensors", SearchOption.AllDirectories));

        var resumed = Mpirun.Run(2, Program, "train", "--resume", "--out", _folder.File("broken"));
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(Weights("whole"), Weights("broken"));
    }

    [Theory]
    [InlineData("USR1", 1)]
    [InlineData("INT", 10)]
    public async Task Asked_to_stop_all_ranks_stop_after_the_same_step_and_keep_a_checkpoint(string signal, int patience)
    {
        var data = TinyImages.Write(_folder.File("data"));
        using var mpirun = Mpirun.Start(2, Program, ["train", data, "--epochs", "200", "--method", "wce", "--out", _folder.File("run"),
            .. Exact], launcher: ["--mca", "odls_base_sigkill_timeout", $"{patience}"]);
        var error = mpirun.StandardError.ReadToEndAsync();
        WaitForFirstEpoch(mpirun, "run");
        using var kill = Process.Start("kill", ["-s", signal, $"{mpirun.Id}"]);
        kill.WaitForExit();
        Assert.True(mpirun.WaitForExit(TimeSpan.FromMinutes(1)), $"{signal} did not end the job");
        Assert.True((await error).Contains("cancelled; finished work is kept", StringComparison.Ordinal),
            (await error)[^Math.Min(3000, (await error).Length)..]);
        Assert.Matches(@"to go on: mpirun .*-n 2 counterpoise train --resume --out ", await error);
        Assert.DoesNotContain("failed alone", await error);
        Assert.DoesNotContain("Unhandled", await error);
        Assert.Equal(signal == "INT" ? 1 : 130, mpirun.ExitCode);
        Assert.True(File.Exists(_folder.File("run/checkpoints/last.safetensors")));
    }

    [Fact]
    public void A_rank_that_fails_alone_tells_why_and_ends_the_others()
    {
        var data = TinyImages.Write(_folder.File("data"));
        string[] Line(string images) => ["-n", "1", Program, "train", images, "--method", "wce", "--epochs", "200", "--out",
            _folder.File("run"), .. Exact];
        var run = ProgramRun.Of(Mpirun.Program, [.. Mpirun.Options(2), .. Line(data), ":", .. Line(_folder.File("absent"))]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("rank 1 of 2 failed alone: there is no file or folder", run.Error);
        Assert.Contains("train --resume goes on from the last checkpoint", run.Error);
    }

    [Theory]
    [InlineData("there is no method 'nonsense'", "--method", "nonsense")]
    [InlineData("there is no option '--nonsense'", "--nonsense")]
    [InlineData("the smallest batch has 2 rows, 3 ranks need at least 3", "--method", "wce", "--batch-size", "2")]
    public void A_mistake_in_the_line_is_told_once_by_rank_0(string message, params string[] options)
    {
        var data = TinyImages.Write(_folder.File("data"));
        var run = Mpirun.Run(3, Program, ["train", data, "--size", "32", "--width", "0.35", "--architecture", "mobilenet-v3-small",
            "--out", _folder.File("run"), .. options]);
        Assert.True(run.ExitCode == 2, $"{run.ExitCode}: {run.Error}");
        Assert.Equal(2, run.Error.Split(message).Length);
        Assert.DoesNotContain("failed alone", run.Error);
        Assert.False(Directory.Exists(_folder.File("run")));
    }

    [Theory]
    [InlineData("-n 2 counterpoise train photos --method wce --seed 3", "--processes", "2", "--method", "wce", "--seed", "3")]
    [InlineData("-n 3 counterpoise train photos --method wce", "--method", "wce", "--processes=3")]
    [InlineData("-n N counterpoise train photos", "--distributed")]
    public void The_options_that_started_processes_are_refused_with_the_line_that_replaces_them(string line, params string[] options)
    {
        // A launcher of old that waits for a host that is not there: nobody waits for it any more.
        var launched = new Dictionary<string, string> { ["RANK"] = "0", ["WORLD_SIZE"] = "2", ["MASTER_ADDR"] = "192.0.2.1",
            ["MASTER_PORT"] = "29500" };
        foreach (var dryRun in (string[][])[[], ["--dry-run"]])
        {
            var run = ProgramRun.Of(Program, ["train", "photos", .. options, .. dryRun], environment: launched, timeoutSeconds: 60);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("is gone: MPI starts the processes now", run.Error);
            Assert.Matches($"  mpirun .*{line}", run.Error);
        }
    }

    [Fact]
    public void One_process_is_what_there_is_without_the_old_option_and_help_does_not_show_it()
    {
        var run = ProgramRun.Counterpoise("train", "photos", "--processes", "1", "--dry-run");
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("processes", run.Output);
        Assert.DoesNotContain("--processes", ProgramRun.Counterpoise("train", "--help").Output);
    }

    [Fact]
    public void Without_MPI_a_launched_process_says_what_to_install_and_one_alone_needs_none()
    {
        var data = TinyImages.Write(_folder.File("data"));
        var absent = new Dictionary<string, string> { ["COUNTERPOISE_MPI_LIBRARY"] = "/no/such/libmpi.so" };
        ProgramRun Train(Dictionary<string, string> environment) =>
            ProgramRun.Of(Program, ["train", data, "--method", "wce", "--epochs", "1", "--out", _folder.File("run"), .. Exact],
            environment: environment);
        var launched = Train(new(absent) { ["OMPI_COMM_WORLD_SIZE"] = "2", ["OMPI_COMM_WORLD_RANK"] = "0" });
        Assert.Equal(2, launched.ExitCode);
        Assert.Contains("Open MPI was not found", launched.Error);
        Assert.Contains("apt-get install openmpi-bin", launched.Error);
        var alone = Train(absent);
        Assert.True(alone.ExitCode == 0, alone.Error);
    }

    private static double Metric(ProgramRun run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("validation").GetDouble();

    private float[] Weights(string run)
    {
        using var scope = torch.NewDisposeScope();
        return [.. SafetensorsFile.Load(_folder.File($"{run}/checkpoints/best.safetensors")).OrderBy(t => t.Key, StringComparer.Ordinal)
            .SelectMany(t => t.Value.Float().Reshape(-1).ToArray<float>())];
    }

    private void WaitForFirstEpoch(Process mpirun, string run)
    {
        var clock = Stopwatch.StartNew();
        while (!File.Exists(_folder.File($"{run}/metrics.csv")))
        {
            Assert.False(mpirun.HasExited, "the run ended before its first epoch");
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(3), "the run did not come to its first epoch");
            Thread.Sleep(5);
        }
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Counterpoise.Tests;

/// <summary>Open MPI's launcher; a test that needs it is skipped, with the reason, where it is absent.</summary>
internal static class Mpirun
{
    /// <summary>The program whose scenarios tests run as ranks.</summary>
    public static string Worker { get; } = Path.Combine(Repository.Root, "artifacts", "bin", "Counterpoise.Distributed.Worker", "release",
        "Counterpoise.Distributed.Worker");

    private static string? Found { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "mpirun")).FirstOrDefault(File.Exists);

    /// <summary>Runs a program as so many ranks to its end.</summary>
    public static ProgramRun Run(int ranks, string program, params IEnumerable<string> arguments) =>
        ProgramRun.Of(Program, [.. Options(ranks), "-n", $"{ranks}", program, .. arguments], environment: Threads);

    /// <summary>Starts a program as so many ranks, for tests that end it.</summary>
    public static Process Start(int ranks, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string,
        string>? environment = null, params string[] launcher)
    {
        var start = new ProcessStartInfo(Program, [.. Options(ranks), .. launcher, "-n", $"{ranks}", program,
            .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Threads.Concat(environment ?? new Dictionary<string, string>()))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Process ids of the ranks below an mpirun, by rank.</summary>
    public static SortedDictionary<int, int> Ranks(Process mpirun)
    {
        var ranks = new SortedDictionary<int, int>();
        foreach (var child in Children.Of(mpirun.Id))
        {
            var rank = File.ReadAllText($"/proc/{child}/environ").Split('\0')
                .FirstOrDefault(v => v.StartsWith("OMPI_COMM_WORLD_RANK=", StringComparison.Ordinal));
            if (rank is not null)
            {
                ranks[int.Parse(rank.Split('=')[1], CultureInfo.InvariantCulture)] = child;
            }
        }

        return ranks;
    }

    /// <summary>
    /// Whether a process has ended, or does so within ten seconds: mpirun does not wait for what it has killed. What is left of one that
    /// nobody has asked about has no command line.
    /// </summary>
    public static bool HasEnded(int process)
    {
        var clock = Stopwatch.StartNew();
        while (File.Exists($"/proc/{process}/cmdline") && CommandLine(process).Length > 0)
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(10))
            {
                return false;
            }

            Thread.Sleep(50);
        }

        return true;
    }

    /// <summary>The launcher's path.</summary>
    public static string Program
    {
        get
        {
            Assert.SkipUnless(Found is not null && OperatingSystem.IsLinux(),
                "needs Open MPI's mpirun on Linux (Debian and Ubuntu: apt-get install openmpi-bin)");
            return Found!;
        }
    }

    /// <summary>
    /// What mpirun asks of an administrator and of more ranks than cores; ranks that wait leave the cores to others, and messages stay on
    /// this machine.
    /// </summary>
    public static IEnumerable<string> Options(int ranks)
    {
        if (Environment.IsPrivilegedProcess)
        {
            yield return "--allow-run-as-root";
        }

        if (ranks > Environment.ProcessorCount)
        {
            yield return "--oversubscribe";
        }

        foreach (var word in (string[])["--bind-to", "none", "--mca", "mpi_yield_when_idle", "1", "--mca", "btl", "self,vader"])
        {
            yield return word;
        }
    }

    private static string CommandLine(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            // It ended in between.
            return "";
        }
    }

    /// <summary>One thread for each rank, and little memory.</summary>
    private static Dictionary<string, string> Threads { get; } = new() { ["OMP_NUM_THREADS"] = "1", ["DOTNET_gcServer"] = "0",
        ["DOTNET_TieredPGO"] = "0" };
}

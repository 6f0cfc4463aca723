using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Counterpoise.Bench;

/// <summary>
/// A process that stays warm and measures on request: it is sent a number of steps on a line and answers with one JSON
/// object, {"seconds": seconds per step, "peak": largest resident set in bytes}.
/// </summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;

    private Peer(string name, string file, params string[] arguments)
    {
        Name = name;
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = Threads;
        start.Environment.TryAdd("OMP_WAIT_POLICY", "passive");
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start");
    }

    public string Name { get; }

    /// <summary>Seconds per step of each alternation so far.</summary>
    public List<double> Seconds { get; } = [];

    /// <summary>Largest resident set of the process, in bytes.</summary>
    public double PeakBytes { get; private set; }

    public double Median => Middle(Seconds);

    /// <summary>Half the distance between the quartiles over the median.</summary>
    public double Spread
    {
        get
        {
            var sorted = Seconds.Order().ToArray();
            return (sorted[sorted.Length * 3 / 4] - sorted[sorted.Length / 4]) / 2 / Median;
        }
    }

    private static string Threads => Math.Min(2, Environment.ProcessorCount).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static Peer Ours(string kind, string name) => new(name, Environment.ProcessPath!, $"{kind}-worker", name);

    public static Peer Python(string script, string name) => new(name, "/usr/bin/python3", Path.Combine(Root, "bench", "peers", script), name);

    /// <summary>Runs steps; the time counts unless this is a warm-up.</summary>
    public void Measure(int steps, bool counts = true)
    {
        _process.StandardInput.WriteLine(steps);
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"the process of {Name} ended with code {Ended()}");
        using var json = JsonDocument.Parse(line);
        PeakBytes = json.RootElement.GetProperty("peak").GetDouble();
        if (counts)
        {
            Seconds.Add(json.RootElement.GetProperty("seconds").GetDouble());
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    internal static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Answers requests on standard input until it closes: the other end of <see cref="Measure"/>.</summary>
    internal static int Serve(Action step)
    {
        while (Console.ReadLine() is { } line)
        {
            var steps = int.Parse(line, System.Globalization.CultureInfo.InvariantCulture);
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < steps; i++)
            {
                step();
            }

            var seconds = watch.Elapsed.TotalSeconds / steps;
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(FormattableString.Invariant($$"""{"seconds": {{seconds}}, "peak": {{process.PeakWorkingSet64}}}"""));
        }

        return 0;
    }

    private static string Root { get; } = typeof(Peer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;

    private int Ended()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }
}

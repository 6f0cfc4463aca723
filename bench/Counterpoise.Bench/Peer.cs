using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Counterpoise.Bench;

/// <summary>
/// A process that stays warm and measures on request: it is sent a number of steps on a line and answers with one JSON object,
/// {"seconds": elapsed time of a step, "cpu": its processor time, "part": elapsed time of the part that is looked at, "peak": largest
/// resident set in bytes}.
/// </summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;
    private readonly List<double> _wall = [];
    private readonly List<double> _cpu = [];
    private readonly List<double> _part = [];

    private Peer(string name, string file, params string[] arguments)
    {
        Name = name;
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = Threads;
        start.Environment.TryAdd("OMP_WAIT_POLICY", "passive");
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start");
    }

    public static string Threads { get; } = Math.Min(2, Environment.ProcessorCount).ToString(CultureInfo.InvariantCulture);

    public string Name { get; }

    /// <summary>Median of the elapsed seconds of a step.</summary>
    public double Wall => Middle(_wall);

    /// <summary>Median of the processor seconds of a step, all threads together.</summary>
    public double Cpu => Middle(_cpu);

    /// <summary>Median of the elapsed seconds of the part of a step that is looked at; 0 where there is none.</summary>
    public double Part => Middle(_part);

    /// <summary>Largest resident set of the process, in bytes.</summary>
    public double PeakBytes { get; private set; }

    private static string Root { get; } = typeof(Peer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(a => a.Key == "RepositoryRoot").Value!;

    public static Peer Worker(string kind, string side, string task) => new(side, Environment.ProcessPath!, $"{kind}-worker", side, task);

    public static Peer Python(string script, string task) =>
        new("PyTorch", "/usr/bin/python3", Path.Combine(Root, "bench", "peers", script), task);

    /// <summary>Warms all up, then lets them measure in turns.</summary>
    public static void Alternate(IReadOnlyCollection<Peer> peers, int warmUp, int steps, int alternations)
    {
        foreach (var peer in peers)
        {
            peer.Measure(warmUp, counts: false);
        }

        for (var i = 0; i < alternations; i++)
        {
            foreach (var peer in peers)
            {
                peer.Measure(steps, counts: true);
            }
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name,-11} {Cpu,8:F4} processor s a step (best {_cpu.Min():F4}), elapsed {Wall:F4} ±{Spread(_wall):P0}, peak "
            + $"{PeakBytes / 1e6:F0} MB");

    internal static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Answers requests on standard input until it closes: the other end of <see cref="Alternate"/>.</summary>
    /// <param name="step">What is measured.</param>
    /// <param name="part">Runs while the part that is looked at does.</param>
    internal static int Serve(Action step, Stopwatch? part = null)
    {
        using var process = Process.GetCurrentProcess();
        while (Console.ReadLine() is { } line)
        {
            var steps = int.Parse(line, CultureInfo.InvariantCulture);
            part?.Reset();
            process.Refresh();
            var cpu = process.TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < steps; i++)
            {
                step();
            }

            var wall = watch.Elapsed;
            process.Refresh();
            string Each(TimeSpan time) => (time.TotalSeconds / steps).ToString("R", CultureInfo.InvariantCulture);
            Console.WriteLine($$"""{"seconds": {{Each(wall)}}, "cpu": {{Each(process.TotalProcessorTime - cpu)}}"""
                + $$""", "part": {{Each(part?.Elapsed ?? TimeSpan.Zero)}}, "peak": {{process.PeakWorkingSet64}}}""");
        }

        return 0;
    }

    /// <summary>Half the distance between the quartiles over the median.</summary>
    private static double Spread(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[sorted.Length * 3 / 4] - sorted[sorted.Length / 4]) / 2 / Middle(sorted);
    }

    private void Measure(int steps, bool counts)
    {
        _process.StandardInput.WriteLine(steps);
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"the process of {Name} ended with code {Ended()}");
        using var json = JsonDocument.Parse(line);
        double Read(string name) => json.RootElement.GetProperty(name).GetDouble();
        PeakBytes = Read("peak");
        if (counts)
        {
            _wall.Add(Read("seconds"));
            _cpu.Add(Read("cpu"));
            _part.Add(Read("part"));
        }
    }

    private int Ended()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }
}

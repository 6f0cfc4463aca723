using System.Diagnostics;
using System.Text.Json;

namespace Counterpoise.Bench;

/// <summary>What one run of a case took in a process of its own.</summary>
/// <param name="WallSeconds">Elapsed time of the measured call.</param>
/// <param name="CpuSeconds">Processor time of all threads during the measured call, system time included.</param>
/// <param name="PeakBytes">Largest resident set of the process, runtime and data included.</param>
internal readonly record struct Measurement(double WallSeconds, double CpuSeconds, double PeakBytes)
{
    /// <summary>Measures one call in this process.</summary>
    internal static Measurement Of(Action call)
    {
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        call();
        var wall = watch.Elapsed.TotalSeconds;
        process.Refresh();
        return new Measurement(wall, (process.TotalProcessorTime - cpu).TotalSeconds, process.PeakWorkingSet64);
    }

    /// <summary>Starts a process that prints one measurement as JSON on its last line.</summary>
    internal static Measurement OfProcess(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with code {process.ExitCode}");
        }

        using var json = JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]);
        double Read(string name) => json.RootElement.GetProperty(name).GetDouble();
        return new Measurement(Read("wall"), Read("cpu"), Read("peak"));
    }

    /// <summary>The median of each figure.</summary>
    internal static Measurement Median(IReadOnlyCollection<Measurement> runs)
    {
        double Middle(Func<Measurement, double> figure)
        {
            var sorted = runs.Select(figure).Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }

        return new Measurement(Middle(m => m.WallSeconds), Middle(m => m.CpuSeconds), Middle(m => m.PeakBytes));
    }

    internal string ToJson() =>
        FormattableString.Invariant($$"""{"wall": {{WallSeconds}}, "cpu": {{CpuSeconds}}, "peak": {{PeakBytes}}}""");
}

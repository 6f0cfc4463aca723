using System.Reflection;
using System.Text.Json;

namespace Counterpoise.Bench.Resampling;

/// <summary>
/// Runs each case in turns with its peer, imbalanced-learn or scikit-learn, each time in a new process, and prints the ratio of
/// the medians: the peer's figure over ours. Three runs each, one from a million rows on, or as many as are asked for.
/// </summary>
internal static class ResamplingBench
{
    internal static int Run(string[] args)
    {
        var json = args.Contains("--json");
        var repeats = 0;
        if (Array.IndexOf(args, "--repeats") is var at and >= 0 && !(at + 1 < args.Length && int.TryParse(args[at + 1], out repeats) && repeats > 0))
        {
            Console.Error.WriteLine("--repeats needs a number above 0");
            return 2;
        }

        var names = args.Where((a, i) => !a.StartsWith('-') && (i == 0 || args[i - 1] != "--repeats")).ToArray();
        var ratios = new Dictionary<string, object>();
        foreach (var name in names.Length > 0 ? names : [.. ResamplingWorkload.All.Select(w => w.Name)])
        {
            var workload = ResamplingWorkload.Named(name);
            var (ours, theirs) = (new List<Measurement>(), new List<Measurement>());
            for (var i = 0; i < (repeats > 0 ? repeats : workload.Rows < 1_000_000 ? 3 : 1); i++)
            {
                ours.Add(Measurement.OfProcess(Environment.ProcessPath!, "resampling-case", name));
                theirs.Add(workload.OwnPeer is { } own
                    ? Measurement.OfProcess(Environment.ProcessPath!, "resampling-case", own)
                    : Measurement.OfProcess("/usr/bin/python3", Peer, name));
            }

            var (mine, peer) = (Measurement.Median(ours), Measurement.Median(theirs));
            ratios[name] = new
            {
                wall_ratio = Math.Round(peer.WallSeconds / mine.WallSeconds, 3),
                cpu_ratio = Math.Round(peer.CpuSeconds / mine.CpuSeconds, 3),
                memory_ratio = Math.Round(peer.PeakBytes / mine.PeakBytes, 3),
            };
            Console.Error.WriteLine(FormattableString.Invariant(
                $"{name,-28} wall {mine.WallSeconds,8:F3} s against {peer.WallSeconds,8:F3} s ({peer.WallSeconds / mine.WallSeconds,6:F2}x)  cpu {mine.CpuSeconds,8:F3} s against {peer.CpuSeconds,8:F3} s ({peer.CpuSeconds / mine.CpuSeconds,6:F2}x)  peak {mine.PeakBytes / 1e6,6:F0} MB against {peer.PeakBytes / 1e6,6:F0} MB ({peer.PeakBytes / mine.PeakBytes,5:F2}x)"));
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(ratios));
        }

        return 0;
    }

    private static string Peer => Path.Combine(
        typeof(ResamplingBench).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!, "bench", "peers", "resampling.py");
}

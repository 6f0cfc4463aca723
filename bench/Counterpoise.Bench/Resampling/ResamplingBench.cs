using System.Globalization;
using System.Text.Json;

namespace Counterpoise.Bench.Resampling;

/// <summary>The ratio of the medians of each case and its peer: the peer's figure over ours.</summary>
internal static class ResamplingBench
{
    internal static int Run(string[] args)
    {
        var json = args.Contains("--json");
        var repeats = 0;
        if (Array.IndexOf(args, "--repeats") is var at and >= 0
            && !(at + 1 < args.Length && int.TryParse(args[at + 1], out repeats) && repeats > 0))
        {
            Console.Error.WriteLine("--repeats needs a number above 0");
            return 2;
        }

        var names = args.Where((a, i) => !a.StartsWith('-') && (i == 0 || args[i - 1] != "--repeats")).ToArray();
        var ratios = new Dictionary<string, object>();
        foreach (var name in names.Length > 0 ? names : ResamplingWorkload.Names)
        {
            var workload = ResamplingWorkload.Named(name);
            var (mine, peer) = ResamplingCase.WithPeer(workload, repeats > 0 ? repeats : ResamplingCase.Repeats(workload));
            ratios[name] = new
            {
                wall_ratio = Math.Round(peer.WallSeconds / mine.WallSeconds, 3),
                cpu_ratio = Math.Round(peer.CpuSeconds / mine.CpuSeconds, 3),
                memory_ratio = Math.Round(peer.PeakBytes / mine.PeakBytes, 3),
            };
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-28} wall {mine.WallSeconds,8:F3} s against {peer.WallSeconds,8:F3} s "
                    + $"({peer.WallSeconds / mine.WallSeconds,6:F2}x)  cpu {mine.CpuSeconds,8:F3} s against {peer.CpuSeconds,8:F3} s "
                    + $"({peer.CpuSeconds / mine.CpuSeconds,6:F2}x)  peak {mine.PeakBytes / 1e6,6:F0} MB against "
                    + $"{peer.PeakBytes / 1e6,6:F0} MB ({peer.PeakBytes / mine.PeakBytes,5:F2}x)"));
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(ratios));
        }

        return 0;
    }
}

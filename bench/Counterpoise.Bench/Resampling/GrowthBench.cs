using System.Globalization;
using System.Text.Json;

namespace Counterpoise.Bench.Resampling;

/// <summary>
/// How time and memory of each resampler grow with the rows. The exponent between two sizes is log(t2/t1) / log(n2/n1): 1 is
/// linear, 2 quadratic. The peer runs up to a number of rows, for beyond it takes minutes to hours.
/// </summary>
internal static class GrowthBench
{
    internal static int Run(string[] args)
    {
        string Value(string name, string value) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1]
            : value;
        var rows = Array.ConvertAll(Value("--rows", "10000,100000,1000000").Split(','), n => int.Parse(n, CultureInfo.InvariantCulture));
        var peerRows = int.Parse(Value("--peer-rows", "100000"), CultureInfo.InvariantCulture);
        var columns = int.Parse(Value("--columns", "8"), CultureInfo.InvariantCulture);
        var methods = Value("--methods", string.Join(',', ResamplingWorkload.Growing)).Split(',');
        var found = new Dictionary<string, object>();
        Console.Error.WriteLine($"{"case",-26}  {"wall, s",9}  {"cpu, s",9}  {"exponent",8}  {"peak, MB",8}  {"peer wall",9}  "
            + $"{"peer cpu",9}  {"exponent",8}  {"peer MB",8}");
        foreach (var method in methods)
        {
            (int Rows, Measurement Ours, Measurement? Theirs)? before = null;
            foreach (var count in rows)
            {
                var workload = ResamplingWorkload.Named(FormattableString.Invariant($"{method}-{count}x{columns}"));
                var repeats = ResamplingCase.Repeats(workload);
                Measurement ours;
                Measurement? theirs = null;
                if (count <= peerRows)
                {
                    (ours, theirs) = ResamplingCase.WithPeer(workload, repeats);
                }
                else
                {
                    ours = ResamplingCase.Alone(workload, repeats);
                }

                var (own, peers) = (Exponent(before?.Rows, before?.Ours, count, ours),
                    Exponent(before?.Rows, before?.Theirs, count, theirs));
                found[workload.Name] = new { ours = Of(ours, own), peer = theirs is { } peer ? Of(peer, peers) : null };
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{workload.Name,-26}  {ours.WallSeconds,9:F3}  {ours.CpuSeconds,9:F3}  {own,8:F2}  {ours.PeakBytes / 1e6,8:F0}  "
                        + $"{theirs?.WallSeconds,9:F3}  {theirs?.CpuSeconds,9:F3}  {peers,8:F2}  {theirs?.PeakBytes / 1e6,8:F0}"));
                before = (count, ours, theirs);
            }
        }

        if (args.Contains("--json"))
        {
            Console.WriteLine(JsonSerializer.Serialize(found));
        }

        return 0;
    }

    private static object Of(Measurement measurement, double? exponent) =>
        new { wall = measurement.WallSeconds, cpu = measurement.CpuSeconds, peak = measurement.PeakBytes, cpu_exponent = exponent };

    /// <summary>Of processor time; null where there is no smaller size to compare with.</summary>
    private static double? Exponent(int? fewer, Measurement? before, int rows, Measurement? now) =>
        fewer is { } less && before is { } first && now is { } last ? Math.Log(last.CpuSeconds / first.CpuSeconds) / Math.Log(
            (double)rows / less) : null;
}

using System.Globalization;
using System.Runtime.Intrinsics;
using Counterpoise.Bench.Contrastive;

namespace Counterpoise.Bench.Engine;

/// <summary>Runs the sides of each row in turns, each in a process of its own that stays warm, and prints ratios of medians.</summary>
internal static class EngineBench
{
    internal static int Run(string[] args)
    {
        var quick = args.Contains("--quick");
        var alternations = Option(args, "--alternations") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 5;
        var only = Option(args, "--only");
        bool IsAsked(string name) => only is null || name.Contains(only, StringComparison.Ordinal);
        var figures = new Dictionary<string, double>
        {
            ["vector_bits"] = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128,
            ["threads"] = int.Parse(Peer.Threads, CultureInfo.InvariantCulture),
        };
        void Add(IEnumerable<KeyValuePair<string, double>> found)
        {
            foreach (var (key, value) in found)
            {
                figures[key] = value;
            }
        }

        foreach (var row in EngineRow.All.Where(r => IsAsked(r.Name)))
        {
            Add(Compare(row, alternations, quick));
        }

        if (IsAsked("supcon"))
        {
            Add(ContrastiveBench.Measure(alternations, quick, withPyTorch: false));
        }

        foreach (var row in IsAsked("kernel") ? KernelRows.Measure(quick) : [])
        {
            Console.Error.WriteLine(row.ToString());
            figures[row.Key] = Math.Round(row.Ratio, 3);
        }

        RatioOutput.Write(figures, args.Contains("--json"));
        return 0;
    }

    private static List<KeyValuePair<string, double>> Compare(EngineRow row, int alternations, bool quick)
    {
        // Small images take tens of milliseconds a step: more of them make one measurement, and more let the runtime compile its loops to
        // the end.
        var large = row.Task.Size == 224;
        var (warmUp, steps) = (large ? 3 : 12, (large, quick) switch { (true, true) => 1, (true, false) => 3, (false, true) => 4,
            _ => 10 });
        var sides = row.Sides.ToDictionary(side => side, side => Peer.Worker("engine", side.ToString(), row.Task.ToString()));
        try
        {
            Peer.Alternate(sides.Values, warmUp, steps, alternations);
            foreach (var peer in sides.Values)
            {
                Console.Error.WriteLine(FormattableString.Invariant(
                    $"{row.Name,-18} {peer}   {row.Task.Images / peer.Wall,7:F1} images/s"));
            }

            return [.. EngineFigures.Of(row, sides)];
        }
        finally
        {
            Array.ForEach([.. sides.Values], peer => peer.Dispose());
        }
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length
        ? args[at + 1] : null;
}

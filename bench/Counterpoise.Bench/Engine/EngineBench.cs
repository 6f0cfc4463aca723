using System.Globalization;

namespace Counterpoise.Bench.Engine;

/// <summary>
/// Runs rows of cases in turns with PyTorch, every side in a process of its own that stays warm, and prints images per second
/// and ratios of medians. The bf16 ratios are over PyTorch's best at any precision; with two optimisers the smaller counts.
/// </summary>
internal static class EngineBench
{
    // Three let the runtime compile its loops to the end.
    private const int WarmUpSteps = 3;

    internal static int Run(string[] args)
    {
        var quick = args.Contains("--quick");
        var alternations = Option(args, "--alternations") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 5;
        var only = Option(args, "--only");
        var results = new List<EngineResult>();
        foreach (var row in EngineCase.All.Where(c => only is null || c.Name.Contains(only, StringComparison.Ordinal)).GroupBy(c => c.Row))
        {
            foreach (var result in Compare([.. row], alternations, quick))
            {
                results.Add(result);
                Console.Error.WriteLine(result.ToString());
            }
        }

        var kernels = only is null or "kernel" ? KernelRows.Measure(quick) : [];
        foreach (var row in kernels)
        {
            Console.Error.WriteLine(row.ToString());
        }

        var ratios = EngineResult.Ratios(results);
        foreach (var row in kernels)
        {
            ratios[row.Key] = Math.Round(row.Ratio, 3);
        }

        RatioOutput.Write(ratios, args.Contains("--json"));
        return 0;
    }

    /// <summary>
    /// Runs all cases of a row in turns: both precisions stand in one row, since bf16 is measured against PyTorch's best at any.
    /// </summary>
    private static List<EngineResult> Compare(IReadOnlyList<EngineCase> row, int alternations, bool quick)
    {
        var sides = row.Select(c => (Case: c, Ours: Peer.Ours("engine", c.Name), Theirs: c.Formats.Select(f => Peer.Python("engine.py", f.Length == 0 ? c.Name : $"{c.Name}-{f}")).ToArray())).ToArray();
        Peer[] all = [.. sides.SelectMany(s => (Peer[])[s.Ours, .. s.Theirs])];
        try
        {
            foreach (var peer in all)
            {
                peer.Measure(WarmUpSteps, counts: false);
            }

            // Small images take tens of milliseconds a step: more of them make one measurement.
            var steps = row[0].Name.EndsWith("224", StringComparison.Ordinal) ? (quick ? 1 : 3) : (quick ? 3 : 10);
            for (var i = 0; i < alternations; i++)
            {
                foreach (var peer in all)
                {
                    peer.Measure(steps);
                }
            }

            return [.. sides.Select(s => EngineResult.Of(s.Case, s.Ours, s.Theirs))];
        }
        finally
        {
            foreach (var peer in all)
            {
                peer.Dispose();
            }
        }
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}

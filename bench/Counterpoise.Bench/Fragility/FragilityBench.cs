using System.Globalization;
using Counterpoise.Statistics;
using Counterpoise.Transfer.Experiments;

namespace Counterpoise.Bench.Fragility;

/// <summary>
/// Simulated targets with six sources each: how often 90% intervals of ln θ hold the truth, and how long hierarchical fits take; with
/// <c>--shift</c> the strategies on a simulated shift instead.
/// </summary>
internal static class FragilityBench
{
    internal static int Run(string[] args)
    {
        string Value(string name, string value) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1]
            : value;
        var (fits, seed) = (int.Parse(Value("--fits", "200"), CultureInfo.InvariantCulture),
            ulong.Parse(Value("--seed", "0"), CultureInfo.InvariantCulture));
        return args.Contains("--shift") ? Shift(fits, seed) : Coverage(fits, seed, args.Contains("--json"));
    }

    private static int Coverage(int fits, ulong seed, bool json)
    {
        TransferArm[] fast = [.. TransferArm.Defaults.Where(a => a.Name is "parameter" or "parameter, learned")];
        TransferArm[] sampled = [.. TransferArm.Defaults.Where(a => a.Name == "hierarchical")];
        IReadOnlyList<CoverageResult> hierarchical = [];
        CoverageSimulation.Run(4, seed + 1, sampled);
        var measured = Measurement.Of(() => hierarchical = CoverageSimulation.Run(fits, seed, sampled));
        foreach (var r in CoverageSimulation.Run(fits, seed, fast).Concat(hierarchical))
        {
            var interval = r.CoverageInterval;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{r.Arm,-20} covered {r.Covered} of {r.Simulations} ({r.Coverage:P1}, 95% {interval.Lower:P1} to {interval.Upper:P1}), "
                    + $"mean width {r.MeanWidth:F3}, RMSE {Math.Sqrt(r.MeanSquaredError):F3}, worst R-hat {r.WorstRHat:F4}, least "
                    + $"effective size {r.LeastEffectiveSize:F0}"));
        }

        RatioOutput.Write(new Dictionary<string, double>
        {
            ["hierarchical_fits"] = fits, ["wall_seconds"] = measured.WallSeconds, ["cpu_seconds"] = measured.CpuSeconds,
                ["coverage"] = hierarchical[0].Coverage,
        }, json);
        return 0;
    }

    private static int Shift(int seeds, ulong seed)
    {
        foreach (var s in ShiftSimulation.Run(seeds, seed, TransferArm.Defaults))
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"{s.Arm,-20} excess {s.Excess:F4}  better than direct by {Range(s.OverDirect)}  than target-only by "
                        + $"{Range(s.OverTargetOnly)}  than target-firth by {Range(s.OverTargetFirth)}  refused {s.Refused}"));
        return 0;
    }

    private static string Range(Interval? interval) =>
        interval is null ? "–" : FormattableString.Invariant($"{interval.Lower:+0.0000;-0.0000} to {interval.Upper:+0.0000;-0.0000}");
}

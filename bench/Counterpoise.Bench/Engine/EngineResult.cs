namespace Counterpoise.Bench.Engine;

/// <summary>What one case gave.</summary>
internal sealed record EngineResult(EngineCase Case, double Ours, double OurSpread, double OurPeak, double Best, double BestSpread, double BestPeak, string BestName)
{
    public static EngineResult Of(EngineCase engineCase, Peer ours, Peer[] theirs)
    {
        var best = theirs.MinBy(p => p.Median)!;
        return new(engineCase, ours.Median, ours.Spread, ours.PeakBytes, best.Median, best.Spread, theirs.Min(p => p.PeakBytes), best.Name);
    }

    /// <summary>One ratio for each group, speed and peak memory; above 1 means that ours is faster, and that ours needs more memory.</summary>
    public static Dictionary<string, double> Ratios(IReadOnlyList<EngineResult> results)
    {
        var ratios = new Dictionary<string, double>();
        foreach (var group in results.GroupBy(r => r.Case.Group))
        {
            ratios[$"{group.Key}_ratio"] = Math.Round(group.Min(r => Rival(r, results) / r.Ours), 3);
        }

        // The worst of training and inference in both precisions.
        var networks = results.Where(r => r.Case.Name.EndsWith("224", StringComparison.Ordinal)).ToArray();
        if (networks.Length > 0)
        {
            ratios["peak_memory_ratio"] = Math.Round(networks.Max(r => r.OurPeak / r.BestPeak), 3);
        }

        return ratios;
    }

    public override string ToString() => FormattableString.Invariant(
        $"{Case.Name,-22} {Case.Images / Ours,8:F1}/s ±{OurSpread:P0} {OurPeak / 1e6,6:F0} MB   PyTorch {Case.Images / Best,8:F1}/s ±{BestSpread:P0} {BestPeak / 1e6,6:F0} MB ({BestName})   {Best / Ours:F2}x");

    /// <summary>The peer's time to beat: its best at the same precision, or for bf16 at any.</summary>
    private static double Rival(EngineResult result, IReadOnlyList<EngineResult> all)
        => all.Where(r => r.Case.Name.Replace("fp32", "bf16", StringComparison.Ordinal) == result.Case.Name || r == result).Min(r => r.Best);
}

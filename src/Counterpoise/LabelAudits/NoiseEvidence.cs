using Counterpoise.Metrics;
using Counterpoise.Statistics;

namespace Counterpoise.LabelAudits;

/// <summary>What the hardness of probes, rows mislabelled on purpose, says of the class that they were put into.</summary>
/// <remarks>
/// Hard rows of a clean class and mislabelled rows look alike one by one. As a crowd they differ: there are fewer clean rows the harder
/// they are, mislabelled ones crowd where the probes are. On the scale of log(S / (1 − S)), with the window from the probes' first to third
/// quartile and the window of the same width below it, a clean class has at most as many rows in the upper as in the lower window; the
/// p-value is that of the binomial test of this. The assumption fails where clean rows have a second crowd among the probes.
/// </remarks>
public sealed record NoiseEvidence
{
    /// <summary>Chance that a probe is harder than a row of the class: 0.5 where hardness says nothing, 1 where they part.</summary>
    public required double ProbeAuroc { get; init; }

    /// <summary>
    /// One-sided p-value against "there are fewer clean rows the harder they are"; 1 where the lower window reaches into the bulk of the
    /// class.
    /// </summary>
    public required double PValue { get; init; }

    /// <summary>
    /// Mislabelled rows of the class at least, by the surplus of the upper window over the lower and no more than <see cref="MostRows"/>; 0
    /// where the p-value is 0.05 or more.
    /// </summary>
    public required double FewestRows { get; init; }

    /// <summary>
    /// Mislabelled rows of the class at most, if all rows that are harder than the probes' median, or than an easier probe, were
    /// mislabelled.
    /// </summary>
    public required double MostRows { get; init; }

    /// <summary>Below this p-value hard rows are taken for evidence.</summary>
    internal const double Significance = 0.05;

    /// <summary>Weighs the hardness of a class against that of probes.</summary>
    /// <param name="own">S of the rows of the class, at least one.</param>
    /// <param name="probes">S of the probes, at least two.</param>
    internal static NoiseEvidence Of(double[] own, double[] probes)
    {
        int[] labels = [.. own.Select(_ => 0), .. probes.Select(_ => 1)];
        var (z, zp) = (Array.ConvertAll(own, Logit), Array.ConvertAll(probes, Logit));
        var (first, third) = (Percentiles.Quantile(zp, 0.25), Percentiles.Quantile(zp, 0.75));
        var below = first - (third - first);
        var (upper, lower) = (z.Count(v => v >= first && v <= third), z.Count(v => v >= below && v < first));
        var reaches = below <= Percentiles.Quantile(z, 0.5) || third <= first;
        var surplus = Share(zp, first, third) - (zp.Count(v => v >= below && v < first) / (double)zp.Length);
        var (p, most) = (reaches ? 1 : BinomialUpperTail(upper, upper + lower), Most(own, probes));
        return new NoiseEvidence
        {
            ProbeAuroc = Auroc.Of(labels, (double[])[.. own, .. probes]),
            PValue = p,
            FewestRows = p >= Significance || surplus <= 0 ? 0 : Math.Min(most, (upper - lower) / surplus),
            MostRows = most,
        };
    }

    private static double Share(double[] values, double from, double to) => values.Count(v => v >= from && v <= to) / (double)values.Length;

    private static double Most(double[] own, double[] probes)
    {
        var most = (double)own.Length;
        foreach (var t in probes)
        {
            var remaining = probes.Count(p => p >= t) / (double)probes.Length;
            if (remaining >= 0.5) most = Math.Min(most, own.Count(s => s >= t) / remaining);
        }

        return most;
    }

    private static double Logit(double s)
    {
        var inside = Math.Clamp(s, 1e-12, 1 - 1e-12);
        return Math.Log(inside / (1 - inside));
    }

    /// <summary>P(X ≥ successes) for X binomial with probability one half.</summary>
    internal static double BinomialUpperTail(int successes, int trials)
    {
        if (successes <= 0) return 1;
        // The log of C(n, k) / 2^n, carried from n = k on, so that large counts do not overflow.
        var (tail, log) = (0.0, -trials * Math.Log(2));
        for (var k = trials; k >= successes; k--)
        {
            tail += Math.Exp(log);
            log += Math.Log(k) - Math.Log(trials - k + 1);
        }

        return Math.Min(1, tail);
    }
}

using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Reports.Systems;
using Counterpoise.Statistics;

namespace Counterpoise.Workflows.Systems;

/// <summary>Scores of a system and its controls by seed: means with intervals, paired differences, and the verdict in words.</summary>
public sealed record ArmComparison
{
    /// <summary>All scores; every arm has one for each seed.</summary>
    public required IReadOnlyList<ArmScore> Scores { get; init; }

    /// <summary>The arm whose worth is in question.</summary>
    public required string System { get; init; }

    /// <summary>The metric of the verdict; larger is better.</summary>
    public required string Metric { get; init; }

    /// <summary>Arms in the order of their first score.</summary>
    public IReadOnlyList<string> Arms => [.. Scores.Select(s => s.Arm).Distinct()];

    /// <summary>Metrics in the order of their first score.</summary>
    public IReadOnlyList<string> Metrics => [.. Scores.SelectMany(s => s.Metrics.Keys).Distinct()];

    /// <summary>Values of an arm by seed, those without a value left out.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="metric">The metric.</param>
    public double[] Values(string arm, string metric) =>
        [.. Scores.Where(s => s.Arm == arm && s.Metrics.ContainsKey(metric)).OrderBy(s => s.Seed).Select(s => s.Metrics[metric])];

    /// <summary>
    /// The system less each control, paired by seed, with Holm's correction over all of them; controls without a pair are left out.
    /// </summary>
    /// <param name="metric">The metric; that of the verdict where null.</param>
    public IReadOnlyList<PairedDifference> Differences(string? metric = null) => PairedDifference.Correct([.. Arms
        .Where(a => a != System).Select(control => Paired(control, metric ?? Metric)).OfType<PairedDifference>()]);

    /// <summary>The system less one control, as in <see cref="Differences"/>.</summary>
    /// <param name="control">The control.</param>
    /// <returns>Null without a pair.</returns>
    public PairedDifference? Difference(string control) => Differences().FirstOrDefault(d => d.MethodB == control);

    /// <summary>The verdict by <see cref="VerdictRule.BeatsAll"/>: which controls the system beats, which it does not, with the figures.
    /// </summary>
    public string Verdict()
    {
        var differences = Differences();
        if (differences.Count == 0)
        {
            return $"{System} has no control beside it";
        }

        var (closest, outcome) = (differences.MinBy(d => d.Mean)!, VerdictRule.BeatsAll(differences));
        string Those(VerdictOutcome outcome) => string.Join(", ", differences.Where(d => d.Outcome == outcome).Select(Text));
        return outcome switch
        {
            VerdictOutcome.Helps => $"{System} beats all {differences.Count} controls in {Metric}, the closest {Text(closest)}",
            VerdictOutcome.Harms => $"{System} is worse than {Those(outcome)} in {Metric}: take the control",
            VerdictOutcome.NoGain => $"{System} does not beat {Those(outcome)} in {Metric}: the cheaper control suffices",
            _ when !closest.HasInterval =>
                $"Undecided: {Text(closest)} in {Metric}; a claim needs {VerdictRule.FewestPairs()} seeds",
            _ when closest.Side > 0 => $"Undecided: {System} seems to beat all {differences.Count} controls in {Metric}, the closest "
                + $"{Text(closest)}, by the 95% intervals alone, which Wilcoxon's test does not confirm"
                + (closest.Pairs < VerdictRule.FewestPairs() ? $" and with fewer than {VerdictRule.FewestPairs()} seeds cannot" : ""),
            _ => $"Undecided: {Those(outcome)} in {Metric}, by the 95% intervals alone, which the corrected test does not confirm",
        };
    }

    /// <summary>Means with 95% intervals, and the system's paired difference, as a table of a report.</summary>
    /// <param name="title">The heading.</param>
    public SystemTable Table(string title) => new(
        title,
        $"Mean over {Scores.Select(s => s.Seed).Distinct().Count()} seeds ± half the 95% interval; last column: {System} less the arm in "
            + $"{Metric}, paired by seed, with its 95% interval from {PairedDifference.FewestPairs} seeds on",
        ["arm", .. Metrics, $"{System} less it"],
        [.. Arms.Select(arm => (IReadOnlyList<string>)[arm, .. Metrics.Select(m => Mean(Values(arm, m))),
            arm == System ? "" : Numbers(Difference(arm))])]);

    private PairedDifference? Paired(string control, string metric)
    {
        var own = Scores.Where(s => s.Arm == System && s.Metrics.ContainsKey(metric)).ToDictionary(s => s.Seed, s => s.Metrics[metric]);
        var pairs = Scores.Where(s => s.Arm == control && s.Metrics.ContainsKey(metric) && own.ContainsKey(s.Seed)).OrderBy(s => s.Seed)
            .Select(s => (System: own[s.Seed], Control: s.Metrics[metric])).ToArray();
        return pairs.Length == 0 ? null
            : PairedDifference.Compute(metric, System, [.. pairs.Select(p => p.System)], control, [.. pairs.Select(p => p.Control)]);
    }

    private static string Text(PairedDifference difference) => $"{difference.MethodB} ({Numbers(difference)})";

    private static string Numbers(PairedDifference? d) => d is null ? "–" : d.HasInterval
        ? string.Create(CultureInfo.InvariantCulture, $"{d.Mean:+0.000;-0.000;0.000}, {d.Low:+0.000;-0.000;0.000} to "
            + $"{d.High:+0.000;-0.000;0.000}")
        : string.Create(CultureInfo.InvariantCulture, $"{d.Mean:+0.000;-0.000;0.000}, {(d.Pairs == 1 ? "one seed" : $"{d.Pairs} seeds")}");

    private static string Mean(double[] values)
    {
        if (values.Length == 0)
        {
            return "–";
        }

        var mean = values.Average();
        if (values.Length < 2)
        {
            return mean.ToString("0.000", CultureInfo.InvariantCulture);
        }

        var interval = PairedTest.Interval(values, new double[values.Length]);
        return string.Create(CultureInfo.InvariantCulture, $"{mean:0.000} ± {(interval.Upper - interval.Lower) / 2:0.000}");
    }
}

using System.Globalization;
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

    /// <summary>The system less a control.</summary>
    /// <param name="control">The control.</param>
    /// <param name="metric">The metric; that of the verdict where null.</param>
    public ArmDifference Difference(string control, string? metric = null)
    {
        metric ??= Metric;
        var own = Scores.Where(s => s.Arm == System && s.Metrics.ContainsKey(metric)).ToDictionary(s => s.Seed, s => s.Metrics[metric]);
        var pairs = Scores.Where(s => s.Arm == control && s.Metrics.ContainsKey(metric) && own.ContainsKey(s.Seed)).OrderBy(s => s.Seed)
            .Select(s => (System: own[s.Seed], Control: s.Metrics[metric])).ToArray();
        var mean = pairs.Length == 0 ? double.NaN : pairs.Average(p => p.System - p.Control);
        var interval = pairs.Length < 2 ? null : PairedTest.Interval([.. pairs.Select(p => p.System)], [.. pairs.Select(p => p.Control)]);
        return new(control, metric, mean, interval, pairs.Length);
    }

    /// <summary>The verdict: which controls the system beats, which it does not, with the figures.</summary>
    public string Verdict()
    {
        var differences = Arms.Where(a => a != System).Select(a => Difference(a)).ToArray();
        var unbeaten = differences.Where(d => !d.IsBetter).ToArray();
        if (differences.Length == 0)
        {
            return $"{System} has no control beside it";
        }

        if (unbeaten.Length == 0)
        {
            return $"{System} beats all {differences.Length} controls in {Metric}, the closest {Text(differences.MinBy(d => d.Mean)!)}";
        }

        var worse = unbeaten.Where(d => d.IsWorse).ToArray();
        return worse.Length > 0
            ? $"{System} is worse than {string.Join(", ", worse.Select(Text))} in {Metric}: take the control"
            : $"{System} does not beat {string.Join(", ", unbeaten.Select(Text))} in {Metric}: the cheaper control suffices";
    }

    /// <summary>Means with 95% intervals, and the system's paired difference, as a table of a report.</summary>
    /// <param name="title">The heading.</param>
    public SystemTable Table(string title) => new(
        title,
        $"Mean over {Scores.Select(s => s.Seed).Distinct().Count()} seeds ± half the 95% interval; last column: {System} less the arm in "
            + $"{Metric}, paired by seed, with its 95% interval",
        ["arm", .. Metrics, $"{System} less it"],
        [.. Arms.Select(arm => (IReadOnlyList<string>)[arm, .. Metrics.Select(m => Mean(Values(arm, m))),
            arm == System ? "" : Numbers(Difference(arm))])]);

    private static string Text(ArmDifference difference) => $"{difference.Control} ({Numbers(difference)})";

    private static string Numbers(ArmDifference d) => d.Interval is { } i
        ? string.Create(CultureInfo.InvariantCulture,
            $"{d.Mean:+0.000;-0.000;0.000}, {i.Lower:+0.000;-0.000;0.000} to {i.Upper:+0.000;-0.000;0.000}")
        : string.Create(CultureInfo.InvariantCulture, $"{d.Mean:+0.000;-0.000;0.000}, one seed");

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

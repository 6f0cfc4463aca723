namespace Counterpoise.Comparisons;

/// <summary>
/// Does any method beat the strongest cheap control with the same classifier? In each group (a classifier of tables, a scenario of images)
/// every method that is no control, or the one in question alone, is paired with the control of the best mean, and Holm's correction runs
/// over all of them. A metric of decisions is compared under decisions tuned on both sides, where all methods have them.
/// </summary>
public sealed record ControlComparison
{
    /// <summary>The metric that is judged, see <see cref="MetricNames.Tuned"/>.</summary>
    public required string Metric { get; init; }

    /// <summary>The groups, without those in which no pair is finished.</summary>
    public required IReadOnlyList<ControlGroup> Groups { get; init; }

    /// <summary>All scenarios of images together; null with one scenario, and on tables.</summary>
    public ControlGroup? Overall { get; init; }

    /// <summary>Test rows over training rows where the pairs are folds of one data set; null elsewhere.</summary>
    public double? TestShare { get; init; }

    /// <summary>Tests among the groups that Holm's correction takes together.</summary>
    public int Tests => Groups.Sum(g => g.Differences.Count);

    /// <summary>Compares the methods of a comparison with its controls.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="metric">A metric's name.</param>
    public static ControlComparison Of(Comparison comparison, string metric)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentException.ThrowIfNullOrEmpty(metric);
        var (cells, contestants) = (new PairedCells(comparison), new Contestants(comparison, metric));
        var levels = cells.Levels.Select(level => Corrected([.. level.Select(g => Group(cells, contestants, g)).OfType<ControlGroup>()]))
            .ToArray();
        return new ControlComparison
        {
            Metric = contestants.Metric,
            Groups = levels[0],
            Overall = levels.Length > 1 && levels[1] is [var all] ? all : null,
            TestShare = cells.TestShare,
        };
    }

    private static ControlGroup? Group(PairedCells cells, Contestants contestants, PairedCells.Group group)
    {
        var sign = contestants.HigherIsBetter ? 1 : -1;
        var control = contestants.Controls
            .Select(m => (m.Name, Values: cells.Values(contestants.Metric, group, m.Name))).Where(c => c.Values.Count > 0)
            .Select(c => (c.Name, Mean: c.Values.Values.Average())).OrderByDescending(c => sign * c.Mean).FirstOrDefault();
        var differences = control.Name is null ? [] : contestants.Others
            .Select(m => cells.Difference(contestants.Metric, group, m.Name, control.Name)).OfType<PairedDifference>()
                .OrderByDescending(d => sign * d.Mean).ToArray();
        return differences.Length == 0 ? null : new ControlGroup
        {
            Scenario = group.Scenario,
            Classifier = group.Classifier,
            Control = control.Name!,
            ControlMean = control.Mean,
            Differences = differences,
        };
    }

    private static ControlGroup[] Corrected(ControlGroup[] groups)
    {
        var adjusted = new Queue<PairedDifference>(PairedDifference.Correct([.. groups.SelectMany(g => g.Differences)]));
        return [.. groups.Select(g => g with { Differences = [.. g.Differences.Select(_ => adjusted.Dequeue())] })];
    }
}

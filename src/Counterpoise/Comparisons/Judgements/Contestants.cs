namespace Counterpoise.Comparisons;

/// <summary>
/// Which methods of a comparison are judged in a metric, and which of them are the cheap controls that the others have to beat.
/// </summary>
internal sealed class Contestants
{
    public Contestants(Comparison comparison, string metric)
    {
        Metric = Judged(comparison, metric);
        HigherIsBetter = comparison.Describe(metric).HigherIsBetter;
        ComparisonMethod[] methods = [.. Distinct(comparison, Metric).Where(m => HasValues(comparison, m.Name, Metric))];
        Others = [.. methods.Where(m => comparison.Candidate is { } named ? m.Name == named : !m.IsControl)];
        Controls = [.. methods.Where(m => m.IsControl && !Others.Contains(m))];
        if (Others.Count == 0 || Controls.Count == 0)
        {
            // Controls alone, or none: the question is then what each adds to the baseline.
            var baseline = methods.FirstOrDefault(m => m.Name == comparison.BaselineName || m.ModelsOf == comparison.BaselineName)
                ?? methods.FirstOrDefault();
            Controls = baseline is null ? [] : Others is [var single] && single == baseline ? [.. methods.Where(m => m != baseline)]
                : [baseline];
            Others = Others.Count > 0 && comparison.Candidate is not null ? Others : [.. methods.Except(Controls)];
        }
    }

    /// <summary>The metric that is judged: where decisions were tuned for every method, the one under tuned decisions.</summary>
    public string Metric { get; }

    public bool HigherIsBetter { get; }

    public IReadOnlyList<ComparisonMethod> Controls { get; }

    public IReadOnlyList<ComparisonMethod> Others { get; }

    /// <summary>
    /// Cells that were finished before decisions were tuned have the plain metric alone, and then all are judged by that.
    /// </summary>
    private static string Judged(Comparison comparison, string metric)
    {
        var tuned = MetricNames.Tuned(metric);
        var measured = comparison.Cells.Where(c => Has(c, metric)).ToArray();
        return measured.Length > 0 && measured.All(c => Has(c, tuned)) ? tuned : metric;
    }

    /// <summary>
    /// Methods that take the same models are one where decisions are tuned (the tuned one), and where the metric does not look at
    /// decisions (the plain one).
    /// </summary>
    private static IEnumerable<ComparisonMethod> Distinct(Comparison comparison, string metric)
    {
        var tuned = MetricNames.IsTuned(metric);
        var wanted = tuned ? DecisionRule.Tuned : DecisionRule.MostProbable;
        return tuned || comparison.Describe(metric).NeedsProbabilities
            ? comparison.Methods.GroupBy(m => m.ModelsOf ?? m.Name).Select(g => g.FirstOrDefault(m => m.Decision == wanted) ?? g.First())
            : comparison.Methods;
    }

    private static bool HasValues(Comparison comparison, string method, string metric) =>
        comparison.Cells.Any(c => c.Method == method && Has(c, metric));

    private static bool Has(ComparisonCell cell, string metric) => cell.Metrics.TryGetValue(metric, out var value) && !double.IsNaN(value);
}

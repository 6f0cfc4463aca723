using Counterpoise.Statistics;

namespace Counterpoise.Comparisons;

/// <summary>
/// Paired differences and ranks of a comparison. On images a pair is two runs with equal scenario, seed and fold; on tables it
/// is a data set, with each method's mean over its folds and seeds, since folds of one data set are no independent evidence.
/// </summary>
public static class ComparisonAnalysis
{
    /// <summary>Computes the differences of every method from the baseline and of the candidate from every other method.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="metrics">The metrics; null takes all that the cells hold.</param>
    /// <param name="replicates">Bootstrap draws per difference, at least 1.</param>
    /// <returns>
    /// Per metric: on images one difference per scenario and pair and one over all scenarios; on tables one per classifier and
    /// pair and one over all classifiers. Holm's correction runs over the tests of one metric at one of the two levels.
    /// </returns>
    public static IReadOnlyList<PairedDifference> Differences(Comparison comparison, IReadOnlyList<string>? metrics = null, int replicates = 2000)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        metrics ??= [.. comparison.Cells.SelectMany(c => c.Metrics.Keys).Distinct().Order(StringComparer.Ordinal)];
        var cells = new PairedCells(comparison);
        var pairs = Pairs(comparison).ToArray();
        var all = new List<PairedDifference>();
        foreach (var metric in metrics)
        {
            foreach (var level in cells.Levels)
            {
                var family = level.SelectMany(group => pairs.Select(p => cells.Difference(metric, group, p.A, p.B, replicates))).OfType<PairedDifference>().ToArray();
                var adjusted = Holm.Adjust(family.Select(d => d.PValue).ToArray());
                all.AddRange(family.Select((d, i) => d with { HolmPValue = adjusted[i] }));
            }
        }

        return all;
    }

    /// <summary>Ranks the methods within each data set (or scenario and seed) and tests whether the mean ranks differ.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="classifier">One classifier; null takes each method's mean over all.</param>
    /// <returns>Null with fewer than 3 methods or 2 blocks in which every method has a value.</returns>
    public static MethodRanks? Ranks(Comparison comparison, string metric, string? classifier = null)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentException.ThrowIfNullOrEmpty(metric);
        var methods = comparison.Methods.Select(m => m.Name).ToArray();
        var cells = new PairedCells(comparison);
        var values = methods.Select(m => cells.Values(metric, new(null, classifier), m)).ToArray();
        var methodsWithValues = Enumerable.Range(0, methods.Length).Where(i => values[i].Count > 0).ToArray();
        if (methodsWithValues.Length < 3)
        {
            return null;
        }

        var blocks = values[methodsWithValues[0]].Keys.Where(k => methodsWithValues.All(i => values[i].ContainsKey(k))).ToArray();
        return blocks.Length < 2 ? null : new MethodRanks
        {
            Metric = metric,
            Classifier = classifier,
            Methods = [.. methodsWithValues.Select(i => methods[i])],
            Blocks = blocks.Length,
            Friedman = Friedman.Of([.. blocks.Select(k => methodsWithValues.Select(i => values[i][k]).ToArray())], !MetricNames.LowerIsBetter(metric)),
        };
    }

    private static IEnumerable<(string A, string B)> Pairs(Comparison comparison)
    {
        var (baseline, candidate) = (comparison.BaselineName, comparison.CandidateName);
        var others = comparison.Methods.Select(m => m.Name).Where(m => m != baseline && m != candidate).ToArray();
        string[] againstBaseline = candidate == baseline ? others : [candidate, .. others];
        string[] againstCandidate = candidate == baseline ? [] : others;
        return [.. againstBaseline.Select(m => (m, baseline)), .. againstCandidate.Select(m => (candidate, m))];
    }
}

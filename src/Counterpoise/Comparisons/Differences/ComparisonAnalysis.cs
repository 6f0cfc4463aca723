using Counterpoise.Metrics;
using Counterpoise.Statistics;

namespace Counterpoise.Comparisons;

/// <summary>
/// Paired differences and ranks of a comparison. On images a pair is two runs with equal scenario, seed and fold (over all scenarios of
/// fewer than <see cref="PairedDifference.FewestSeeds"/> seeds, a seed with the means over its scenarios); on tables it
/// is a data set, with each method's mean over its folds and seeds, since folds of one data set are no independent evidence.
/// A data set counts for a method only if the method has a value in each cell in which some method has one. With one data set
/// alone a pair is a fold, tested with <see cref="CorrectedResampledTest"/>.
/// </summary>
public static class ComparisonAnalysis
{
    /// <summary>
    /// Computes the differences of every method from the baseline and, where one is in question, of that from every other method.
    /// </summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="metrics">The metrics; null takes all that the cells hold.</param>
    /// <returns>
    /// Per metric: on images one difference per scenario and pair and one over all scenarios; on tables one per classifier and
    /// pair. Holm's correction runs over the tests of one metric at one of these levels.
    /// </returns>
    public static IReadOnlyList<PairedDifference> Differences(Comparison comparison, IReadOnlyList<string>? metrics = null)
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
                all.AddRange(PairedDifference.Correct([.. level.SelectMany(group => pairs.Select(p =>
                    cells.Difference(metric, group, p.A, p.B))).OfType<PairedDifference>()]));
            }
        }

        return all;
    }

    /// <summary>The mean of each method in each data set that counts for it, over folds, seeds and classifiers.</summary>
    /// <param name="comparison">A comparison on tables.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="classifier">One classifier; null takes the mean over all.</param>
    /// <returns>Method, then data set; a method without a complete data set has none.</returns>
    /// <exception cref="ArgumentException">The comparison is one of images.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string,
        double>> Means(Comparison comparison, string metric, string? classifier = null)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentException.ThrowIfNullOrEmpty(metric);
        RequireTables(comparison);
        var cells = new PairedCells(comparison);
        return comparison.Methods.Select(m => m.Name).Distinct()
            .ToDictionary(m => m, m => (IReadOnlyDictionary<string, double>)cells.Values(metric, new(null, classifier), m));
    }

    /// <summary>
    /// A metric of decisions taken once on the rows of all folds and seeds of a data set together, under the decisions that each fold tuned
    /// (its own most probable classes where it tuned none). It stands beside the mean over folds, never in its place: a fold without a
    /// class counts here.
    /// </summary>
    /// <param name="comparison">A comparison of one data set.</param>
    /// <param name="metric">The metric, such as <see cref="MetricNames.GeometricMean"/>.</param>
    /// <param name="classifier">The classifier, or null where there is one.</param>
    /// <param name="method">The method.</param>
    /// <returns>Null where the metric is none of decisions, or a cell holds no counts.</returns>
    public static double? Pooled(Comparison comparison, string metric, string? classifier, string method)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentException.ThrowIfNullOrEmpty(metric);
        ComparisonCell[] cells = [.. comparison.Cells.Where(c => c.Method == method && (classifier is null || c.Classifier == classifier))];
        int[][]?[] counts = Array.ConvertAll(cells, c => c.TunedConfusion?.GetValueOrDefault(metric) ?? c.Confusion);
        double[][]?[] weights = Array.ConvertAll(cells, c => c.TunedConfusionWeights?.GetValueOrDefault(metric) ?? c.ConfusionWeights);
        if (DecisionMetrics.Find(metric) is not { } of || counts.Length == 0 || counts.Any(c => c is null || c.Length != counts[0]!.Length))
        {
            return null;
        }

        var classes = Enumerable.Range(0, counts[0]!.Length).ToArray();
        IReadOnlyList<long> Row(int i) => [.. classes.Select(j => counts.Sum(c => (long)c![i][j]))];
        IReadOnlyList<double> Weight(int i) => [.. classes.Select(j => weights.Sum(w => w![i][j]))];
        return of(new ConfusionMatrix([.. classes.Select(c => $"{c}")], [.. classes.Select(Row)],
            weights.Any(w => w is null) ? null : [.. classes.Select(Weight)]));
    }

    /// <summary>
    /// The data sets that count for all methods but those that have none: the ones over which means and ranks can be compared.
    /// </summary>
    /// <param name="means">What <see cref="Means"/> returns.</param>
    public static IReadOnlyList<string> Shared(IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> means)
    {
        ArgumentNullException.ThrowIfNull(means);
        var some = means.Values.Where(m => m.Count > 0).ToArray();
        return some.Length == 0 ? [] : [.. some[0].Keys.Where(k => some.All(m => m.ContainsKey(k)))];
    }

    /// <summary>The data sets that do not count for a method, with what its cells say.</summary>
    /// <param name="comparison">A comparison on tables.</param>
    /// <param name="metric">The metric.</param>
    /// <exception cref="ArgumentException">The comparison is one of images.</exception>
    public static IReadOnlyList<IncompleteDataSet> Incomplete(Comparison comparison, string metric)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentException.ThrowIfNullOrEmpty(metric);
        RequireTables(comparison);
        return [.. new PairedCells(comparison).Incomplete(metric, new(null, null))];
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
            Friedman = Friedman.Of([.. blocks.Select(k => methodsWithValues.Select(i => values[i][k]).ToArray())],
                comparison.Describe(metric).HigherIsBetter),
        };
    }

    private static void RequireTables(Comparison comparison)
    {
        if (comparison.Pairing != Pairing.DataSets)
            throw new ArgumentException(
                $"the comparison pairs {comparison.Pairing}; expected {Pairing.DataSets}, whose cells are folds of data sets",
                nameof(comparison));
    }

    private static IEnumerable<(string A, string B)> Pairs(Comparison comparison)
    {
        var (baseline, candidate) = (comparison.BaselineName, comparison.Candidate);
        var others = comparison.Methods.Select(m => m.Name).Where(m => m != baseline && m != candidate).ToArray();
        var named = candidate is not null && candidate != baseline;
        string[] againstBaseline = named ? [candidate!, .. others] : others;
        string[] againstCandidate = named ? others : [];
        return [.. againstBaseline.Select(m => (m, baseline)), .. againstCandidate.Select(m => (candidate!, m))];
    }
}

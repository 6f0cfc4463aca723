using Counterpoise.Statistics;

namespace Counterpoise.Comparisons;

/// <summary>The values of a comparison by block: what two methods share, so that their difference is due to the methods.</summary>
internal sealed class PairedCells
{
    private readonly Comparison _comparison;
    private readonly IReadOnlyList<ComparisonCell> _cells;
    private readonly double? _testShare;
    private readonly Dictionary<(string Metric, Group Group), Dictionary<string, SortedDictionary<string,
        ComparisonCell[]>>> _complete = [];

    public PairedCells(Comparison comparison)
    {
        _comparison = comparison;
        _cells = comparison.Sorted().Cells;
        _testShare = comparison is { Pairing: Pairing.DataSets, Scenarios: [{ TestShare: > 0 and var share }] } ? share : null;
        var classifiers = comparison.Cells.Select(c => c.Classifier).OfType<string>().Distinct().Order(StringComparer.Ordinal)
            .Select(c => new Group(null, c)).ToArray();
        Levels = comparison.Pairing == Pairing.DataSets
            ? [classifiers.Length > 1 ? classifiers : [new(null, null)]]
            : comparison.Scenarios.Count > 1 ? [[.. comparison.Scenarios.Select(s => new Group(s.Name, null))], [new(null, null)]]
                : [[.. comparison.Scenarios.Select(s => new Group(s.Name, null))]];
    }

    /// <summary>Test rows over training rows where the pairs are folds of one data set; null elsewhere.</summary>
    public double? TestShare => _testShare;

    /// <summary>
    /// The groups in which differences are taken: each classifier, or each scenario and then all scenarios together. No mean over
    /// classifiers, since a weak one would carry it.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Group>> Levels { get; }

    /// <summary>
    /// The values of a method by block; a block that is not complete is left out, or a method would gain by failing where it is hard.
    /// </summary>
    public SortedDictionary<string, double> Values(string metric, Group group, string method) =>
        new(Complete(metric, group, method).ToDictionary(b => b.Key, b => b.Value.Average(c => c.Metrics[metric])), StringComparer.Ordinal);

    /// <summary>The blocks that each method leaves, since it lacks a value that another method has.</summary>
    public IEnumerable<IncompleteDataSet> Incomplete(string metric, Group group)
    {
        var places = Places(metric, group);
        foreach (var method in _comparison.Methods.Select(m => m.Name))
        {
            var complete = Complete(metric, group, method);
            foreach (var (block, wanted) in places.Where(p => !complete.ContainsKey(p.Key)))
            {
                var own = In(group).Where(c => c.Method == method && BlockOf(c) == block).ToArray();
                yield return new IncompleteDataSet
                {
                    DataSet = block,
                    Method = method,
                    Values = own.Where(c => Has(c, metric)).Select(PlaceOf).Distinct().Count(),
                    Cells = wanted,
                    Reason = own.Where(c => !Has(c, metric)).SelectMany(c => c.Notes).LastOrDefault()?.ToString() ?? "",
                };
            }
        }
    }

    /// <summary>The difference A − B in a group, Holm's correction still to come; null without a pair.</summary>
    public PairedDifference? Difference(string metric, Group group, string methodA, string methodB)
    {
        var (all, other) = _testShare is null
            ? (Values(metric, group, methodA), Values(metric, group, methodB))
            : (ByFold(metric, group, methodA), ByFold(metric, group, methodB));
        if (_comparison.Pairing == Pairing.Runs && group.Scenario is null)
        {
            (all, other) = BySeedIfFew(all, other);
        }

        var blocks = all.Keys.Where(other.ContainsKey).ToArray();
        if (blocks.Length == 0)
        {
            return null;
        }

        var described = _comparison.Describe(metric);
        var difference = PairedDifference.Compute(metric, methodA, [.. blocks.Select(k => all[k])], methodB,
            [.. blocks.Select(k => other[k])], _testShare);
        var possible = new Interval(difference.Low, difference.High, 0.95).WithinDifferencesOf(described.Low, described.High);
        return difference with
        {
            Low = possible.Lower,
            High = possible.Upper,
            LowerIsBetter = !described.HigherIsBetter,
            Scenario = group.Scenario,
            Classifier = group.Classifier,
        };
    }

    /// <summary>
    /// Values by seed, each the mean over the scenarios that both methods have, where there are too few seeds for scenarios to count
    /// each.
    /// </summary>
    private static (SortedDictionary<string, double> A, SortedDictionary<string, double> B) BySeedIfFew(SortedDictionary<string, double> a,
        SortedDictionary<string, double> b)
    {
        static string SeedOf(string block) => block[(block.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        var shared = a.Keys.Where(b.ContainsKey).GroupBy(SeedOf).ToArray();
        SortedDictionary<string, double> Means(SortedDictionary<string, double> values) =>
            new(shared.ToDictionary(s => s.Key, s => s.Average(block => values[block])), StringComparer.Ordinal);
        return shared.Length < PairedDifference.FewestSeeds ? (Means(a), Means(b)) : (a, b);
    }

    /// <summary>
    /// The values of a method by fold of the only data set, each the mean over seeds and classifiers: draws on the same fold are no
    /// further evidence.
    /// </summary>
    private SortedDictionary<string, double> ByFold(string metric, Group group, string method) =>
        new(Complete(metric, group, method).Values.SelectMany(cells => cells).GroupBy(c => $"{c.Fold:000000}")
            .ToDictionary(f => f.Key, f => f.Average(c => c.Metrics[metric])), StringComparer.Ordinal);

    private SortedDictionary<string, ComparisonCell[]> Complete(string metric, Group group, string method)
    {
        if (!_complete.TryGetValue((metric, group), out var byMethod))
        {
            var places = Places(metric, group);
            _complete[(metric, group)] = byMethod = In(group).Where(c => Has(c, metric)).GroupBy(c => c.Method).ToDictionary(
                m => m.Key,
                m => new SortedDictionary<string, ComparisonCell[]>(m.GroupBy(BlockOf)
                    .Where(b => b.Select(PlaceOf).Distinct().Count() == places[b.Key]).ToDictionary(b => b.Key, b => b.ToArray()),
                    StringComparer.Ordinal));
        }

        return byMethod.GetValueOrDefault(method) ?? [];
    }

    /// <summary>
    /// The places (data set, seed and fold) in which no method has a value of a metric, since the test split lacks a class.
    /// </summary>
    public IReadOnlyList<(string Scenario, long Seed, int? Fold)> Undefined(string metric) =>
        [.. _cells.GroupBy(c => (c.Scenario, c.Seed, c.Fold))
            .Where(g => g.Any(c => c.Metrics.ContainsKey(metric)) && !g.Any(c => Has(c, metric))).Select(g => g.Key)];

    /// <summary>
    /// How many values a block asks of a method: where no method has one, the fold leaves the metric undefined and asks none.
    /// </summary>
    private Dictionary<string, int> Places(string metric, Group group) =>
        In(group).Where(c => Has(c, metric)).GroupBy(BlockOf).ToDictionary(b => b.Key, b => b.Select(PlaceOf).Distinct().Count());

    private IEnumerable<ComparisonCell> In(Group group) =>
        _cells.Where(c => (group.Scenario is null || c.Scenario == group.Scenario)
            && (group.Classifier is null || c.Classifier == group.Classifier));

    private static bool Has(ComparisonCell cell, string metric) => cell.Metrics.TryGetValue(metric, out var value) && !double.IsNaN(value);

    private static (string? Classifier, long Seed, int? Fold) PlaceOf(ComparisonCell cell) => (cell.Classifier, cell.Seed, cell.Fold);

    private string BlockOf(ComparisonCell cell) => _comparison.Pairing == Pairing.DataSets ? cell.Scenario
        : $"{cell.Scenario}\n{cell.Classifier}\n{cell.Seed}\n{cell.Fold}";

    /// <summary>Which cells are taken together; null takes all.</summary>
    internal readonly record struct Group(string? Scenario, string? Classifier);
}

using Counterpoise.Randomness;
using Counterpoise.Statistics;

namespace Counterpoise.Comparisons;

/// <summary>The values of a comparison by block: what two methods share, so that their difference is due to the methods.</summary>
internal sealed class PairedCells
{
    private readonly Comparison _comparison;
    private readonly ILookup<string, ComparisonCell> _byMethod;

    public PairedCells(Comparison comparison)
    {
        _comparison = comparison;
        _byMethod = comparison.Sorted().Cells.ToLookup(c => c.Method);
        var classifiers = comparison.Cells.Select(c => c.Classifier).OfType<string>().Distinct().Order(StringComparer.Ordinal).Select(c => new Group(null, c)).ToArray();
        Levels = comparison.Task == TaskKind.Tables
            ? classifiers.Length > 1 ? [classifiers, [new(null, null)]] : [[new(null, null)]]
            : comparison.Scenarios.Count > 1 ? [[.. comparison.Scenarios.Select(s => new Group(s.Name, null))], [new(null, null)]] : [[.. comparison.Scenarios.Select(s => new Group(s.Name, null))]];
    }

    /// <summary>The groups in which differences are taken, the single ones first, then all together.</summary>
    public IReadOnlyList<IReadOnlyList<Group>> Levels { get; }

    /// <summary>The values of a method by block; a value that is not a number is left out.</summary>
    public SortedDictionary<string, double> Values(string metric, Group group, string method)
    {
        var found = _byMethod[method]
            .Where(c => (group.Scenario is null || c.Scenario == group.Scenario) && (group.Classifier is null || c.Classifier == group.Classifier))
            .Where(c => c.Metrics.TryGetValue(metric, out var v) && !double.IsNaN(v))
            .GroupBy(BlockOf).ToDictionary(b => b.Key, b => b.Average(c => c.Metrics[metric]));
        return new(found, StringComparer.Ordinal);
    }

    /// <summary>The difference A − B in a group, Holm's correction still to come; null without a pair.</summary>
    public PairedDifference? Difference(string metric, Group group, string methodA, string methodB, int replicates)
    {
        var (all, other) = (Values(metric, group, methodA), Values(metric, group, methodB));
        var blocks = all.Keys.Where(other.ContainsKey).ToArray();
        if (blocks.Length == 0)
        {
            return null;
        }

        double[] a = [.. blocks.Select(k => all[k])], b = [.. blocks.Select(k => other[k])];
        var several = blocks.Length > 1;
        var random = new RandomStream(0, $"paired bootstrap\n{metric}\n{group.Scenario}\n{group.Classifier}\n{methodA}\n{methodB}");
        var interval = several ? Bootstrap.Paired(a, b, random, replicates) : null;
        return new PairedDifference
        {
            Metric = metric,
            Scenario = group.Scenario,
            Classifier = group.Classifier,
            MethodA = methodA,
            MethodB = methodB,
            Pairs = blocks.Length,
            Mean = a.Zip(b, (x, y) => x - y).Average(),
            Low = interval?.Lower ?? double.NaN,
            High = interval?.Upper ?? double.NaN,
            PValue = several ? WilcoxonSignedRank.Of(a, b).PValue : double.NaN,
            HolmPValue = double.NaN,
        };
    }

    private string BlockOf(ComparisonCell cell) => _comparison.Task == TaskKind.Tables ? cell.Scenario : $"{cell.Scenario}\n{cell.Classifier}\n{cell.Seed}\n{cell.Fold}";

    /// <summary>Which cells are taken together; null takes all.</summary>
    internal readonly record struct Group(string? Scenario, string? Classifier);
}

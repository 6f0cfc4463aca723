namespace Counterpoise.Comparisons;

/// <summary>What the controls say of a method of training: the strongest of them, and the one that is the same with fixed constants.</summary>
internal sealed class ImageControls(Comparison comparison)
{
    private const double Same = 1e-9;
    private readonly string _candidate = comparison.CandidateName;

    private string A => Wording.LabelOf(comparison, _candidate);

    /// <summary>The control that is the method in question with fixed constants, where it was compared and is not the baseline.</summary>
    private string? Counterpart => comparison.Methods.FirstOrDefault(m => m.Name == _candidate)?.FixedCounterpart is { } name
        && name != comparison.BaselineName && comparison.Methods.Any(m => m.Name == name) ? name : null;

    public IEnumerable<string> Sentences()
    {
        var strongest = Strongest();
        if (strongest is not null && strongest.MethodB != Counterpart)
        {
            yield return $"Against the strongest control, {LabelOf(strongest)}: {Wording.Change(strongest)} over all runs; {Reading(strongest, $"{A} is better than the best of the controls too", $"the control {LabelOf(strongest)} is better than {A}", $"what {A} adds to {LabelOf(strongest)}")}.";
        }

        foreach (var sentence in FixedConstants())
        {
            yield return sentence;
        }
    }

    /// <summary>What adapting the constants adds, and where it can add nothing.</summary>
    public IEnumerable<string> FixedConstants()
    {
        if (Counterpart is not { } other || Overall(comparison.PrimaryMetric, other) is not { } d)
        {
            yield break;
        }

        var strongest = Strongest()?.MethodB == other ? ", the strongest control" : "";
        yield return $"Against fixed constants: {A} − {LabelOf(d)}, which is {A} with constants that do not adapt{strongest}, is {Wording.Change(d)} over all runs; {Reading(d, "adapting the constants pays", "the fixed constants are better", "what adapting the constants adds")}.";
        string[] balanced = [.. comparison.Scenarios.Where(s => s.ImbalanceLevel is < Same && HaveEqualConstants(s, other)).Select(s => s.Name)];
        if (balanced.Length > 0)
        {
            yield return $"Equal by construction: {(comparison.Scenarios.Count == 1 ? "the classes are balanced here" : $"in {(balanced.Length == 1 ? "scenario" : "scenarios")} {Wording.List(balanced)} the classes are balanced")} (σ = 0), so the adaptive constants are the fixed ones and {A} is the same method as {LabelOf(d)}; their difference there says nothing of adapting.";
        }
    }

    /// <summary>The difference from the control that the candidate beats by least, or that beats it.</summary>
    public PairedDifference? Strongest() => comparison.Methods
        .Where(m => m.IsControl && m.Name != comparison.BaselineName && m.Name != _candidate)
        .Select(m => Overall(comparison.PrimaryMetric, m.Name)).OfType<PairedDifference>()
        .OrderBy(d => MetricNames.LowerIsBetter(d.Metric) ? -d.Mean : d.Mean).FirstOrDefault();

    /// <summary>The difference over all scenarios, or that of the only scenario.</summary>
    public PairedDifference? Overall(string metric, string other) =>
        Find(metric, null, other) ?? (comparison.Scenarios.Count == 1 ? Find(metric, comparison.Scenarios[0].Name, other) : null);

    public PairedDifference? Find(string metric, string? scenario, string other) =>
        comparison.Differences.FirstOrDefault(d => d.Metric == metric && d.Scenario == scenario && d.MethodA == _candidate && d.MethodB == other);

    private string LabelOf(PairedDifference d) => Wording.LabelOf(comparison, d.MethodB);

    private string Reading(PairedDifference d, string better, string worse, string added) => d.Pairs < PairedDifference.FewestPairs ? "too few pairs to judge" : d.Side switch
    {
        not 0 when !d.IsConfirmed => $"the interval speaks for {(d.Side > 0 ? A : LabelOf(d))}, but Wilcoxon's test does not confirm it ({Wording.P(d.HolmPValue)} after Holm's correction)",
        > 0 => better,
        < 0 => worse,
        _ => $"no measurable difference, so {added} is not shown here",
    };

    /// <summary>Whether runs of both methods under the same seed went through the same temperatures and weights.</summary>
    private bool HaveEqualConstants(ComparisonScenario scenario, string other)
    {
        var curves = comparison.Cells.Where(c => c.Scenario == scenario.Name && (c.Method == _candidate || c.Method == other) && c.Curve.Any(e => e.Temperature is not null))
            .GroupBy(c => (c.Seed, c.Fold)).Where(g => g.Select(c => c.Method).Distinct().Count() == 2).ToArray();
        return curves.Length > 0 && curves.All(g => g.SelectMany(c => c.Curve).All(e => Near(e.Temperature, g.First().Curve[0].Temperature) && Near(e.ContrastiveWeight, g.First().Curve[0].ContrastiveWeight)));
    }

    private static bool Near(double? a, double? b) => a is { } x && b is { } y ? Math.Abs(x - y) < Same : a is null && b is null;
}

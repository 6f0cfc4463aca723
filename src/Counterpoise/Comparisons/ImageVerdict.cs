using System.Globalization;

namespace Counterpoise.Comparisons;

/// <summary>The verdict on a method of training: against the baseline, against the strongest control, and its price in accuracy.</summary>
internal sealed class ImageVerdict(Comparison comparison)
{
    private const int FewPairs = 10;
    private readonly string _metric = MetricNames.Label(comparison.PrimaryMetric);
    private readonly string _baseline = comparison.BaselineName;
    private readonly string _candidate = comparison.CandidateName;

    private string A => Wording.LabelOf(comparison, _candidate);

    private string B => Wording.LabelOf(comparison, _baseline);

    public Verdict Write()
    {
        var single = comparison.Scenarios.Select(s => Find(comparison.PrimaryMetric, s.Name, _baseline)).OfType<PairedDifference>().ToArray();
        if (single.Length == 0)
        {
            return new() { Outcome = VerdictOutcome.TooLittleData, Headline = $"Nothing to judge yet: no pair of runs of {A} and {B} is finished.", Sentences = [] };
        }

        if (single.All(d => d.Pairs < 2))
        {
            return new()
            {
                Outcome = VerdictOutcome.TooLittleData,
                Headline = $"Too few runs to judge: one pair of {A} and {B} per scenario.",
                Sentences = [$"{_metric}, {A} − {B}: {Wording.List([.. single.Select(d => $"{Wording.Change(d.Mean)} in scenario {d.Scenario}")])}. One pair cannot tell a method from luck: repeat with more seeds.", .. Price()],
            };
        }

        string[] better = [.. single.Where(d => Wording.Side(d) > 0).Select(d => d.Scenario!)], worse = [.. single.Where(d => Wording.Side(d) < 0).Select(d => d.Scenario!)];
        return new()
        {
            Outcome = (better.Length > 0, worse.Length > 0) switch
            {
                (true, true) => VerdictOutcome.Depends,
                (true, false) => VerdictOutcome.Helps,
                (false, true) => VerdictOutcome.Harms,
                _ => VerdictOutcome.NoMeasurableDifference,
            },
            Headline = Headline(better, worse, single.Length),
            Sentences = [HowMuch(single), HowSure(single), .. Control(), .. Price()],
        };
    }

    private string Headline(string[] better, string[] worse, int count)
    {
        if (better.Length > 0 && worse.Length > 0)
        {
            return $"It depends: {A} has the better {_metric} in {Scenarios(better, count)}, {B} in {Scenarios(worse, count)}.";
        }

        return better.Length > 0 ? $"{A} helps: better {_metric} than {B} in {Scenarios(better, count)}."
            : worse.Length > 0 ? $"{A} does harm: worse {_metric} than {B} in {Scenarios(worse, count)}."
            : $"No measurable difference in {_metric} between {A} and {B}.";
    }

    private static string Scenarios(string[] names, int count) =>
        count == 1 ? "the scenario tested" : names.Length == count ? $"all {count} scenarios" : $"{names.Length} of {count} scenarios ({Wording.List(names)})";

    private string HowMuch(PairedDifference[] single)
    {
        var all = single.Length > 1 ? Find(comparison.PrimaryMetric, null, _baseline) : null;
        var parts = single.OrderByDescending(d => Math.Abs(d.Mean)).ToArray();
        var range = single.Length == 1 ? $"{Wording.Change(single[0])}"
            : $"from {Wording.Change(parts.MinBy(d => d.Mean)!)} in scenario {parts.MinBy(d => d.Mean)!.Scenario} to {Wording.Change(parts.MaxBy(d => d.Mean)!)} in scenario {parts.MaxBy(d => d.Mean)!.Scenario}";
        return $"How much: {A} − {B} in {_metric} is {range}{(all is null ? "" : $"; over all scenarios together {Wording.Change(all)}")} (mean and 95% interval).";
    }

    private static string HowSure(PairedDifference[] single)
    {
        int least = single.Min(d => d.Pairs), most = single.Max(d => d.Pairs);
        var pairs = least == most ? $"{least}" : $"{least} to {most}";
        var sure = single.Count(d => d.HolmPValue < 0.05);
        var test = $"after Holm's correction Wilcoxon's test is below 0.05 in {sure} of {single.Length} {(single.Length == 1 ? "scenario" : "scenarios")}";
        var smallest = Math.Pow(0.5, most - 1);
        if (smallest > 0.05)
        {
            test = string.Create(CultureInfo.InvariantCulture, $"with so few, Wilcoxon's test cannot go below p = {smallest:0.00}, so the interval has to carry the evidence");
        }

        return $"How sure: {pairs} pairs of runs per scenario, equal in split, initial weights and order of batches; {test}.{(least < FewPairs ? $" With fewer than {FewPairs} pairs a bootstrap interval is rather too narrow than too wide." : "")}";
    }

    private IEnumerable<string> Control()
    {
        var controls = comparison.Methods.Where(m => m.IsControl && m.Name != _baseline && m.Name != _candidate).ToArray();
        var strongest = controls.Select(m => Overall(comparison.PrimaryMetric, m.Name)).OfType<PairedDifference>()
            .OrderBy(d => MetricNames.LowerIsBetter(d.Metric) ? -d.Mean : d.Mean).FirstOrDefault();
        if (strongest is null)
        {
            yield break;
        }

        var name = Wording.LabelOf(comparison, strongest.MethodB);
        var reading = double.IsNaN(strongest.Low) ? "one pair says nothing" : Wording.Side(strongest) switch
        {
            > 0 => $"{A} is better than the best of the cheap methods too",
            < 0 => $"the cheaper {name} is better than {A}",
            _ => $"no measurable difference, so what {A} adds to {name} is not shown here",
        };
        yield return $"Against the strongest control, {name}: {Wording.Change(strongest)} over all runs; {reading}.";
    }

    private IEnumerable<string> Price()
    {
        if (comparison.PrimaryMetric == MetricNames.Accuracy || Overall(MetricNames.Accuracy, _baseline) is not { } d)
        {
            yield break;
        }

        var reading = double.IsNaN(d.Low) ? "" : Wording.Side(d) switch { > 0 => ": accuracy gains as well", < 0 => ": accuracy pays for it", _ => ": no measurable price" };
        yield return $"Price in accuracy: {Wording.Change(d)} over all runs{reading}.";
    }

    /// <summary>The difference over all scenarios, or that of the only scenario.</summary>
    private PairedDifference? Overall(string metric, string other) =>
        Find(metric, null, other) ?? (comparison.Scenarios.Count == 1 ? Find(metric, comparison.Scenarios[0].Name, other) : null);

    private PairedDifference? Find(string metric, string? scenario, string other) =>
        comparison.Differences.FirstOrDefault(d => d.Metric == metric && d.Scenario == scenario && d.MethodA == _candidate && d.MethodB == other);
}

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
        if (_baseline == _candidate)
        {
            return new() { Outcome = VerdictOutcome.TooLittleData, Headline = $"Nothing to compare: {A} is the only method.", Sentences = [] };
        }

        if (single.Length == 0)
        {
            return new() { Outcome = VerdictOutcome.TooLittleData, Headline = $"Nothing to judge yet: no pair of runs of {A} and {B} is finished.", Sentences = [] };
        }

        var judged = single.Where(d => d.Pairs >= PairedDifference.FewestPairs).ToArray();
        return judged.Length > 0 ? ByScenario(single, judged)
            : Find(comparison.PrimaryMetric, null, _baseline) is { Pairs: >= PairedDifference.FewestPairs } all ? Together(single, all)
            : TooFew(single);
    }

    private Verdict ByScenario(PairedDifference[] single, PairedDifference[] judged)
    {
        string[] better = [.. judged.Where(d => d.Side > 0).Select(d => d.Scenario!)], worse = [.. judged.Where(d => d.Side < 0).Select(d => d.Scenario!)];
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

    /// <summary>Too few runs in each scenario, enough in all of them: judged over all together, and only so.</summary>
    private Verdict Together(PairedDifference[] single, PairedDifference all) => new()
    {
        Outcome = all.Side > 0 ? VerdictOutcome.Helps : all.Side < 0 ? VerdictOutcome.Harms : VerdictOutcome.NoMeasurableDifference,
        Headline = all.Side > 0 ? $"{A} {(all.HolmPValue < 0.05 ? "helps" : "seems to help")}: better {_metric} than {B} over all scenarios together{Reservation()}."
            : all.Side < 0 ? $"{A} {(all.HolmPValue < 0.05 ? "does" : "seems to do")} harm: worse {_metric} than {B} over all scenarios together."
            : $"No measurable difference in {_metric} between {A} and {B} over all scenarios together.",
        Sentences = [HowMuch(single), $"How sure: {all.Pairs} pairs of runs in all, equal in split, initial weights and order of batches, Wilcoxon's test {Wording.P(all.HolmPValue)} after Holm's correction{(all.Side != 0 && all.HolmPValue >= 0.05 ? ", which does not confirm what the interval says: more seeds would decide it" : "")}. With fewer than {PairedDifference.FewestPairs} pairs in each, no scenario can be judged by itself.", .. Control(), .. Price()],
    };

    private Verdict TooFew(PairedDifference[] single) => new()
    {
        Outcome = VerdictOutcome.TooLittleData,
        Headline = $"Too few runs to judge {A} against {B}: {Plural(single.Max(d => d.Pairs), "pair")} per scenario, at least {PairedDifference.FewestPairs} are needed.",
        Sentences = [$"So far: {A} − {B} in {_metric} is {Wording.List([.. single.Select(d => $"{Wording.Change(d.Mean)} in scenario {d.Scenario}")])}. That may be luck: repeat with more seeds; finished runs are kept.", .. Price()],
    };

    private static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private string Headline(string[] better, string[] worse, int count)
    {
        if (better.Length > 0 && worse.Length > 0)
        {
            return $"It depends: {A} has the better {_metric} in {Scenarios(better, count)}, {B} in {Scenarios(worse, count)}.";
        }

        return better.Length > 0 ? $"{A} helps: better {_metric} than {B} in {Scenarios(better, count)}{Reservation()}."
            : worse.Length > 0 ? $"{A} does harm: worse {_metric} than {B} in {Scenarios(worse, count)}."
            : $"No measurable difference in {_metric} between {A} and {B}.";
    }

    private static string Scenarios(string[] names, int count) =>
        count == 1 ? "the scenario tested" : names.Length == count ? count == 2 ? "both scenarios" : $"all {count} scenarios" : $"{names.Length} of {count} scenarios ({Wording.List(names)})";

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
        if (Strongest() is not { } strongest)
        {
            yield break;
        }

        var name = Wording.LabelOf(comparison, strongest.MethodB);
        var reading = strongest.Pairs < PairedDifference.FewestPairs ? "too few pairs to judge" : strongest.Side switch
        {
            not 0 when strongest.HolmPValue >= 0.05 => $"the interval speaks for {(strongest.Side > 0 ? A : name)}, but Wilcoxon's test does not confirm it ({Wording.P(strongest.HolmPValue)} after Holm's correction)",
            > 0 => $"{A} is better than the best of the cheap methods too",
            < 0 => $"the cheaper {name} is better than {A}",
            _ => $"no measurable difference, so what {A} adds to {name} is not shown here",
        };
        yield return $"Against the strongest control, {name}: {Wording.Change(strongest)} over all runs; {reading}.";
    }

    /// <summary>Better than the baseline and no better than a control: whoever reads one line only must read this too.</summary>
    private string Reservation() =>
        Strongest() is { Pairs: >= PairedDifference.FewestPairs, Side: <= 0 } control ? $", but not than the control {Wording.LabelOf(comparison, control.MethodB)}" : "";

    /// <summary>The difference from the control that the candidate beats by least, or that beats it.</summary>
    private PairedDifference? Strongest() => comparison.Methods
        .Where(m => m.IsControl && m.Name != _baseline && m.Name != _candidate)
        .Select(m => Overall(comparison.PrimaryMetric, m.Name)).OfType<PairedDifference>()
        .OrderBy(d => MetricNames.LowerIsBetter(d.Metric) ? -d.Mean : d.Mean).FirstOrDefault();

    private IEnumerable<string> Price()
    {
        if (comparison.PrimaryMetric == MetricNames.Accuracy || Overall(MetricNames.Accuracy, _baseline) is not { } d)
        {
            yield break;
        }

        var reading = d.Pairs < PairedDifference.FewestPairs ? ", too few pairs to judge" : d.Side switch { > 0 => ": accuracy gains as well", < 0 => ": accuracy pays for it", _ => ": no measurable price" };
        yield return $"Price in accuracy: {Wording.Change(d)} over all runs{reading}.";
    }

    /// <summary>The difference over all scenarios, or that of the only scenario.</summary>
    private PairedDifference? Overall(string metric, string other) =>
        Find(metric, null, other) ?? (comparison.Scenarios.Count == 1 ? Find(metric, comparison.Scenarios[0].Name, other) : null);

    private PairedDifference? Find(string metric, string? scenario, string other) =>
        comparison.Differences.FirstOrDefault(d => d.Metric == metric && d.Scenario == scenario && d.MethodA == _candidate && d.MethodB == other);
}

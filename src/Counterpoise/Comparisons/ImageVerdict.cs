using System.Globalization;

namespace Counterpoise.Comparisons;

/// <summary>The verdict on a method of training: against the baseline, against the controls, and its price in accuracy.</summary>
internal sealed class ImageVerdict(Comparison comparison)
{
    private const int FewPairs = 10;
    private readonly string _metric = MetricNames.Label(comparison.PrimaryMetric);
    private readonly string _baseline = comparison.BaselineName;
    private readonly string _candidate = comparison.CandidateName;
    private readonly ImageControls _controls = new(comparison);

    private string A => Wording.LabelOf(comparison, _candidate);

    private string B => Wording.LabelOf(comparison, _baseline);

    /// <summary>With a single scenario it goes without saying which one.</summary>
    private bool IsSingle => comparison.Scenarios.Count == 1;

    public Verdict Write()
    {
        var single = comparison.Scenarios.Select(s => _controls.Find(comparison.PrimaryMetric, s.Name, _baseline)).OfType<PairedDifference>().ToArray();
        if (_baseline == _candidate)
        {
            return new() { Outcome = VerdictOutcome.TooLittleData, Headline = $"Nothing to compare: {A} is the only method.", Sentences = [] };
        }

        if (single.Length == 0)
        {
            return new() { Outcome = VerdictOutcome.TooLittleData, Headline = $"Nothing to judge yet: no pair of runs of {A} and {B} is finished.", Sentences = [] };
        }

        var judged = single.Where(d => d.Pairs >= PairedDifference.FewestPairs).ToArray();
        var all = single.Length > 1 ? _controls.Find(comparison.PrimaryMetric, null, _baseline) : null;
        return judged.Length > 0 ? ByScenario(single, judged, all)
            : all is { Pairs: >= PairedDifference.FewestPairs } ? Together(single, all)
            : TooFew(single);
    }

    private Verdict ByScenario(PairedDifference[] single, PairedDifference[] judged, PairedDifference? all)
    {
        PairedDifference[] better = [.. judged.Where(d => d.Side > 0)], worse = [.. judged.Where(d => d.Side < 0)];
        var outcome = (better.Length > 0, worse.Length > 0) switch
        {
            (true, true) => VerdictOutcome.Depends,
            (true, false) => VerdictOutcome.Helps,
            (false, true) => VerdictOutcome.Harms,
            _ => VerdictOutcome.NoMeasurableDifference,
        };
        PairedDifference[] claims = [.. better, .. worse];
        var together = outcome is VerdictOutcome.Helps or VerdictOutcome.Harms && all is { IsConfirmed: true } && all.Side == claims[0].Side;
        var tentative = claims.Length > 0 && !together && !claims.Any(d => d.IsConfirmed);
        return new()
        {
            Outcome = outcome,
            IsTentative = tentative,
            Headline = Headline(better, worse, tentative, judged, Grounds(claims, together)),
            Sentences = [HowMuch(single, all), HowSure(single, all), .. _controls.Sentences(), .. Price()],
        };
    }

    /// <summary>Too few runs in each scenario, enough in all of them: judged over all together, and only so.</summary>
    private Verdict Together(PairedDifference[] single, PairedDifference all)
    {
        var outcome = all.Side > 0 ? VerdictOutcome.Helps : all.Side < 0 ? VerdictOutcome.Harms : VerdictOutcome.NoMeasurableDifference;
        var tentative = all.Side != 0 && !all.IsConfirmed;
        return new()
        {
            Outcome = outcome,
            IsTentative = tentative,
            Headline = outcome == VerdictOutcome.NoMeasurableDifference ? $"No measurable difference in {_metric} between {A} and {B} over all scenarios together."
                : $"{Claim(outcome, tentative)} {_metric} than {B} over all scenarios together{Grounds([all], false)}{Reservation(outcome)}.",
            Sentences = [HowMuch(single, all), $"How sure: {all.Pairs} pairs of runs in all{Shared(all)}, equal in split, initial weights and order of batches, Wilcoxon's test {Wording.P(all.HolmPValue)} after Holm's correction{(tentative ? ", which does not confirm what the interval says: more seeds would decide it" : "")}. With fewer than {PairedDifference.FewestPairs} pairs in each, no scenario can be judged by itself.", .. _controls.Sentences(), .. Price()],
        };
    }

    private Verdict TooFew(PairedDifference[] single) => new()
    {
        Outcome = VerdictOutcome.TooLittleData,
        Headline = $"Too few runs to judge {A} against {B}: {Wording.Count(single.Max(d => d.Pairs), "pair")}{(IsSingle ? "" : " per scenario")}, at least {PairedDifference.FewestPairs} are needed.",
        Sentences = [$"So far: {A} − {B} in {_metric} is {Wording.List([.. single.Select(d => Wording.Change(d.Mean) + InScenario(d))])}. That may be luck: fewer than {PairedDifference.FewestPairs} pairs are too few for an interval. Repeat with more seeds; finished runs are kept.", .. _controls.FixedConstants(), .. Price()],
    };

    private string InScenario(PairedDifference d) => IsSingle ? "" : $" in scenario {d.Scenario}";

    private string Headline(PairedDifference[] better, PairedDifference[] worse, bool tentative, PairedDifference[] judged, string grounds)
    {
        if (better.Length > 0 && worse.Length > 0)
        {
            return $"It depends: {A} has the better {_metric}{Scenarios(better, judged)}, {B}{Scenarios(worse, judged)}{grounds}.";
        }

        var outcome = better.Length > 0 ? VerdictOutcome.Helps : VerdictOutcome.Harms;
        return better.Length + worse.Length == 0 ? $"No measurable difference in {_metric} between {A} and {B}{(judged.Length < comparison.Scenarios.Count ? Scenarios(judged, judged) : "")}."
            : $"{Claim(outcome, tentative)} {_metric} than {B}{Scenarios([.. better, .. worse], judged)}{grounds}{Reservation(outcome)}.";
    }

    private string Claim(VerdictOutcome outcome, bool tentative) => outcome == VerdictOutcome.Helps
        ? $"{A} {(tentative ? "seems to help" : "helps")}: better" : $"{A} {(tentative ? "seems to do harm" : "does harm")}: worse";

    /// <summary>What a claim rests on, unless each part of it is confirmed by the test.</summary>
    private static string Grounds(PairedDifference[] claims, bool together)
    {
        var confirmed = claims.Count(d => d.IsConfirmed);
        var intervals = claims.Length == 1 ? "95% interval" : "95% intervals";
        return confirmed == claims.Length ? ""
            : confirmed > 0 ? $" (by the {intervals}; the corrected test confirms {confirmed} of {claims.Length})"
            : together ? $" (by the {intervals}; the corrected test confirms it over all scenarios together)"
            : $", by the {intervals} alone, which the corrected test does not confirm";
    }

    /// <summary>Where a claim holds; scenarios with too few runs are neither for nor against it.</summary>
    private string Scenarios(PairedDifference[] found, PairedDifference[] judged)
    {
        var all = judged.Length == comparison.Scenarios.Count;
        if (all && found.Length == judged.Length)
        {
            return IsSingle ? "" : judged.Length == 2 ? " in both scenarios" : $" in all {judged.Length} scenarios";
        }

        var names = Wording.List([.. found.Select(d => d.Scenario!)]);
        return all ? $" in {found.Length} of {judged.Length} scenarios ({names})"
            : judged.Length == 1 ? $" in the only scenario with enough runs ({names})"
            : found.Length == judged.Length ? $" in the {judged.Length} scenarios with enough runs ({names})"
            : $" in {found.Length} of the {judged.Length} scenarios with enough runs ({names})";
    }

    private string HowMuch(PairedDifference[] single, PairedDifference? all)
    {
        var (least, most) = (single.MinBy(d => d.Mean)!, single.MaxBy(d => d.Mean)!);
        var range = single.Length == 1 ? Wording.Change(single[0]) : $"from {Wording.Change(least)}{InScenario(least)} to {Wording.Change(most)}{InScenario(most)}";
        var few = single.All(d => d.HasInterval) ? "" : $"; fewer than {PairedDifference.FewestPairs} pairs are too few for one";
        return $"How much: {A} − {B} in {_metric} is {range}{(all is null ? "" : $"; over all scenarios together {Wording.Change(all)}")} (mean and 95% interval{few}).";
    }

    private string HowSure(PairedDifference[] single, PairedDifference? all)
    {
        int least = single.Min(d => d.Pairs), most = single.Max(d => d.Pairs);
        var pairs = least == most ? $"{least}" : $"{least} to {most}";
        var smallest = Math.Pow(0.5, most - 1);
        var test = smallest > 0.05
            ? string.Create(CultureInfo.InvariantCulture, $"with so few, Wilcoxon's test cannot go below p = {smallest:0.00}, so {(IsSingle ? "it confirms nothing and" : "in a single scenario")} the interval has to carry the evidence")
            : IsSingle ? $"Wilcoxon's test has {Wording.P(single[0].HolmPValue)} after Holm's correction"
            : $"after Holm's correction Wilcoxon's test is below 0.05 in {single.Count(d => d.HolmPValue < 0.05)} of {single.Length} scenarios";
        return $"How sure: {pairs} pairs of runs{(IsSingle ? "" : " per scenario")}, equal in split, initial weights and order of batches; {test}.{(all is null ? "" : $" Over all scenarios together, {all.Pairs} pairs{Shared(all)}: {Wording.P(all.HolmPValue)} after Holm's correction.")}{(least < FewPairs ? $" With fewer than {FewPairs} pairs a bootstrap interval is rather too narrow than too wide." : "")}";
    }

    /// <summary>Pairs of one seed are not as independent as pairs of several.</summary>
    private string Shared(PairedDifference all)
    {
        var seeds = comparison.Cells.Select(c => c.Seed).Distinct().Count();
        return all.Pairs > seeds ? $" from {seeds} seeds (scenarios of a seed share their test images)" : "";
    }

    /// <summary>Better than the baseline and no better than a control: whoever reads one line only must read this too.</summary>
    private string Reservation(VerdictOutcome outcome) =>
        outcome == VerdictOutcome.Helps && _controls.Strongest() is { Pairs: >= PairedDifference.FewestPairs, Side: <= 0 } control ? $"; no better than the control {Wording.LabelOf(comparison, control.MethodB)}" : "";

    private IEnumerable<string> Price()
    {
        if (comparison.PrimaryMetric == MetricNames.Accuracy || _controls.Overall(MetricNames.Accuracy, _baseline) is not { } d)
        {
            yield break;
        }

        var reading = d.Pairs < PairedDifference.FewestPairs ? ", too few pairs to judge" : d.Side switch { > 0 => ": accuracy gains as well", < 0 => ": accuracy pays for it", _ => ": no measurable price" };
        yield return $"Price in accuracy: {Wording.Change(d)} over all runs{reading}{(d.Side != 0 && !d.IsConfirmed ? " by the interval, which the corrected test does not confirm" : "")}.";
    }
}

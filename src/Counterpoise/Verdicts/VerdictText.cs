using System.Globalization;
using Counterpoise.Comparisons;

namespace Counterpoise.Verdicts;

/// <summary>Words a judgement: the headline, then what it rests on. The same for tables and images.</summary>
internal sealed class VerdictText(Comparison comparison, Judgement judgement)
{
    private readonly MethodWords _words = new(comparison, judgement.Primary.Metric);
    private readonly PipelineText _pipeline = new(comparison, judgement);
    private readonly ScenarioText _scenarios = new(comparison, judgement);

    public Verdict Write()
    {
        var group = Answered();
        if (comparison.Methods.Count < 2 || group is null)
        {
            return new Verdict
            {
                Outcome = VerdictOutcome.Undecided,
                Judgement = judgement,
                Headline = comparison.Methods is [var only]
                    ? $"Nothing to compare: {Wording.LabelOf(comparison, only.Name)} is the only method."
                    : "Nothing to judge yet: no method and control have a pair of values.",
                Sentences = [.. LeftOut()],
            };
        }

        var outcome = _scenarios.Depends ? VerdictOutcome.Depends : group.Outcome;
        var answer = _scenarios.Depends ? _scenarios.Answer() : Answer(group);
        return new Verdict
        {
            Outcome = outcome,
            Judgement = judgement,
            Headline = judgement.Pipeline is { } choice ? $"Take {_pipeline.Name(choice.Best)}. {answer}." : $"{answer}.",
            Sentences =
            [
                .. new UnderTrained(comparison, judgement.Primary.Metric).Sentences(), .. _pipeline.Sentences(), HowMuch(group),
                    .. _scenarios.Sentences(), .. ByClassifier(group), .. Ranking(group),
                HowSure(group), .. LeftOut(), .. new FixedConstants(comparison).Sentences(), .. Price(group),
            ],
        };
    }

    /// <summary>
    /// The group that the headline is about: the classifier to take, or all scenarios; with too few pairs in all, the one with most.
    /// </summary>
    private ControlGroup? Answered()
    {
        var groups = judgement.Primary.Groups;
        return judgement.Primary.Overall
            ?? groups.FirstOrDefault(g => judgement.Pipeline is { } choice && g.Classifier == choice.Best.Classifier)
            ?? (comparison.Describe(judgement.Primary.Metric).HigherIsBetter ? groups.MaxBy(g => g.ControlMean)
                : groups.MinBy(g => g.ControlMean));
    }

    private string Answer(ControlGroup group)
    {
        var (d, control) = (group.Leading, _words.Control(group.Control));
        var several = group.Differences.Count > 1;
        var who = several ? $"{_words.Name(d.MethodA)}, " : "";
        var side = d.Low > 0 ? "above" : "below";
        return group.Outcome switch
        {
            VerdictOutcome.Helps => $"Helps: {who}{_words.Metric} {Wording.Brief(d.Mean)} over {control}, 95% interval {side} 0",
            VerdictOutcome.Harms => $"Does harm: {who}{_words.Metric} {Wording.Brief(d.Mean)} against {control}, 95% interval {side} 0",
            VerdictOutcome.NoGain => $"No gain over {control}{(several ? $" from any of {group.Differences.Count} {_words.Several}" : "")}",
            _ => Undecided(d, control),
        };
    }

    private string Undecided(PairedDifference d, string control)
    {
        var (unit, perUnit) = Unit(d);
        var why = PairsNeeded.Estimate(d, Tests, judgement.Primary.TestShare) is { } pairs
                ? string.Create(CultureInfo.InvariantCulture, $"about {Math.Ceiling(pairs / perUnit)} {unit} would tell")
            : d.Pairs < PairedDifference.FewestPairs
                ? $"{Wording.Count(d.Pairs, Singular(d))}, at least {PairedDifference.FewestPairs} are needed"
            : d.Test == DifferenceTest.Wilcoxon && d.Pairs < VerdictRule.FewestPairs(Tests)
                ? $"{Wording.Count(d.Pairs, Singular(d))} cannot convince the corrected test, {VerdictRule.FewestPairs(Tests)} can"
            : "interval and corrected test disagree";
        return $"Undecided against {control}: {why}";
    }

    /// <summary>Tests that are corrected together where the headline stands.</summary>
    private int Tests => judgement.Primary.Overall?.Differences.Count ?? judgement.Primary.Tests;

    /// <summary>What a further pair is called, and how many pairs come with one of them.</summary>
    private (string Unit, double PairsPerUnit) Unit(PairedDifference d)
    {
        var seeds = Math.Max(1, comparison.Cells.Select(c => c.Seed).Distinct().Count());
        return d.Test == DifferenceTest.CorrectedResampledT ? ("folds", 1)
            : comparison.Pairing == Pairing.DataSets ? ("data sets", 1)
            : ("seeds", Math.Max(1, d.Pairs / (double)seeds));
    }

    private string Singular(PairedDifference d) =>
        d.Test == DifferenceTest.CorrectedResampledT ? "fold" : comparison.Pairing == Pairing.DataSets ? "data set" : "pair of runs";

    private string HowMuch(ControlGroup group)
    {
        var best = group.Differences[0];
        var name = _words.Name(best.MethodA);
        var what = group.Differences.Count > 1 ? $"the best of {group.Differences.Count} {_words.Several}, {name}, is" : $"{name} is";
        var with = group.Classifier is { } classifier ? $"with {classifier}, " : "";
        var tuned = MetricNames.IsTuned(judgement.Primary.Metric) ? ", each under its own tuned threshold" : "";
        var control = $"{_words.Control(group.Control)}, the strongest control ({Wording.Score(group.ControlMean)})";
        return $"How much: {with}{what} {Wording.Change(best)} in {_words.Metric} from {control}{tuned}{Reading(best)}.";
    }

    /// <summary>What is not shown may still be there: how large it may be.</summary>
    private static string Reading(PairedDifference d)
    {
        var most = d.LowerIsBetter ? d.Low : d.High;
        return d.Outcome switch
        {
            VerdictOutcome.NoGain => $"; a gain beyond {Wording.Change(most)} is unlikely, a smaller one cannot be ruled out",
            VerdictOutcome.Undecided when d.HasInterval => $"; interval and corrected test ({Wording.P(d.HolmPValue)}) disagree",
            _ => "",
        };
    }

    private IEnumerable<string> ByClassifier(ControlGroup answered)
    {
        var others = judgement.Primary.Groups.Where(g => g.Classifier is not null && g != answered).ToArray();
        if (others.Length > 0)
        {
            yield return $"By classifier: {string.Join("; ", others.Select(g => $"{g.Classifier} {Short(g)}"))}.";
        }
    }

    private string Short(ControlGroup g)
    {
        var (name, change) = (_words.Name(g.Leading.MethodA), Wording.Change(g.Leading));
        var control = $"{_words.Control(g.Control)} ({Wording.Score(g.ControlMean)})";
        return g.Outcome switch
        {
            VerdictOutcome.Helps => $"gains from {name}, {change} over {control}",
            VerdictOutcome.Undecided => $"is undecided, {name} {change} from {control}",
            _ => $"shows no gain over {control}",
        };
    }

    /// <summary>Ranking is another question than where the threshold lies, and is answered apart, with the same classifier.</summary>
    private IEnumerable<string> Ranking(ControlGroup answered)
    {
        ControlGroup? Same(ControlComparison r) => r.Overall ?? r.Groups.FirstOrDefault(g => g.Classifier == answered.Classifier);
        string[] found = [.. judgement.Ranking.Where(r => Same(r) is not null)
            .Select(r => $"{comparison.Describe(r.Metric).Label} {Ranked(r.Metric, Same(r)!)}")];
        if (found.Length > 0)
        {
            var with = answered.Classifier is { } classifier ? $", with {classifier}" : "";
            yield return $"Ranking, which no threshold moves{with}: {string.Join("; ", found)}.";
        }
    }

    private string Ranked(string metric, ControlGroup g)
    {
        var words = new MethodWords(comparison, metric);
        var (d, control) = (g.Leading, words.Control(g.Control));
        return g.Outcome switch
        {
            VerdictOutcome.Helps => $"gains from {words.Name(d.MethodA)}, {Wording.Change(d)} over {control}",
            VerdictOutcome.Harms when g.Differences.Count > 1 =>
                $"loses with each of {g.Differences.Count} {words.Several}, at best {Wording.Change(d)} from {control}",
            VerdictOutcome.Harms => $"loses with {words.Name(d.MethodA)}, {Wording.Change(d)} from {control}",
            VerdictOutcome.NoGain =>
                $"shows no gain over {control} (best {words.Name(g.Differences[0].MethodA)}, {Wording.Change(g.Differences[0])})",
            _ => $"is undecided ({words.Name(d.MethodA)} {Wording.Change(d)} from {control})",
        };
    }

    private string HowSure(ControlGroup group)
    {
        var d = group.Leading;
        var corrected = Tests > 1 ? $", {Wording.P(d.HolmPValue)} after Holm's correction over {Tests} tests" : $", {Wording.P(d.PValue)}";
        return d.Test == DifferenceTest.CorrectedResampledT
            ? $"How sure: {Wording.Count(d.Pairs, "fold")} of one data set, corrected resampled t-test (Nadeau and Bengio), which allows "
                + $"for the training "
                + $"rows that folds share{corrected}. Other data may say otherwise."
            : comparison.Pairing == Pairing.DataSets
                ? $"How sure: {Wording.Count(d.Pairs, "data set")}, each the mean of its folds; Wilcoxon's test{corrected}."
            : $"How sure: {Wording.Count(d.Pairs, "pair")} of runs{Shared(d)}, equal in split, initial weights and order of batches; "
                + $"Wilcoxon's test{corrected}.";
    }

    /// <summary>Pairs of one seed are not as independent as pairs of several.</summary>
    private string Shared(PairedDifference d)
    {
        var seeds = comparison.Cells.Select(c => c.Seed).Distinct().Count();
        return d.Pairs > seeds ? $" from {Wording.Count(seeds, "seed")} (scenarios of a seed share their test images)" : "";
    }

    private IEnumerable<string> LeftOut()
    {
        if (judgement.UndefinedPlaces > 0)
        {
            yield return $"Left out: {judgement.UndefinedPlaces} of {judgement.Places} test splits lack a class, and {_words.Metric} has "
                + $"no value there.";
        }

        if (comparison.Pairing == Pairing.DataSets && ComparisonAnalysis.Incomplete(comparison,
            judgement.Primary.Metric) is { Count: > 0 } left)
        {
            var lacks = left.GroupBy(i => i.Method).Select(g =>
                $"{_words.Name(g.Key)} lacks values on {Wording.List([.. g.Select(i => i.DataSet)])}");
            yield return $"Incomplete: {string.Join("; ", lacks)}; these do not count for it.";
        }
    }

    private IEnumerable<string> Price(ControlGroup group)
    {
        var difference = comparison.PrimaryMetric == MetricNames.Accuracy ? null
            : comparison.Differences.FirstOrDefault(d => d.Metric == MetricNames.Accuracy && d.Scenario == group.Scenario
                && d.Classifier == group.Classifier
                && d.MethodA == group.Leading.MethodA && d.MethodB == comparison.BaselineName);
        if (difference is { } d)
        {
            var reading = d.Outcome switch
            {
                _ when !d.HasInterval => ", too few pairs to judge",
                VerdictOutcome.Helps => ": accuracy gains as well",
                VerdictOutcome.Harms => ": accuracy pays for it",
                VerdictOutcome.Undecided => ", where interval and corrected test disagree",
                _ => ": no price that could be shown",
            };
            yield return $"Price in accuracy: {_words.Name(d.MethodA)} is {Wording.Change(d)} from "
                + $"{Wording.LabelOf(comparison, d.MethodB)}{reading}.";
        }
    }
}

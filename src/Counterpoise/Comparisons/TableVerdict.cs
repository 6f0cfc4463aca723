using System.Globalization;

namespace Counterpoise.Comparisons;

/// <summary>The verdict on resamplers over data sets: which ranks best, from which others it cannot be told apart, and what the candidate gains.</summary>
internal static class TableVerdict
{
    public static Verdict Of(Comparison comparison)
    {
        var metric = MetricNames.Label(comparison.PrimaryMetric);
        var (baseline, candidate) = (comparison.BaselineName, comparison.CandidateName);
        var (a, b) = (Wording.LabelOf(comparison, candidate), Wording.LabelOf(comparison, baseline));
        var overall = comparison.Differences.FirstOrDefault(d => d.Metric == comparison.PrimaryMetric && d.Classifier is null && d.MethodA == candidate && d.MethodB == baseline);
        if (overall is null || overall.Pairs < PairedDifference.FewestPairs)
        {
            return new()
            {
                Outcome = VerdictOutcome.TooLittleData,
                Headline = $"Too little data to judge: {Wording.Count(overall?.Pairs ?? 0, "data set")} {(overall?.Pairs == 1 ? "holds" : "hold")} both {a} and {b}, at least {PairedDifference.FewestPairs} are needed.",
                Sentences = overall is null ? [] : [$"So far {a} − {b} in {metric} is {Wording.Change(overall.Mean)} on average."],
            };
        }

        var side = overall.HolmPValue < 0.05 ? overall.Side : 0;
        return new()
        {
            Outcome = side > 0 ? VerdictOutcome.Helps : side < 0 ? VerdictOutcome.Harms : VerdictOutcome.NoMeasurableDifference,
            Headline = side > 0 ? $"{a} helps: better {metric} than {b} over {overall.Pairs} data sets."
                : side < 0 ? $"{a} does harm: worse {metric} than {b} over {overall.Pairs} data sets."
                : $"No measurable difference in {metric} between {a} and {b} over {overall.Pairs} data sets.",
            Sentences = [$"How much: {a} − {b} is {Wording.Change(overall)} on average over the data sets (mean and 95% interval).",
                $"How sure: {overall.Pairs} data sets, each the mean of its folds{(comparison.Cells.Any(c => c.Classifier is not null) ? " and classifiers" : "")}; Wilcoxon's test, corrected by Holm, {Wording.P(overall.HolmPValue)}.",
                .. Ranking(comparison, metric), .. Classifiers(comparison, candidate, baseline)],
        };
    }

    private static IEnumerable<string> Ranking(Comparison comparison, string metric)
    {
        if (ComparisonAnalysis.Ranks(comparison, comparison.PrimaryMetric) is not { } ranks)
        {
            yield break;
        }

        var test = ranks.Friedman.ImanDavenport;
        if (test.PValue >= ranks.Friedman.Alpha)
        {
            yield return $"Among all {ranks.Methods.Count} methods the mean ranks differ no more than chance would have it (Friedman, {Wording.P(test.PValue)}).";
            yield break;
        }

        var best = Array.IndexOf(ranks.Friedman.MeanRanks, ranks.Friedman.MeanRanks.Min());
        string[] alike = [.. Enumerable.Range(0, ranks.Methods.Count).Where(i => i != best && ranks.Friedman.MeanRanks[i] - ranks.Friedman.MeanRanks[best] < ranks.Friedman.CriticalDifference)
            .OrderBy(i => ranks.Friedman.MeanRanks[i]).Select(i => Wording.LabelOf(comparison, ranks.Methods[i]))];
        var tail = alike.Length == 0 ? "and can be told from every other" : $"but cannot be told from {Wording.List(alike)}";
        yield return string.Create(CultureInfo.InvariantCulture, $"Among all {ranks.Methods.Count} methods {Wording.LabelOf(comparison, ranks.Methods[best])} has the best mean rank in {metric}, {ranks.Friedman.MeanRanks[best]:0.00}, {tail} (Friedman {Wording.P(test.PValue)}; Nemenyi's critical difference {ranks.Friedman.CriticalDifference:0.00}).");
    }

    private static IEnumerable<string> Classifiers(Comparison comparison, string candidate, string baseline)
    {
        var single = comparison.Differences.Where(d => d.Metric == comparison.PrimaryMetric && d.Classifier is not null && d.MethodA == candidate && d.MethodB == baseline).ToArray();
        if (single.Length > 1)
        {
            yield return $"By classifier: {Wording.List([.. single.Select(d => $"{d.Classifier} {Wording.Change(d)}")])}.";
        }
    }
}

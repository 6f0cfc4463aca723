using System.Globalization;

namespace Counterpoise.Comparisons;

/// <summary>
/// The verdict on resamplers over data sets: which ranks best, from which others it cannot be told apart, and what the candidate
/// gains. With one data set it is judged over its folds, and holds for that data set.
/// </summary>
internal static class TableVerdict
{
    public static Verdict Of(Comparison comparison)
    {
        var metric = MetricNames.Label(comparison.PrimaryMetric);
        var (baseline, candidate) = (comparison.BaselineName, comparison.CandidateName);
        var (a, b) = (Wording.LabelOf(comparison, candidate), Wording.LabelOf(comparison, baseline));
        var overall = comparison.Differences.FirstOrDefault(d => d.Metric == comparison.PrimaryMetric && d.Classifier is null && d.MethodA == candidate && d.MethodB == baseline);
        if (baseline == candidate)
        {
            return new() { Outcome = VerdictOutcome.TooLittleData, Headline = $"Nothing to compare: {a} is {(comparison.Methods.Count == 1 ? "the only method" : "baseline and candidate in one")}.", Sentences = [] };
        }

        var folds = overall?.Test == DifferenceTest.CorrectedResampledT;
        if (overall is null || overall.Pairs < PairedDifference.FewestPairs)
        {
            return new()
            {
                Outcome = VerdictOutcome.TooLittleData,
                Headline = $"Too little data to judge: {(folds ? $"one data set and {Wording.Count(overall!.Pairs, "fold")} of it, at least {PairedDifference.FewestPairs} folds are needed"
                    : $"{Wording.Count(overall?.Pairs ?? 0, "data set")} {(overall?.Pairs == 1 ? "holds" : "hold")} both {a} and {b}, at least {PairedDifference.FewestPairs} are needed")}.",
                Sentences = [.. Incomplete(comparison, candidate, baseline), .. overall is null ? Array.Empty<string>() : [$"So far {a} − {b} in {metric} is {Wording.Change(overall.Mean)} on average."]],
            };
        }

        var side = overall.HolmPValue < 0.05 ? overall.Side : 0;
        var over = folds ? $"on this data set, over its {overall.Pairs} folds" : $"over {overall.Pairs} data sets";
        var classifiers = comparison.Cells.Any(c => c.Classifier is not null) ? " and classifiers" : "";
        return new()
        {
            Outcome = side > 0 ? VerdictOutcome.Helps : side < 0 ? VerdictOutcome.Harms : VerdictOutcome.NoMeasurableDifference,
            Headline = side > 0 ? $"{a} helps: better {metric} than {b} {over}."
                : side < 0 ? $"{a} does harm: worse {metric} than {b} {over}."
                : $"No measurable difference in {metric} between {a} and {b} {over}.",
            Sentences = [$"How much: {a} − {b} is {Wording.Change(overall)} on average over the {(folds ? "folds" : "data sets")} (mean and 95% interval).",
                folds ? $"How sure: {overall.Pairs} folds of one data set, each the mean of its seeds{classifiers}; corrected resampled t-test (Nadeau and Bengio), which allows for the training rows that folds share, corrected by Holm, {Wording.P(overall.HolmPValue)}. Other data may say otherwise."
                    : $"How sure: {overall.Pairs} data sets, each the mean of its folds{classifiers}; Wilcoxon's test, corrected by Holm, {Wording.P(overall.HolmPValue)}.",
                .. Incomplete(comparison, candidate, baseline), .. Ranking(comparison, metric), .. Classifiers(comparison, candidate, baseline)],
        };
    }

    private static IEnumerable<string> Incomplete(Comparison comparison, string candidate, string baseline)
    {
        var left = ComparisonAnalysis.Incomplete(comparison, comparison.PrimaryMetric).Where(i => i.Method == candidate || i.Method == baseline).ToArray();
        if (left.Length > 0)
        {
            yield return $"Left out: {Wording.List([.. left.Select(i => i.DataSet).Distinct()])}, where {Wording.List([.. left.Select(i => i.Method).Distinct().Select(m => Wording.LabelOf(comparison, m))])} {(left.DistinctBy(i => i.Method).Count() == 1 ? "lacks" : "lack")} a value.";
        }
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

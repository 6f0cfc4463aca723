using Counterpoise.Comparisons;
using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;
using Counterpoise.Verdicts;

namespace Counterpoise.Reports.Sections;

/// <summary>The answer first: in a sentence, in four numbers, in a picture of the differences.</summary>
internal static class VerdictSection
{
    public static Section Of(ComparisonView view)
    {
        var verdict = view.Verdict;
        return new("verdict", "Verdict", Markup.Of($"""
            <p class="headline {Tone(verdict)}">{Unbroken(verdict.Headline)}</p>
            {Cards(view)}<div class="sentences">
            {verdict.Sentences.Select(Sentence)}</div>
            {DifferenceChart.Of(view)}
            """));
    }

    private static string Tone(Verdict verdict) => verdict.Outcome switch { VerdictOutcome.Helps => "better",
        VerdictOutcome.Harms => "worse", _ => "open" };

    /// <summary>In large type a name like G-mean is not broken at its hyphen.</summary>
    private static string Unbroken(string headline) => headline.Replace("G-mean", "G\u2011mean", StringComparison.Ordinal)
        .Replace("macro-F1", "macro\u2011F1", StringComparison.Ordinal);

    /// <summary>A sentence such as "How sure: 5 pairs" has its first words set bold.</summary>
    private static Markup Sentence(string sentence)
    {
        var colon = sentence.IndexOf(": ", StringComparison.Ordinal);
        return colon is > 0 and < 60 ? Markup.Of($"<p><b>{sentence[..(colon + 1)]}</b>{sentence[(colon + 1)..]}</p>\n")
            : Markup.Of($"<p>{sentence}</p>\n");
    }

    private static Markup Cards(ComparisonView view)
    {
        var baseline = view.Methods.FirstOrDefault(m => m.Name == view.Baseline);
        var candidate = view.Methods.FirstOrDefault(m => m.Name == view.Candidate);
        if (baseline is null || candidate is null || baseline == candidate)
        {
            return Markup.Empty;
        }

        string[] metrics = [.. new[] { view.Comparison.PrimaryMetric, MetricNames.Accuracy, MetricNames.MacroF1, MetricNames.F1Variance,
            MetricNames.Auroc }.Distinct().Where(view.Metrics.Contains).Take(4)];
        var cards = metrics.Select(m => Card(view, m, baseline, candidate)).Where(c => c.Html.Length > 0).ToArray();
        return cards.Length == 0 ? Markup.Empty : Markup.Of(
            $"<ul class=\"cards\" aria-label=\"Means over "
            + $"{(view.IsSingle ? "all runs" : view.IsTables ? "all data sets" : "all scenarios")}"
            + $"{(Classifier(view) is { } c ? $" with {c}" : "")}\">{cards}</ul>\n");
    }

    private static Markup Card(ComparisonView view, string metric, Series baseline, Series candidate)
    {
        var all = view.Comparison.Differences.Where(d => d.Metric == metric && d.MethodA == candidate.Name && d.MethodB == baseline.Name)
            .ToArray();
        var overall = all.FirstOrDefault(d => d.Scenario is null && d.Classifier == Classifier(view)) ?? (all.Length == 1 ? all[0] : null);
        if (overall is null)
        {
            return Markup.Empty;
        }

        var (before, after) = view.IsTables ? OverPairs(view, metric, baseline, candidate) : OverRuns(view, metric, baseline, candidate);
        var tone = !overall.IsConfirmed ? "" : overall.Side > 0 ? "better" : "worse";
        var interval = overall.HasInterval ? $"95%: [{Number.Difference(overall.Low, metric)}, {Number.Difference(overall.High, metric)}]"
            : overall.Pairs < PairedDifference.FewestPairs ? "too few pairs for an interval" : "";
        return Markup.Of($"<li class=\"{tone}\">{view.Label(metric)}<b>{Number.Difference(overall.Mean, metric)}</b><span "
            + $"class=\"quiet\">{Number.Score(before, metric)} → {Number.Score(after, metric)}<br>{interval}</span></li>");
    }

    /// <summary>The classifier that the headline is about, where there are several.</summary>
    private static string? Classifier(ComparisonView view) =>
        view.Classifiers.Count > 1 ? view.Verdict.Judgement.Pipeline?.Best.Classifier ?? view.Classifiers[0] : null;

    /// <summary>On tables the means stand for what the difference stands for: the data sets that count for both.</summary>
    private static (double Before, double After) OverPairs(ComparisonView view, string metric, Series baseline, Series candidate)
    {
        var means = ComparisonAnalysis.Means(view.Comparison, metric, Classifier(view));
        return OverShared(means[baseline.Name], means[candidate.Name]);
    }

    /// <summary>On images the means of the runs that both methods have, so that their difference is the one told above them.</summary>
    private static (double Before, double After) OverRuns(ComparisonView view, string metric, Series baseline, Series candidate)
    {
        return OverShared(Runs(baseline), Runs(candidate));

        Dictionary<(string, long, int?), double> Runs(Series method) =>
            view.Scenarios.SelectMany(s => view.Cells(s, method)).Where(c => !double.IsNaN(c.Metrics.GetValueOrDefault(metric, double.NaN)))
            .GroupBy(c => (c.Scenario, c.Seed, c.Fold)).ToDictionary(g => g.Key, g => g.Average(c => c.Metrics[metric]));
    }

    private static (double Before, double After) OverShared<TKey>(IReadOnlyDictionary<TKey, double> before, IReadOnlyDictionary<TKey,
        double> after)
        where TKey : notnull
    {
        var shared = before.Keys.Where(after.ContainsKey).ToArray();
        return (MeanInterval.Of(shared.Select(k => before[k])).Value, MeanInterval.Of(shared.Select(k => after[k])).Value);
    }
}

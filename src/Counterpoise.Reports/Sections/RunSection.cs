using Counterpoise.Comparisons;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Sections;

/// <summary>The run in a sentence and a few numbers: what the rare classes get, not accuracy alone.</summary>
internal static class RunSection
{
    private static readonly string[] Shown = [MetricNames.GeometricMean, MetricNames.MacroF1, MetricNames.BalancedAccuracy,
        MetricNames.Accuracy];

    public static Section Of(RunSummary run)
    {
        var cards = Shown.Where(m => run.Result.Metrics.TryGetValue(m, out var v) && !double.IsNaN(v))
            .Select(m => Markup.Of($"<li>{MetricNames.Describe(m).Label}<b>{Number.Score(run.Result.Metrics[m])}</b></li>")).ToArray();
        var headline = Headline(run);
        return new("verdict", "In short", cards.Length == 0 && headline.Length == 0 ? Markup.Empty : Markup.Of($"""
            {(headline.Length > 0 ? Markup.Of($"<p class=\"headline open\">{headline}</p>") : Markup.Empty)}
            <ul class="cards">{cards}</ul>
            {(run.Method.Description.Length > 0 ? Markup.Of($"<p>{run.Method.Description}</p>") : Markup.Empty)}
            <p>One run says how this model fares on this test split, not whether its method is better than another: compare methods over
            several seeds for that.</p>
            """));
    }

    private static string Headline(RunSummary run)
    {
        var known = run.Result.Classes.Where(c => !double.IsNaN(c.Recall.Value)).ToArray();
        if (known.Length == 0)
        {
            return "";
        }

        var worst = known.MinBy(c => c.Recall.Value)!;
        var best = known.MaxBy(c => c.Recall.Value)!;
        return known.Length == 1 ? $"It finds {Number.Percent(worst.Recall.Value)} of '{worst.Class}'."
            : $"It finds {Number.Percent(worst.Recall.Value)} of the hardest class, '{worst.Class}' ({Number.Percent(worst.Recall.Low)} "
                + $"to {Number.Percent(worst.Recall.High)} with 95% confidence), and {Number.Percent(best.Recall.Value)} of the easiest, "
                + $"'{best.Class}'.";
    }
}

using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Sections;

/// <summary>For tables: who ranks where over the data sets, by metric and classifier, with Friedman's and Nemenyi's tests.</summary>
internal static class RanksSection
{
    public static Section Of(ComparisonView view)
    {
        if (!view.IsTables)
        {
            return new("ranks", "Ranks", Markup.Empty);
        }

        string[] metrics = [.. view.Metrics.OrderBy(m => m == view.Comparison.PrimaryMetric ? 0 : 1)];
        string?[] classifiers = view.Classifiers.Count > 1 ? [.. view.Classifiers] : [null];
        var all = metrics.SelectMany(m => classifiers.Select(c => ComparisonAnalysis.Ranks(view.Comparison, m, c))).OfType<MethodRanks>()
            .ToArray();
        var diagrams = all.Where(r => r.Metric == view.Comparison.PrimaryMetric).Select(r => Figure(view, r)).ToArray();
        var others = all.Where(r => r.Metric != view.Comparison.PrimaryMetric).Select(r => Figure(view, r)).ToArray();
        return new("ranks", "Ranks over the data sets", all.Length == 0 ? Markup.Empty : Markup.Of($"""
            <p>Within each data set the methods are ranked by the mean over its folds; rank 1 is best. A band joins methods whose mean ranks
            lie within Nemenyi's critical difference: they cannot be told apart.</p>
            {Chart.Grid(diagrams, "two")}{Disclosure.Of("The other metrics", Chart.Grid(others, "two"))}
            {Table(view, all, classifiers)}{Tests(view, all)}
            """));
    }

    private static Markup Figure(ComparisonView view, MethodRanks ranks) =>
        RankChart.Of(view, ranks, $"{view.Label(ranks.Metric)}, {ranks.Classifier ?? "all data sets"}");

    private static Markup Table(ComparisonView view, MethodRanks[] all, string?[] classifiers)
    {
        var table = new HtmlTable("Mean rank by metric and classifier, 1 is best", ["method", .. classifiers.Select(c => c ?? "all")]);
        foreach (var group in all.GroupBy(r => r.Metric))
        {
            table.Group(view.Label(group.Key));
            foreach (var method in view.Methods)
            {
                table.Row(Markup.Of($"{method.Glyph}{method.Label}"),
                    classifiers.Select(c => Rank(group.FirstOrDefault(r => r.Classifier == c), method.Name)));
            }
        }

        return table.Render();
    }

    private static Markup Rank(MethodRanks? ranks, string method)
    {
        var i = ranks?.Methods.ToList().IndexOf(method) ?? -1;
        if (i < 0)
        {
            return Markup.Of($"–");
        }

        var text = ranks!.Friedman.MeanRanks[i].ToString("0.00", CultureInfo.InvariantCulture);
        return ranks.Friedman.MeanRanks[i] == ranks.Friedman.MeanRanks.Min() ? Markup.Of($"<b>{text}</b>") : Markup.Of($"{text}");
    }

    private static Markup Tests(ComparisonView view, MethodRanks[] all)
    {
        var table = new HtmlTable("Friedman's test of all methods, and Nemenyi's critical difference at 0.05", "metric, classifier",
            "data sets", "chi-squared", "p", "p (Iman and Davenport)", "critical difference");
        foreach (var r in all)
        {
            table.Row(Markup.Of($"{view.Label(r.Metric)}, {r.Classifier ?? "all"}"), Markup.Of($"{r.Blocks}"),
                Markup.Of($"{r.Friedman.Test.Statistic:0.00}"),
                Markup.Of($"{Number.P(r.Friedman.Test.PValue)}"), Markup.Of($"{Number.P(r.Friedman.ImanDavenport.PValue)}"),
                    Markup.Of($"{r.Friedman.CriticalDifference:0.00}"));
        }

        return Disclosure.Of("The tests", table.Render());
    }
}

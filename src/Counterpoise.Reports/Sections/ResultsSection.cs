using Counterpoise.Comparisons;
using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Sections;

/// <summary>The full tables: every metric with its interval, every paired difference with its test.</summary>
internal static class ResultsSection
{
    public static Section Of(ComparisonView view) => new("results", "All numbers", Markup.Of($"{Metrics(view)}{Differences(view)}"));

    /// <summary>As many columns as fit beside each other on a wide screen.</summary>
    private const int MostColumns = 7;

    /// <summary>The metrics of the protocol and the primary one, whose differences are shown.</summary>
    private static bool IsUsual(ComparisonView view, string metric) => metric == view.Comparison.PrimaryMetric
        || MetricNames.All.Contains(metric);

    public static Section Of(ComparisonCell cell)
    {
        var table = new HtmlTable("Metrics on the test split", "metric", "value");
        foreach (var name in MetricNames.All.Where(cell.Metrics.ContainsKey)
            .Concat(cell.Metrics.Keys.Except(MetricNames.All).Order(StringComparer.Ordinal)))
        {
            table.Row(Markup.Of($"{MetricNames.Describe(name).Label}"), Markup.Of($"{Number.Score(cell.Metrics[name], name)}"));
        }

        return new("results", "All numbers", table.Render());
    }

    private static Markup Metrics(ComparisonView view)
    {
        var (usual, rows) = MetricTable(view, [.. view.Metrics.Where(IsMain)]);
        var further = Markup.Join(view.Metrics.Where(m => !IsMain(m)).Chunk(MostColumns).Select(m => MetricTable(view, m).Table));
        var rendered = Markup.Of(
            $"<p class=\"quiet\">Bold is the best mean of its "
            + $"column{(view.IsTables ? ", among methods that have a value in every fold" : "")}; whether it is better than its "
            + $"neighbours is for the tests below to "
            + $"say.{(view.LeavesOutBalancedAccuracy ? " All classes of the test split are equally large, so balanced accuracy equals "
                + "accuracy and is not shown." : "")}</p>\n{usual}");
        return rows == 0 ? Markup.Empty : Markup.Of(
            $"{(rows > 80 ? Disclosure.Of($"The metrics, {rows} rows", rendered) : rendered)}{Disclosure.Of("Further metrics", further)}");

        bool IsMain(string metric) => metric == view.Comparison.PrimaryMetric || ComparisonView.MainMetrics.Contains(metric)
            || (view.IsTables && IsUsual(view, metric));
    }

    private static (Markup Table, int Rows) MetricTable(ComparisonView view, string[] metrics)
    {
        if (metrics.Length == 0)
        {
            return (Markup.Empty, 0);
        }

        var table = new HtmlTable("Mean of each metric, with the 95% t interval over seeds or folds",
            ["method", .. metrics.Select(view.Label), "runs", "time per run"]);
        string?[] classifiers = view.Classifiers.Count > 0 ? [.. view.Classifiers] : [null];
        foreach (var scenario in view.Scenarios)
        {
            foreach (var classifier in classifiers)
            {
                var methods = view.Methods.Where(m => Cells(m).Any()).ToArray();
                if (methods.Length == 0)
                {
                    continue;
                }

                // On a narrow screen a heading that describes the data would hide the classifier.
                table.Group(classifier is null ? view.TitleOf(scenario) : $"{scenario.Name}, {classifier}");
                var best = metrics.ToDictionary(k => k, k => Best(methods.Where(m => view.IsComplete(scenario, m, k, classifier))
                    .Select(m => view.Mean(scenario, m, k, classifier).Value), view.LowerIsBetter(k)));
                foreach (var method in methods)
                {
                    var cells = Cells(method).ToArray();
                    table.Row(Markup.Of($"{method.Glyph}{method.Label}"),
                        [.. metrics.Select(k => Value(view.Mean(scenario, method, k, classifier),
                            view.IsComplete(scenario, method, k, classifier) ? best[k] : double.NaN, k)),
                            Markup.Of($"{view.Runs(scenario, method, classifier)}"),
                            Markup.Of($"{Number.Seconds(cells.Average(c => c.Seconds))}")]);
                }

                if (MajorityClass.Of(scenario, view.Comparison.ClassNamesOf(scenario)) is { } majority
                    && metrics.Any(majority.Values.ContainsKey))
                {
                    table.Row(Markup.Of($"<span class=\"quiet\">{majority.Label}</span>"),
                        [.. metrics.Select(k => Markup.Of($"<span class=\"quiet\">{Number.Score(majority[k], k)}</span>")), Markup.Empty,
                        Markup.Empty]);
                }

                IEnumerable<ComparisonCell> Cells(Series m) => view.Cells(scenario, m, classifier);
            }
        }

        return (table.Render(), table.RowCount);
    }

    private static Markup Value(ScoreInterval mean, double best, string metric) =>
        !double.IsNaN(mean.Value) && Math.Abs(mean.Value - best) < 1e-12 && double.IsFinite(best)
            ? Markup.Of($"<b>{Number.Score(mean.Value, metric)}</b>{Range(mean, metric)}")
            : Markup.Of($"{Number.Score(mean.Value, metric)}{Range(mean, metric)}");

    private static Markup Range(ScoreInterval mean, string metric) =>
        double.IsNaN(mean.Low) ? Markup.Empty : Markup.Of(
            $"<br><small>[{Number.Score(mean.Low, metric)}, {Number.Score(mean.High, metric)}]</small>");

    private static double Best(IEnumerable<double> values, bool lowest)
    {
        var known = values.Where(v => !double.IsNaN(v)).ToArray();
        return known.Length < 2 ? double.NaN : lowest ? known.Min() : known.Max();
    }

    private static Markup Differences(ComparisonView view)
    {
        var primary = view.Comparison.PrimaryMetric;
        var all = view.Comparison.Differences.Select(d => d.Metric).Distinct().Where(m => !view.IsRedundant(m)).ToArray();
        var metrics = all.Where(m => IsUsual(view, m)).OrderBy(m => m == primary ? -1 : MetricNames.All.ToList().IndexOf(m)).ToArray();
        var pairs = view.OverFolds ? "A difference is taken between two methods in the same fold of the one data set."
            : view.IsTables ? "A difference is taken between the means of two methods over the folds of the same data set, where both have "
                + "a value in every fold."
            : "A difference is taken between runs on the same split, from the same initial weights and with the same order of batches.";
        var tests = view.OverFolds ? "Its 95% interval and p are those of the corrected resampled t-test (Nadeau and Bengio), which allows "
            + "for the training rows that folds share; p is two-sided, and beside"
            : "Its 95% interval is Student's t over the pairs; p is Wilcoxon's signed-rank test, two-sided, and beside";
        var further = metrics.Length == all.Length ? Markup.Empty : Markup.Of(
            $"<p class=\"quiet\">The differences in {all.Length - metrics.Length} further metrics are in the comparison's file.</p>");
        return metrics.Length == 0 ? Markup.Empty : Markup.Of($"""
            <h3>Paired differences</h3>
            <p>{pairs} {tests} it as corrected by Holm for the number of tests made on that metric. A or B is called better where the
            interval excludes 0 and p (Holm) is below 0.05; where only one of the two holds, the reading says which. Fewer than
            {PairedDifference.FewestPairs} pairs are too few for either{Smallest(view, primary)}.</p>
            {metrics.Select(m => Disclosure.Of(view.Label(m) + (view.LowerIsBetter(m) ? ", lower is better" : ""), DifferenceTable(view, m),
                open: m == primary))}{further}
            """);
    }

    private static Markup DifferenceTable(ComparisonView view, string metric)
    {
        var table = new HtmlTable($"Paired differences in {view.Label(metric)}", "A − B", "pairs", "mean difference", "95% interval", "p",
            "p (Holm)", "reading");
        var order = view.Scenarios.Select((s, i) => (s.Name, i)).ToDictionary(p => p.Name, p => p.i);
        var groups = view.Comparison.Differences.Where(d => d.Metric == metric).GroupBy(d => (d.Scenario, d.Classifier))
            .OrderBy(g => g.Key.Scenario is { } s ? order.GetValueOrDefault(s, int.MaxValue) : -1);
        foreach (var group in groups)
        {
            var scenario = view.Scenarios.FirstOrDefault(s => s.Name == group.Key.Scenario);
            table.Group((scenario is null ? view.OverFolds ? view.Everywhere : view.IsTables ? "All data sets" : "All scenarios together"
                : view.TitleOf(scenario)) + (group.Key.Classifier is { } c ? $", {c}" : ""));
            foreach (var d in group)
            {
                table.Row(Markup.Of($"{view.LabelOf(d.MethodA)} − {view.LabelOf(d.MethodB)}"), Markup.Of($"{d.Pairs}"),
                    Markup.Of($"{Number.Difference(d.Mean, metric)}"),
                    Markup.Of($"{DifferenceText.Interval(d)}"), Markup.Of($"{Number.P(d.PValue)}"), Markup.Of($"{Number.P(d.HolmPValue)}"),
                        Markup.Of($"{DifferenceText.Reading(d)}"));
            }
        }

        return table.Render();
    }

    /// <summary>With five pairs Wilcoxon's test cannot go below 0.06, whatever the values.</summary>
    private static string Smallest(ComparisonView view, string metric) =>
        view.Comparison.Differences.Any(d => d.Metric == metric && d.Test == DifferenceTest.Wilcoxon
            && d.Pairs == PairedDifference.FewestPairs)
            ? $", and with {PairedDifference.FewestPairs} p cannot go below 0.06, so that no interval can be confirmed" : "";
}

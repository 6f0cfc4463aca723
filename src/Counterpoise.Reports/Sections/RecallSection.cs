using Counterpoise.Comparisons;
using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Sections;

/// <summary>Recall of each class with its Wilson interval.</summary>
internal static class RecallSection
{
    private const int MostClasses = 30;
    private const int MostScenarios = 8;

    public static Section Of(ComparisonView view)
    {
        var figures = view.Scenarios.Count > MostScenarios ? [] : view.Scenarios.Select(s => Figure(view, s)).Where(f => f.Html.Length > 0)
            .ToArray();
        return new("recall", "Recall of each class", figures.Length == 0 ? Markup.Empty : Markup.Of($"""
            <p>Mean over the seeds. The bar is the 95% Wilson interval of a single test split, averaged over the seeds: it says how far one
            test of this size can be trusted, and does not shrink as seeds are added.</p>
            {Series.Legend("Methods", view.Methods)}{Chart.Grid(figures, "three")}
            """));
    }

    public static Section Of(RunSummary run, Series method)
    {
        var rows = run.Result.Classes.Select(c => new RecallRow(c.Class, method.Label, c.Recall.Value, c.Recall.Low, c.Recall.High,
            c.Support)).Where(r => !double.IsNaN(r.V)).ToArray();
        var items = ComparisonView.ItemsOf(run.Item);
        var table = new HtmlTable("Scores of each class, with 95% Wilson intervals", "class", $"test {items}", "recall", "precision", "F1");
        foreach (var c in run.Result.Classes)
        {
            table.Row(Markup.Of($"{c.Class}"), Markup.Of($"{Number.Count(c.Support)}"), Interval(c.Recall), Interval(c.Precision),
                Markup.Of($"{Number.Score(c.F1)}"));
        }

        return new("recall", "Each class", rows.Length == 0 ? Markup.Empty : Markup.Of($"""
            {(rows.Length <= MostClasses
                ? Chart.Grid([Figure(Markup.Of($"<b>Recall</b> with 95% Wilson interval"), "Recall", rows, [method], run.ClassNames,
                items)], "one") : Markup.Empty)}
            {table.Render()}
            """));
    }

    internal static Markup Interval(ScoreInterval score) =>
        Markup.Of($"{Number.Score(score.Value)}"
            + $"{(double.IsNaN(score.Low) ? Markup.Empty
            : Markup.Of($" <small>[{Number.Score(score.Low)}, {Number.Score(score.High)}]</small>"))}");

    private static Markup Figure(ComparisonView view, ComparisonScenario scenario)
    {
        var names = view.Comparison.ClassNamesOf(scenario);
        var rows = view.Methods.SelectMany(m => names.Select((name, c) =>
        {
            var scores = view.Cells(scenario, m).Where(r => r.Classes.Count > c && !double.IsNaN(r.Classes[c].Recall.Value))
                .Select(r => r.Classes[c]).ToArray();
            return scores.Length == 0
                ? new(name, m.Label, double.NaN, double.NaN, double.NaN, 0)
                : new RecallRow(name, m.Label, scores.Average(s => s.Recall.Value), scores.Average(s => s.Recall.Low),
                    scores.Average(s => s.Recall.High), scores[0].Support);
        })).Where(r => !double.IsNaN(r.V)).ToArray();
        return rows.Length == 0 || names.Count > MostClasses ? Markup.Empty
            : Figure(Markup.Of($"<b>{view.TitleOf(scenario)}</b>"), view.TitleOf(scenario), rows, view.Methods, names, view.Items);
    }

    private static Markup Figure(Markup caption, string title, RecallRow[] rows, IReadOnlyList<Series> methods,
        IReadOnlyList<string> classes, string items)
    {
        var height = classes.Count * Math.Max(24, 9 * methods.Count);
        var text = string.Join("; ", rows.GroupBy(r => r.C).Select(g =>
            $"{g.Key}: " + string.Join(", ", g.Select(r => $"{r.M} {Number.Score(r.V)}"))));
        return Chart.Figure(caption, $"Recall of each class, {title}. {text}.", height + 30, new
        {
            height,
            data = Chart.Data(rows),
            encoding = new
            {
                y = new { field = "c", type = "nominal", sort = classes, title = "", scale = new { paddingInner = 0.25 },
                    axis = new { grid = false, ticks = false, domain = false } },
                yOffset = new { field = "m", type = "nominal", sort = methods.Select(m => m.Label) },
                color = new { field = "m", type = "nominal", scale = Chart.ColourScale(methods), legend = Chart.None },
            },
            layer = new object[]
            {
                new { mark = new { type = "rule", strokeWidth = 1.5 },
                    encoding = new { x = new { field = "lo", type = "quantitative", title = "recall", scale = Chart.Unit },
                    x2 = new { field = "hi" } } },
                new
                {
                    mark = new { type = "point", filled = true, size = 34, opacity = 1 },
                    encoding = new
                    {
                        x = new { field = "v", type = "quantitative" },
                        shape = new { field = "m", type = "nominal", scale = Chart.ShapeScale(methods), legend = Chart.None },
                        tooltip = new object[] { Chart.Tip("c", "class", "nominal"), Chart.Tip("m", "method", "nominal"),
                            Chart.Tip("v", "recall"), Chart.Tip("lo", "95% from"), Chart.Tip("hi", "to"),
                            Chart.Tip("n", $"test {items}", "nominal") },
                    },
                },
            },
        });
    }

    private sealed record RecallRow(string C, string M, double V, double Lo, double Hi, int N);
}

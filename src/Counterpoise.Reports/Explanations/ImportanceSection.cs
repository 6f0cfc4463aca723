using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Explanations;

/// <summary>Mean size of the values of each column for each class, as bars and as a table.</summary>
internal static class ImportanceSection
{
    internal const int MostColumns = 15;

    public static Section Build(ExplanationSummary summary)
    {
        var importance = summary.Attribution.Importance();
        var order = Order(summary);
        Series[] classes = [.. summary.ShownClasses.Select((c, i) =>
            new Series(summary.ClassNames[c], summary.ClassNames[c], Palette.Class(i), Palette.Shape(i)))];
        var bars = order.SelectMany(j => summary.ShownClasses.Select(c =>
            new { y = summary.Columns[j], m = summary.ClassNames[c], v = importance[c, j] })).ToArray();
        var height = order.Length * Math.Max(18, 8 * classes.Length);
        var text = string.Join("; ", order.Select(j =>
            $"{summary.Columns[j]} {string.Join(", ", summary.ShownClasses.Select(c => Number.Score(importance[c, j])))}"));
        var table = new HtmlTable($"Mean |value| in {summary.Output}", ["column", .. summary.ClassNames]);
        foreach (var j in order)
        {
            table.Row(Markup.Of($"{summary.Columns[j]}"), summary.ClassNames.Select((_, c) =>
                Markup.Of($"{Number.Score(importance[c, j])}")));
        }

        var hidden = summary.Columns.Count - order.Length;
        return new Section("importance", "Which columns matter for which class", Markup.Of($"""
            <p>The mean size of a column's Shapley value over the rows, in {summary.Output}: how far the column moves the output, up or
            down{(hidden > 0 ? $"; {hidden} less important columns are left out" : "")}.</p>
            {(classes.Length > 1 ? Series.Legend("Classes", classes) : Markup.Empty)}{Chart.Grid(
                [Chart.Figure(Markup.Of($"<b>Importance{(classes.Length == 1 ? $" for {classes[0].Label}" : "")}</b>"),
                $"Importance of columns: {text}.", height + 40, new
            {
                height,
                data = Chart.Data(bars),
                mark = new { type = "bar" },
                encoding = new
                {
                    y = new { field = "y", type = "nominal", sort = order.Select(j => summary.Columns[j]), title = "",
                        axis = new { grid = false, ticks = false, domain = false, labelLimit = 220 } },
                    yOffset = classes.Length > 1 ? new { field = "m", type = "nominal", sort = classes.Select(c => c.Label) } : null,
                    x = new { field = "v", type = "quantitative", title = $"mean |value|, {summary.Output}" },
                    color = new { field = "m", type = "nominal", scale = Chart.ColourScale(classes), legend = Chart.None },
                    tooltip = new object[] { Chart.Tip("y", "column", "nominal"), Chart.Tip("m", "class", "nominal"),
                        Chart.Tip("v", "mean |value|") },
                },
            })], "wide")}
            {Disclosure.Of("All classes as a table", table.Render())}
            """));
    }

    /// <summary>The columns that matter most for the shown classes, the first first.</summary>
    internal static int[] Order(ExplanationSummary summary)
    {
        var importance = summary.Attribution.Importance();
        return [.. Enumerable.Range(0, summary.Columns.Count).OrderByDescending(j => summary.ShownClasses.Sum(c => importance[c, j]))
            .ThenBy(j => j).Take(MostColumns)];
    }
}

using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Explanations;

/// <summary>The beeswarm: a point for each row and column, across by what the column did, its colour by the column's value.</summary>
internal static class SwarmSection
{
    private const int MostClasses = 4, MostPoints = 250, Bins = 60;

    // Colours of the style sheet cannot be mixed by the chart, so that values come in thirds.
    private static readonly string[] Thirds = ["low", "middle", "high", "name"],
        Colours = ["var(--k0)", "var(--quiet)", "var(--k1)", "var(--ink)"];

    public static Section Build(ExplanationSummary summary)
    {
        var shown = summary.ShownClasses.Take(MostClasses).ToArray();
        return new Section("swarm", "What the columns did in each row", Markup.Of($"""
            <p>Each point is a row. To the right the column speaks for the class, to the left against it; the colour is the third in which
            the column's value lies among the rows: <b style="color:var(--k0)">low</b>, <b style="color:var(--quiet)">middle</b>,
            <b style="color:var(--k1)">high</b>; names are
            black.{(summary.ShownClasses.Count > shown.Length
                ? $" {summary.ShownClasses.Count - shown.Length} further classes are left out." : "")}</p>
            {Chart.Grid(shown.Select(c => Figure(summary, c)), "wide")}
            """));
    }

    private static Markup Figure(ExplanationSummary summary, int output)
    {
        var order = ImportanceSection.Order(summary);
        var values = summary.Attribution;
        var stride = Math.Max(1, (values.Rows + MostPoints - 1) / MostPoints);
        int[] rows = [.. Enumerable.Range(0, values.Rows).Where(i => i % stride == 0 || i == summary.Row)];
        var points = order.SelectMany((j, line) => Spread([.. rows.Select(i => values.Of(i, output)[j])])
            .Select((offset, k) => new { x = values.Of(rows[k], output)[j], y = line + offset, c = summary.Columns[j],
                v = Third(summary.Places[(rows[k] * values.Columns) + j]), k = summary.ClassNames[summary.Labels[rows[k]]] })).ToArray();
        var height = 26 * order.Length;
        var names = order.Select((j, line) => new { line, name = summary.Columns[j] }).ToArray();
        var y = new { field = "y", type = "quantitative", title = "", axis = Chart.None,
            scale = new { domain = new[] { order.Length - 0.5, -0.5 }, nice = false, zero = false } };
        return Chart.Figure(Markup.Of(
            $"<b>{summary.ClassNames[output]}</b> <span class=\"quiet\">{Number.Count(rows.Length, "row")}, value in "
            + $"{summary.Output}</span>"),
            $"Beeswarm of Shapley values for {summary.ClassNames[output]}; columns from the most important: "
                + $"{string.Join(", ", order.Select(j => summary.Columns[j]))}.", height + 50, new
            {
                height,
                layer = new object[]
                {
                    new { data = Chart.Data([new { zero = 0 }]), mark = new { type = "rule", color = "var(--ink)", strokeWidth = 1 },
                        encoding = new { x = new { field = "zero", type = "quantitative" } } },
                    new
                    {
                        data = Chart.Data(points),
                        mark = new { type = "point", filled = true, size = 16, opacity = 0.75 },
                        encoding = new
                        {
                            x = new { field = "x", type = "quantitative", title = $"value, {summary.Output}" },
                            y,
                            color = new { field = "v", type = "nominal", scale = new { domain = Thirds, range = Colours },
                                legend = Chart.None },
                            tooltip = new object[] { Chart.Tip("c", "column", "nominal"), Chart.Tip("x", "value"),
                                Chart.Tip("v", "value among the rows", "nominal"), Chart.Tip("k", "class of the row", "nominal") },
                        },
                    },
                    new
                    {
                        data = Chart.Data(names),
                        mark = new { type = "text", align = "left", baseline = "middle", dy = -9, fontSize = 10, color = "var(--ink)" },
                        encoding = new { x = new { value = 2 }, y = new { field = "line", type = "quantitative" },
                            text = new { field = "name", type = "nominal" } },
                    },
                },
            });
    }

    private static string Third(double place) => double.IsNaN(place) ? Thirds[3] : Thirds[Math.Clamp((int)(3 * place), 0, 2)];

    /// <summary>How far each point stands off its line, so that points of about one value lie beside each other.</summary>
    private static double[] Spread(double[] values)
    {
        var (low, high) = (values.Min(), values.Max());
        int Bin(double v) => high > low ? (int)(Bins * (v - low) / (high - low)) : 0;
        var counts = values.CountBy(Bin).ToDictionary(c => c.Key, c => c.Value);
        var widest = Math.Max(1, counts.Values.Max());
        var seen = new Dictionary<int, int>();
        return Array.ConvertAll(values, v =>
        {
            var bin = Bin(v);
            var place = seen[bin] = seen.GetValueOrDefault(bin) + 1;
            return 0.36 * counts[bin] / widest * ((2.0 * place / (counts[bin] + 1)) - 1);
        });
    }
}

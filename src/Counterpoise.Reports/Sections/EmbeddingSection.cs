using Counterpoise.Comparisons;
using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Sections;

/// <summary>Test embeddings in two dimensions, coloured by class, errors hollow.</summary>
internal static class EmbeddingSection
{
    public static Section Of(ComparisonView view, ReportOptions options)
    {
        var left = options.MaxEmbeddings;
        var parts = new List<Markup>();
        var hidden = 0;
        foreach (var scenario in view.Scenarios)
        {
            var figures = new List<Markup>();
            foreach (var method in view.Methods)
            {
                if (view.Cells(scenario, method).FirstOrDefault(c => c.Embedding is not null) is not { } cell)
                {
                    continue;
                }

                if (left-- > 0)
                {
                    figures.Add(Figure(Markup.Of($"{method.Glyph}<b>{method.Label}</b>"), method.Label, cell.Embedding!,
                        view.ClassesOf(scenario), options, $"seed {cell.Seed}", view.Items));
                }
                else
                {
                    hidden++;
                }
            }

            if (figures.Count > 0)
            {
                parts.Add(Disclosure.Of(view.TitleOf(scenario),
                    Markup.Of($"{Series.Legend("Classes", view.ClassesOf(scenario))}{Chart.Grid(figures, "three")}"),
                    open: parts.Count == 0));
            }
        }

        return new("embedding", "The embedding", parts.Count == 0 ? Markup.Empty : Markup.Of($"""
            {Explanation(view.Items)}
            {parts}{(hidden > 0 ? Markup.Of($"<p class=\"quiet\">{hidden} further embeddings are in the comparison's file.</p>")
                : Markup.Empty)}
            """));
    }

    public static Section Of(ComparisonCell cell, IReadOnlyList<Series> classes, ReportOptions options, string items) =>
        new("embedding", "The embedding", cell.Embedding is null ? Markup.Empty : Markup.Of($"""
            {Explanation(items)}
            {Series.Legend("Classes", classes)}{Chart.Grid(
                [Figure(Markup.Of($"<b>Test split</b>"), "Test split", cell.Embedding, classes, options, "", items)], "one")}
            """));

    private static Markup Explanation(string items) =>
        Markup.Of($"""
            <p>Each point is one of the test {items}, projected from the embedding to two dimensions. Colour and shape say what it is; a
            hollow one was taken for something else. Distances in a projection are hints, not measurements.</p>
            """);

    private static Markup Figure(Markup caption, string title, EmbeddingPlane plane, IReadOnlyList<Series> classes, ReportOptions options,
        string note, string items)
    {
        var n = new[] { plane.X.Length, plane.Y.Length, plane.Labels.Length, plane.Predictions.Length }.Min();
        var stride = Math.Max(1, (n + options.MaxPointsPerEmbedding - 1) / options.MaxPointsPerEmbedding);
        var all = Enumerable.Range(0, n).Where(i => i % stride == 0 && double.IsFinite(plane.X[i]) && double.IsFinite(plane.Y[i])
            && Known(plane.Labels[i]) && Known(plane.Predictions[i]))
            .Select(i => new { x = plane.X[i], y = plane.Y[i], c = classes[plane.Labels[i]].Label,
                p = classes[plane.Predictions[i]].Label }).ToArray();
        var (across, up) = (RobustRange.Of(all.Select(r => r.x)), RobustRange.Of(all.Select(r => r.y)));
        var rows = all.Where(r => r.x >= across.Low && r.x <= across.High && r.y >= up.Low && r.y <= up.High).ToArray();
        var outside = all.Length - rows.Length;
        var wrong = rows.Count(r => r.c != r.p);
        var explained = plane.ExplainedVariance.Length >= 2
            ? $"{Number.Percent(plane.ExplainedVariance[0] + plane.ExplainedVariance[1])} of the variance" : "";
        string[] notes = [.. new[] { plane.Projection, explained, note, stride > 1 ? $"{all.Length} of {n} {items}" : $"{n} {items}",
            $"{wrong} hollow", outside > 0 ? $"{outside} outside the frame" : "" }.Where(t => t.Length > 0)];
        return Chart.Figure(Markup.Of($"{caption}<br><span class=\"quiet\">{string.Join(" · ", notes)}</span>"),
            $"Scatter plot of the embedding, {title}: {rows.Length} {items} of {classes.Count} classes, {wrong} of them taken for "
            + $"another class{(outside > 0 ? $"; {outside} far ones lie outside the frame" : "")}.", 260, new
        {
            height = 250,
            data = Chart.Data(rows),
            transform = new object[] { new { calculate = "datum.c != datum.p ? 1 : 0", @as = "w" } },
            mark = new { type = "point", filled = false, opacity = 0.9, strokeWidth = 1.5 },
            encoding = new
            {
                x = new { field = "x", type = "quantitative", axis = Chart.None,
                    scale = new { zero = false, domain = new[] { across.Low, across.High }, nice = false, padding = 6 } },
                y = new { field = "y", type = "quantitative", axis = Chart.None,
                    scale = new { zero = false, domain = new[] { up.Low, up.High }, nice = false, padding = 6 } },
                stroke = new { field = "c", type = "nominal", scale = Chart.ColourScale(classes), legend = Chart.None },
                fill = new { condition = new { test = "!datum.w", field = "c", type = "nominal", scale = Chart.ColourScale(classes),
                    legend = Chart.None }, value = "transparent" },
                shape = new { field = "c", type = "nominal", scale = Chart.ShapeScale(classes), legend = Chart.None },
                size = new { condition = new { test = "datum.w", value = 58 }, value = 30 },
                order = new { field = "w", type = "quantitative" },
                tooltip = new object[] { Chart.Tip("c", "is", "nominal"), Chart.Tip("p", "taken for", "nominal") },
            },
        });

        bool Known(int c) => c >= 0 && c < classes.Count;
    }
}

using Counterpoise.Numerics;
using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Explanations;

/// <summary>The rows at every scale of a network that narrows them: two units as they are, more by their principal components.</summary>
internal static class FlowSection
{
    public static Section Build(ExplanationSummary summary)
    {
        if (summary.Flow.Count == 0)
        {
            return new Section("flow", "The flow", Markup.Empty);
        }

        Series[] classes = [.. summary.ClassNames.Select((name, i) => new Series(name, name, Palette.Class(i), Palette.Shape(i)))];
        return new Section("flow", "The flow", Markup.Of($"""
            <p>The rows at each scale of the network, from the row itself to the narrowest. A scale of two units is drawn as it is, a wider
            one by its two principal components, which are hints and no measurements.</p>
            {Series.Legend("Classes", classes)}{Chart.Grid(summary.Flow.Select((scale, l) => Figure(summary, scale, l, classes)), "three")}
            """));
    }

    private static Markup Figure(ExplanationSummary summary, DenseMatrix scale, int level, Series[] classes)
    {
        var (x, y, note) = Plane(scale);
        var points = x.Select((v, i) => new { x = v, y = y[i], c = summary.ClassNames[summary.Labels[i]],
            o = summary.Labels.Count(l => l == summary.Labels[i]) }).ToArray();
        return Chart.Figure(Markup.Of(
            $"<b>{(level == 0 ? "The row" : $"Scale {level}")}</b><br><span "
            + $"class=\"quiet\">{Number.Count(scale.Columns, "unit")}{note}</span>"),
            $"Scatter plot of {points.Length} rows at scale {level} of the network, {scale.Columns} units.", 240, new
            {
                height = 230,
                data = Chart.Data(points),
                mark = new { type = "point", filled = true, size = 26, opacity = 0.8 },
                encoding = new
                {
                    x = new { field = "x", type = "quantitative", title = "", scale = new { zero = false },
                        axis = new { grid = false, labels = false, ticks = false } },
                    y = new { field = "y", type = "quantitative", title = "", scale = new { zero = false },
                        axis = new { grid = false, labels = false, ticks = false } },
                    color = new { field = "c", type = "nominal", scale = Chart.ColourScale(classes), legend = Chart.None },
                    shape = new { field = "c", type = "nominal", scale = Chart.ShapeScale(classes), legend = Chart.None },
                    order = new { field = "o", type = "quantitative", sort = "descending" },
                    tooltip = new object[] { Chart.Tip("c", "class", "nominal") },
                },
            });
    }

    private static (double[] X, double[] Y, string Note) Plane(DenseMatrix scale)
    {
        if (scale.Columns <= 2)
        {
            return (scale.Column(0), scale.Columns == 2 ? scale.Column(1) : new double[scale.Rows], "");
        }

        var rows = new double[scale.Rows, scale.Columns];
        Buffer.BlockCopy(scale.Data, 0, rows, 0, sizeof(double) * scale.Data.Length);
        var found = PrincipalComponents.Of(rows, 2);
        double[] Axis(int k) => [.. Enumerable.Range(0, scale.Rows).Select(i => found.Scores[i, k])];
        return (Axis(0), Axis(1), $", {Number.Percent(found.ExplainedVarianceRatio.Sum())} of the variance in two components");
    }
}

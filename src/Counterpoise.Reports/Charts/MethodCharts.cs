using Counterpoise.Comparisons;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Charts;

/// <summary>Where there is one scenario only: the methods on the axis, a dot and an interval for each, and the F1 of each class.</summary>
internal static class MethodCharts
{
    private const int MostClasses = 30;
    private static readonly string[] Shown = [MetricNames.Accuracy, MetricNames.GeometricMean, MetricNames.F1Variance];

    public static Markup Of(ComparisonView view)
    {
        var scenario = view.Scenarios[0];
        string[] metrics = [.. new[] { view.Comparison.PrimaryMetric }.Concat(Shown).Distinct().Where(view.Metrics.Contains)];
        return Markup.Of(
            $"{Chart.Grid(metrics.Select(m => OfMetric(view, scenario, m)), "three")}{Chart.Grid([OfClasses(view, scenario)], "one")}");
    }

    private static Markup OfMetric(ComparisonView view, ComparisonScenario scenario, string metric)
    {
        MethodRow[] rows = [.. view.Methods.Select(m => (Method: m, Mean: view.Mean(scenario, m, metric)))
            .Where(r => !double.IsNaN(r.Mean.Value)).Select(r =>
            new MethodRow(r.Method.Label, r.Method.Label, r.Mean.Value, r.Mean.Low, r.Mean.High))];
        var label = view.Label(metric);
        var text = string.Join(", ", rows.Select(r =>
            $"{r.M} "
            + $"{Number.Score(r.V, metric)}"
            + $"{(double.IsNaN(r.Lo) ? "" : $" ({Number.Score(r.Lo, metric)} to {Number.Score(r.Hi, metric)})")}"));
        return Chart.Figure(Markup.Of($"<b>{label}</b>{(view.LowerIsBetter(metric) ? ", lower is better" : "")}"),
            $"{label} of each method: {text}.", (24 * view.Methods.Count) + 40,
            Specification(rows, [.. view.Methods.Select(m => m.Label)], view.Methods, 24 * view.Methods.Count, label, isOffset: false));
    }

    private static Markup OfClasses(ComparisonView view, ComparisonScenario scenario)
    {
        var names = view.Comparison.ClassNamesOf(scenario);
        MethodRow[] rows = [.. from method in view.Methods from c in Enumerable.Range(0, names.Count)
            let mean = MeanInterval.Of(view.Cells(scenario, method).Where(r => r.Classes.Count > c).Select(r => r.Classes[c].F1))
            where !double.IsNaN(mean.Value) select new MethodRow(names[c], method.Label, mean.Value, Math.Max(mean.Low, 0),
                Math.Min(mean.High, 1))];
        var text = string.Join("; ", rows.GroupBy(r => r.Y).Select(g =>
            $"{g.Key}: " + string.Join(", ", g.Select(r => $"{r.M} {Number.Score(r.V)}"))));
        var height = names.Count * Math.Max(24, 9 * view.Methods.Count);
        return rows.Length == 0 || names.Count > MostClasses ? Markup.Empty
            : Chart.Figure(Markup.Of($"<b>F1 of each class</b>"), $"F1 of each class. {text}.", height + 40,
                Specification(rows, [.. names], view.Methods, height, "F1", isOffset: true));
    }

    private static object Specification(MethodRow[] rows, string[] order, IReadOnlyList<Series> methods, int height, string label,
        bool isOffset) => new
    {
        height,
        data = Chart.Data(rows),
        encoding = new
        {
            y = new { field = "y", type = "nominal", sort = order, title = "", scale = new { paddingInner = 0.25 },
                axis = new { grid = false, ticks = false, domain = false } },
            yOffset = isOffset ? new { field = "m", type = "nominal", sort = methods.Select(m => m.Label) } : null,
            color = new { field = "m", type = "nominal", scale = Chart.ColourScale(methods), legend = Chart.None },
        },
        layer = new object[]
        {
            new { mark = new { type = "rule", strokeWidth = 1.75 }, transform = new object[] { new { filter = "isValid(datum.lo)" } },
                encoding = new { x = new { field = "lo", type = "quantitative", title = "", scale = new { zero = false } },
                x2 = new { field = "hi" } } },
            new
            {
                mark = new { type = "point", filled = true, size = 60, opacity = 1 },
                encoding = new
                {
                    x = new { field = "v", type = "quantitative", title = "", scale = new { zero = false } },
                    shape = new { field = "m", type = "nominal", scale = Chart.ShapeScale(methods), legend = Chart.None },
                    tooltip = new object[] { Chart.Tip("y", isOffset ? "class" : "method", "nominal"), Chart.Tip("m", "method", "nominal"),
                        Chart.Tip("v", label), Chart.Tip("lo", "95% from"), Chart.Tip("hi", "to") },
                },
            },
        },
    };

    /// <summary>
    /// A dot with its interval: where on the axis, which method, value, ends; in the chart the fields are y, m, v, lo and hi.
    /// </summary>
    private sealed record MethodRow(string Y, string M, double V, double Lo, double Hi);
}

using Counterpoise.Comparisons;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Charts;

/// <summary>
/// The paper's four figures: accuracy, G-mean and F1 variance per scenario, and accuracy with the F1 of each class, for every method.
/// </summary>
internal static class ScenarioCharts
{
    private static readonly string[] Shown = [MetricNames.Accuracy, MetricNames.GeometricMean, MetricNames.F1Variance];

    /// <summary>One chart per metric with all methods side by side.</summary>
    public static Markup Overview(ComparisonView view) => Chart.Grid(Shown.Where(view.Metrics.Contains)
        .Select(metric => OverviewOf(view, metric)), "three");

    /// <summary>The paper's pair of figures for one method.</summary>
    public static Markup OfMethod(ComparisonView view, Series method, double largestVariance)
    {
        var scenarios = view.Scenarios.Where(s => view.Cells(s, method).Any()).ToArray();
        if (scenarios.Length == 0)
        {
            return Markup.Empty;
        }

        var order = scenarios.Select(s => s.Name).ToArray();
        var rates = Rows(view, scenarios, method, [MetricNames.Accuracy, MetricNames.GeometricMean]);
        var variances = Rows(view, scenarios, method, [MetricNames.F1Variance]);
        var classes = ClassF1(view, scenarios, method);
        return Chart.Grid(
        [
            rates.Length == 0 ? Markup.Empty : Chart.Figure(Markup.Of($"<b>Accuracy</b> (solid) and <b>G-mean</b> (dashed)"),
                Alternative(method, rates), 150, Rates(rates, order)),
            variances.Length == 0 ? Markup.Empty : Chart.Figure(Markup.Of($"<b>F1 variance</b> (lower is more even)"),
                Alternative(method, variances), 150, Variances(variances, order, largestVariance)),
            classes.Length == 0 ? Markup.Empty : Chart.Figure(Markup.Of($"<b>Accuracy</b> (thick) and <b>F1 of each class</b>"),
                Alternative(method, classes), 150,
                ClassLines(classes, order, view.ClassesOf(scenarios[0]))),
        ], "three");
    }

    private static Markup OverviewOf(ComparisonView view, string metric)
    {
        var rows = view.Scenarios.SelectMany(s => view.Methods.Select(m => (Scenario: s, Method: m, Mean: view.Mean(s, m, metric))))
            .Where(r => !double.IsNaN(r.Mean.Value)).ToArray();
        var label = view.Label(metric);
        var text = string.Join("; ", view.Scenarios.Select(s => $"scenario {s.Name}: "
            + string.Join(", ", rows.Where(r => r.Scenario == s).Select(r => $"{r.Method.Label} {Number.Score(r.Mean.Value)}"))));
        return Chart.Figure(Markup.Of($"<b>{label}</b>{(view.LowerIsBetter(metric) ? ", lower is better" : "")}"),
            $"{label} per scenario and method. {text}.", 230, new
        {
            height = 190,
            data = Chart.Data(rows.Select(r => new { s = r.Scenario.Name, m = r.Method.Label, v = r.Mean.Value, lo = r.Mean.Low,
                hi = r.Mean.High })),
            encoding = new
            {
                x = new { field = "s", type = "ordinal", title = "scenario", sort = view.Scenarios.Select(s => s.Name),
                    scale = new { paddingInner = 0.28, paddingOuter = 0.1 }, axis = new { labelAngle = 0, grid = false } },
                xOffset = new { field = "m", type = "nominal", sort = view.Methods.Select(m => m.Label) },
                color = new { field = "m", type = "nominal", scale = Chart.ColourScale(view.Methods), legend = Chart.None },
            },
            layer = new object[]
            {
                new { mark = new { type = "rule", strokeWidth = 1.5 },
                    encoding = new { y = new { field = "lo", type = "quantitative", title = "",
                    scale = new { zero = false, nice = true } }, y2 = new { field = "hi" } },
                    transform = new object[] { new { filter = "isValid(datum.lo)" } } },
                new
                {
                    mark = new { type = "point", filled = true, size = 46, opacity = 1 },
                    encoding = new
                    {
                        y = new { field = "v", type = "quantitative", title = "", scale = new { zero = false, nice = true } },
                        shape = new { field = "m", type = "nominal", scale = Chart.ShapeScale(view.Methods), legend = Chart.None },
                        tooltip = new object[] { Chart.Tip("m", "method", "nominal"), Chart.Tip("s", "scenario", "nominal"),
                            Chart.Tip("v", label), Chart.Tip("lo", "95% from"), Chart.Tip("hi", "to") },
                    },
                },
            },
        });
    }

    private static object Rates(object[] rows, string[] order) => new
    {
        height = 150,
        data = Chart.Data(rows),
        mark = new { type = "line", point = new { filled = true, size = 40, color = "var(--ink)" }, strokeWidth = 2, color = "var(--ink)" },
        encoding = new
        {
            x = ScenarioAxis(order),
            y = new { field = "v", type = "quantitative", title = "", scale = Chart.Unit },
            strokeDash = new { field = "k", type = "nominal", legend = Chart.None,
                scale = new { domain = new[] { "accuracy", "G-mean" }, range = new[] { new[] { 1, 0 }, [5, 3] } } },
            tooltip = Tips,
        },
    };

    private static object Variances(object[] rows, string[] order, double largest) => new
    {
        height = 150,
        data = Chart.Data(rows),
        mark = new { type = "bar", color = "var(--soft)", cornerRadiusEnd = 2, width = new { band = 0.5 } },
        encoding = new
        {
            x = ScenarioAxis(order, "band"),
            y = new { field = "v", type = "quantitative", title = "", scale = new { domain = new[] { 0, largest > 0 ? largest : 1 } } },
            tooltip = Tips,
        },
    };

    private static object ClassLines(object[] rows, string[] order, IReadOnlyList<Series> classes)
    {
        Series[] series = [new("accuracy", "accuracy", "var(--ink)", "circle"), .. classes];
        return new
        {
            height = 150,
            data = Chart.Data(rows),
            mark = new { type = "line", point = new { filled = true, size = 36 }, strokeWidth = 1.75 },
            encoding = new
            {
                x = ScenarioAxis(order),
                y = new { field = "v", type = "quantitative", title = "", scale = Chart.Unit },
                color = new { field = "k", type = "nominal", scale = Chart.ColourScale(series), legend = Chart.None },
                shape = new { field = "k", type = "nominal", scale = Chart.ShapeScale(series), legend = Chart.None },
                strokeWidth = new { condition = new { test = "datum.k == 'accuracy'", value = 3.2 }, value = 1.5 },
                tooltip = Tips,
            },
        };
    }

    private static object[] Tips => [Chart.Tip("s", "scenario", "nominal"), Chart.Tip("k", "what", "nominal"), Chart.Tip("v", "value")];

    private static object ScenarioAxis(string[] order, string scale = "point") =>
        new { field = "s", type = "ordinal", title = "scenario", sort = order, scale = new { type = scale },
            axis = new { labelAngle = 0, grid = false } };

    private static object[] Rows(ComparisonView view, ComparisonScenario[] scenarios, Series method, string[] metrics) =>
        [.. scenarios.SelectMany(s => metrics.Select(k => (Scenario: s, Metric: k, view.Mean(s, method, k).Value)))
            .Where(r => !double.IsNaN(r.Value))
            .Select(r => new ScenarioPoint(r.Scenario.Name, view.Label(r.Metric), r.Value))];

    private static object[] ClassF1(ComparisonView view, ComparisonScenario[] scenarios, Series method)
    {
        var names = view.Comparison.ClassNamesOf(scenarios[0]);
        var perClass = scenarios.SelectMany(s => names.Select((name, c) => new ScenarioPoint(s.Name, name,
            MeanInterval.Of(view.Cells(s, method).Where(r => r.Classes.Count > c).Select(r => r.Classes[c].F1)).Value)))
                .Where(r => !double.IsNaN(r.V)).ToArray();
        return perClass.Length == 0 ? [] : [.. Rows(view, scenarios, method, [MetricNames.Accuracy]), .. perClass];
    }

    private static string Alternative(Series method, object[] rows) =>
        $"{method.Label}. " + string.Join("; ", rows.Cast<ScenarioPoint>().GroupBy(r => r.K)
            .Select(g => $"{g.Key}: " + string.Join(", ", g.Select(r => $"scenario {r.S} {Number.Score(r.V)}")))) + ".";

    /// <summary>A point of a line: scenario, what it is, value; in the chart the fields are s, k and v.</summary>
    private sealed record ScenarioPoint(string S, string K, double V);
}

using Counterpoise.Comparisons;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Charts;

/// <summary>
/// The differences of the method in question from the baseline and from the controls, with their intervals, around a line at 0.
/// </summary>
internal static class DifferenceChart
{
    private const int MostGroups = 8;

    public static Markup Of(ComparisonView view)
    {
        if (view.Candidate.Length == 0)
        {
            return AgainstControls(view);
        }

        var metric = view.Comparison.PrimaryMetric;
        var controls = view.Comparison.Methods.Where(m => m.IsControl).Select(m => m.Name).ToHashSet();
        var relevant = view.Comparison.Differences
            .Where(d => d.Metric == metric && d.MethodA == view.Candidate && d.MethodB != view.Candidate
                && (d.MethodB == view.Baseline || controls.Count == 0 || controls.Contains(d.MethodB))).ToArray();
        var rows = relevant.Select(d => Row(GroupOf(view, d), view.LabelOf(d.MethodB), d)).ToArray();
        var groups = rows.Select(r => r.G).Distinct().ToArray();
        if (rows.Length == 0 || (groups.Length > MostGroups && !IsSingle(view)))
        {
            return Markup.Empty;
        }

        var candidate = view.LabelOf(view.Candidate);
        Series[] others = [.. view.Methods.Where(m => rows.Any(r => r.M == m.Label))];
        var better = view.LowerIsBetter(metric) ? "left" : "right";
        var text = string.Join("; ", rows.Select(r =>
            $"{r.G}, {candidate} minus {r.M}: "
            + $"{Number.Difference(r.V, metric)}"
            + $"{(double.IsNaN(r.Lo) ? "" : $", interval {Number.Difference(r.Lo, metric)} to {Number.Difference(r.Hi, metric)}")}"));
        var height = groups.Length * (IsSingle(view) ? 26 : Math.Max(26, (12 * others.Length) + 8));
        var few = relevant.All(d => d.HasInterval) ? ""
            : $" Fewer than {PairedDifference.FewestPairs} pairs are too few for an interval and have a dot only.";
        var intervals = relevant.Any(d => d.HasInterval);
        return Markup.Of($"""
            <p class="quiet">{candidate} minus {(controls.Count == 0 ? "each other method" : "the baseline and each control")} in
            {view.Label(metric)}{(intervals ? ", with 95% intervals" : "")}: {better} of the line {candidate} is
            better{(intervals ? "; an interval that crosses the line shows no difference" : "")}.{few}</p>
            {(IsSingle(view) ? Markup.Empty : Series.Legend($"{candidate} minus", others))}{Chart.Grid(
                [Chart.Figure(Markup.Of($"<b>Difference in {view.Label(metric)}</b>"), $"Differences in {view.Label(metric)}. {text}.",
                height + 40, Specification(rows, groups, others, height, isOffset: !IsSingle(view)))], "wide")}
            """);
    }

    /// <summary>
    /// No method is named: each that is no control minus the strongest control with the same classifier or in the same scenario.
    /// </summary>
    private static Markup AgainstControls(ComparisonView view)
    {
        var primary = view.Verdict.Judgement.Primary;
        ControlGroup[] all = primary.Overall is { } overall ? [.. primary.Groups, overall] : [.. primary.Groups];
        var rows = all.SelectMany(g => g.Differences.Select(d =>
            Row($"{g.Classifier ?? g.Scenario ?? view.Everywhere} − {view.LabelOf(g.Control)}", view.LabelOf(d.MethodA), d))).ToArray();
        var groups = rows.Select(r => r.G).Distinct().ToArray();
        if (rows.Length == 0 || groups.Length > MostGroups)
        {
            return Markup.Empty;
        }

        Series[] methods = [.. view.Methods.Where(m => rows.Any(r => r.M == m.Label))];
        var label = view.Label(primary.Metric);
        var better = view.LowerIsBetter(primary.Metric) ? "left" : "right";
        var text = string.Join("; ", rows.Select(r =>
            $"{r.M}, {r.G}: "
            + $"{Number.Difference(r.V, primary.Metric)}"
            + $"{(double.IsNaN(r.Lo) ? "" : $", interval {Number.Difference(r.Lo, primary.Metric)} to "
                + $"{Number.Difference(r.Hi, primary.Metric)}")}"));
        var height = groups.Length * Math.Max(26, (12 * methods.Length) + 8);
        return Markup.Of($"""
            <p class="quiet">Each method minus the strongest control in {label}, with 95% intervals: {better} of the line the method is
            better; an interval that crosses the line shows no difference.</p>
            {Series.Legend("method", methods)}{Chart.Grid(
                [Chart.Figure(Markup.Of($"<b>Difference in {label} from the strongest control</b>"), $"Differences in {label}. {text}.",
                height + 40, Specification(rows, groups, methods, height, isOffset: true))], "wide")}
            """);
    }

    private static DifferenceRow Row(string group, string method, PairedDifference d) =>
        new(group, method, d.Mean, d.HasInterval ? d.Low : double.NaN, d.HasInterval ? d.High : double.NaN);

    private static object Specification(DifferenceRow[] rows, string[] groups, Series[] others, int height, bool isOffset) => new
    {
        height,
        data = Chart.Data(rows),
        layer = new object[]
        {
            new { data = Chart.Data([new { zero = 0 }]), mark = new { type = "rule", color = "var(--ink)", strokeWidth = 1 },
                encoding = new { x = new { field = "zero", type = "quantitative" } } },
            Layer(new { type = "rule", strokeWidth = 2 }, groups, others, isOffset,
                new { field = "lo", type = "quantitative", title = "" }, new { field = "hi" }, Chart.None, Chart.None),
            Layer(new { type = "point", filled = true, size = 60, opacity = 1 }, groups, others, isOffset,
                new { field = "v", type = "quantitative", axis = new { format = "+.2~f" } }, null,
                new { field = "m", type = "nominal", scale = Chart.ShapeScale(others), legend = Chart.None },
                new object[] { Chart.Tip("g", "where", "nominal"), Chart.Tip("m", "minus", "nominal"), Chart.Tip("v", "difference"),
                    Chart.Tip("lo", "95% from"), Chart.Tip("hi", "to") }),
        },
    };

    private static object Layer(object mark, string[] groups, Series[] others, bool isOffset, object x, object? x2, object shape,
        object tooltip) => new
    {
        mark,
        transform = x2 is null ? null : new object[] { new { filter = "isValid(datum.lo)" } },
        encoding = new
        {
            x,
            x2,
            y = new { field = "g", type = "nominal", sort = groups, title = "", scale = new { paddingInner = 0.25 },
                axis = new { grid = false, ticks = false, domain = false } },
            yOffset = isOffset ? new { field = "m", type = "nominal", sort = others.Select(o => o.Label) } : null,
            color = new { field = "m", type = "nominal", scale = Chart.ColourScale(others), legend = Chart.None },
            shape,
            tooltip,
        },
    };

    /// <summary>
    /// Whether there is one group only, so that the pairs of methods can stand on the axis; tables are grouped by classifier.
    /// </summary>
    private static bool IsSingle(ComparisonView view) => view.IsSingle && !view.IsTables;

    private static string GroupOf(ComparisonView view, PairedDifference d) =>
        IsSingle(view) ? $"{view.LabelOf(d.MethodA)} − {view.LabelOf(d.MethodB)}" : d.Scenario is { } s ? view.IsTables ? s
            : $"scenario {s}" : d.Classifier ?? (view.IsTables ? "all together" : "all scenarios");

    private sealed record DifferenceRow(string G, string M, double V, double Lo, double Hi);
}

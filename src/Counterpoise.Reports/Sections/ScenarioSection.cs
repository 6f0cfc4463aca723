using Counterpoise.Comparisons;
using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Sections;

/// <summary>The paper's four figures: all methods side by side first, then each method by itself.</summary>
internal static class ScenarioSection
{
    public static Section Of(ComparisonView view)
    {
        if (view.IsTables || view.Comparison.Cells.Count == 0)
        {
            return new("scenarios", "Scenario by scenario", Markup.Empty);
        }

        if (view.IsSingle)
        {
            return new("scenarios", "Method by method", Markup.Of($"""
                <p>Each dot is a mean over the seeds{Bar(view)}. Every panel begins at its own lowest value, so read the axis. A small F1
                variance says that the classes fare alike, not that they fare well.</p>
                {Series.Legend("Methods", view.Methods)}{MethodCharts.Of(view)}
                """));
        }

        var largest = view.Scenarios.SelectMany(s => view.Methods.Select(m => view.Mean(s, m, MetricNames.F1Variance).Value))
            .Where(v => !double.IsNaN(v)).DefaultIfEmpty(0).Max();
        var classes = view.ClassesOf(view.Scenarios[0]);
        return new("scenarios", "Scenario by scenario", Markup.Of($"""
            <p>Each point is a mean over the seeds{Bar(view)}. Every panel begins at its own lowest value, so read the axis.</p>
            {Series.Legend("Methods", view.Methods)}{ScenarioCharts.Overview(view)}
            <h3>Each method by itself</h3>
            <p>The same scales for all methods. A small F1 variance says that the classes fare alike, not that they fare well: read it with
            the accuracy beside it.</p>
            {Series.Legend("Classes", classes)}{view.Methods.Select(m => Of(view, m, largest))}
            """));
    }

    private static string Bar(ComparisonView view) =>
        view.Comparison.Cells.GroupBy(c => (c.Scenario, c.Method)).Any(g => g.Count() > 1) ? "; the bar is its 95% t interval" : "";

    private static Markup Of(ComparisonView view, Series method, double largest)
    {
        var figures = ScenarioCharts.OfMethod(view, method, largest);
        var role = method.Name == view.Baseline ? "the baseline" : method.Name == view.Candidate ? "the method in question" : "";
        if (figures.Html.Length == 0)
        {
            return Markup.Empty;
        }

        // The baseline and the method in question stand open, the others wait folded: six methods are a long way on a phone.
        return Markup.Of($"""
            <details class="method"{new Markup(role.Length > 0 ? " open" : "")}><summary>{method.Glyph}{method.Label}{(
                role.Length > 0 ? Markup.Of($" <span class=\"tag\">{role}</span>") : Markup.Empty)}</summary>
            {figures}</details>

            """);
    }
}

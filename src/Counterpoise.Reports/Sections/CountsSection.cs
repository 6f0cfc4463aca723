using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Sections;

/// <summary>How many rows of each class the methods learned from and were judged on.</summary>
internal static class CountsSection
{
    private const int MostCharts = 12;

    public static Section Of(ComparisonView view) => Of(view.Scenarios, view.ClassesOf, view.TitleOf, view.Items);

    public static Section Of(IReadOnlyList<ComparisonScenario> all, Func<ComparisonScenario, IReadOnlyList<Series>> classesOf,
        Func<ComparisonScenario, string> titleOf, string items)
    {
        var scenarios = all.Where(s => s.TrainCounts.Length > 0 && s.TrainCounts.Length == classesOf(s).Count).ToArray();
        if (scenarios.Length == 0)
        {
            return new("counts", "Class counts", Markup.Empty);
        }

        var charts = scenarios.Length <= MostCharts ? Chart.Grid(scenarios.Select(s => Figure(s, classesOf(s), titleOf(s), items)),
            "three") : Markup.Empty;
        var table = Table(scenarios, classesOf, titleOf, items);
        return new("counts", "Class counts", Markup.Of($"""
            <p>Training {items} of each class.</p>
            {charts}{(charts.Html.Length > 0 ? Disclosure.Of("The counts as a table", table) : table)}
            """));
    }

    private static Markup Figure(ComparisonScenario scenario, IReadOnlyList<Series> classes, string title, string items)
    {
        var rows = scenario.TrainCounts.Select((n, c) => new { c = classes[c].Label, n }).ToArray();
        var most = scenario.TrainCounts.Max();
        return Chart.Figure(Markup.Of($"<b>{title}</b>{Level(scenario)}"),
            $"Training {items} in {title}: {string.Join(", ", rows.Select(r => $"{r.c} {r.n}"))}.", 40 + (22 * classes.Count), new
        {
            height = 22 * classes.Count,
            data = Chart.Data(rows),
            encoding = new
            {
                y = new { field = "c", type = "nominal", sort = classes.Select(c => c.Label), title = "",
                    axis = new { grid = false, ticks = false, domain = false } },
                x = new { field = "n", type = "quantitative", title = "", scale = new { domainMax = most * 1.18 }, axis = Chart.None },
            },
            layer = new object[]
            {
                new { mark = new { type = "bar", color = "var(--soft)", cornerRadiusEnd = 2, height = new { band = 0.7 } } },
                new { mark = new { type = "text", align = "left", dx = 4 },
                    encoding = new { text = new { field = "n", type = "quantitative", format = "," } } },
            },
        });
    }

    private static Markup Level(ComparisonScenario scenario)
    {
        string[] parts =
        [
            .. NamedRatio(scenario), .. Named("σ", scenario.ImbalanceLevel), .. Named("τ", scenario.Temperature),
                .. Named("λ", scenario.ContrastiveWeight),
        ];
        return parts.Length == 0 ? Markup.Empty : Markup.Of($"<br><span class=\"quiet\">{string.Join(" · ", parts)}</span>");
    }

    private static IEnumerable<string> NamedRatio(ComparisonScenario scenario) => Ratio(scenario).Select(r => $"ratio {r}");

    private static IEnumerable<string> Ratio(ComparisonScenario scenario)
    {
        var present = scenario.TrainCounts.Where(n => n > 0).ToArray();
        return present.Length < 2 ? [] : [string.Create(CultureInfo.InvariantCulture,
            $"{(double)present.Max() / present.Min():0.#} : 1")];
    }

    private static IEnumerable<string> Named(string symbol, double? value) => value is { } v ? [$"{symbol} {Number.Score(v)}"] : [];

    private static Markup Table(ComparisonScenario[] scenarios, Func<ComparisonScenario, IReadOnlyList<Series>> classesOf,
        Func<ComparisonScenario, string> titleOf, string items)
    {
        var shared = scenarios.All(s => classesOf(s).Select(c => c.Label).SequenceEqual(classesOf(scenarios[0]).Select(c => c.Label)));
        var extra = new (string Head, Func<ComparisonScenario, double?> Value)[] { ("σ", s => s.ImbalanceLevel), ("τ", s => s.Temperature),
            ("λ", s => s.ContrastiveWeight) }
            .Where(e => scenarios.Any(s => e.Value(s) is not null)).ToArray();
        string[] counts = shared ? [.. classesOf(scenarios[0]).Select(c => c.Label)] : [$"{items} per class"];
        var table = new HtmlTable($"Training {items} per class, and test {items} in brackets where they are fixed",
            ["data", .. counts, "ratio", .. extra.Select(e => e.Head)]);
        foreach (var scenario in scenarios)
        {
            var cells = scenario.TrainCounts.Select((n, c) => (shared ? "" : classesOf(scenario)[c].Label + " ") + Number.Count(n)
                + (scenario.TestCounts.Length > c ? $" ({Number.Count(scenario.TestCounts[c])})" : "")).ToArray();
            var shown = shared ? cells : [string.Join(", ", cells)];
            table.Row(Markup.Of($"{titleOf(scenario)}"),
                [.. shown.Select(c => Markup.Of($"{c}")), Markup.Of(
                    $"{string.Concat(Ratio(scenario))}"),
                    .. extra.Select(e => Markup.Of($"{(e.Value(scenario) is { } v ? Number.Score(v) : "–")}"))]);
        }

        return table.Render();
    }
}

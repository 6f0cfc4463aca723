using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Federated;

/// <summary>The global network round by round: mean over seeds of accuracy, head, middle and tail classes and the worst client.</summary>
internal static class RoundSection
{
    private static readonly (string Metric, string Title)[] Shown =
    [
        ("accuracy", "Accuracy"), ("tail_accuracy", "Accuracy on the rarest third of the classes"),
            ("middle_accuracy", "Accuracy on the middle third"),
        ("head_accuracy", "Accuracy on the most frequent third"), ("worst_client_accuracy", "Accuracy of the worst client"),
            ("geometric_mean", "G-mean"),
    ];

    public static Section Build(FederatedSummary summary)
    {
        Series[] series = [.. summary.Arms.Select((arm, i) => new Series(arm.Name, arm.Name, Palette.Class(i), Palette.Shape(i)))];
        var figures = Shown.Where(shown => summary.Arms.Any(arm => arm.Points.Any(point => point.Metrics.ContainsKey(shown.Metric))))
            .Select(shown => Figure(summary, series, shown.Metric, shown.Title));
        return new Section("rounds", "Round by round", Markup.Of($"""
            <p class="quiet">Mean over seeds of the global network on rows that no client trains on.</p>
            {Series.Legend("Arms", series)}
            {Chart.Grid(figures, "two")}
            """));
    }

    private static Markup Figure(FederatedSummary summary, Series[] series, string metric, string title)
    {
        object[] points = [.. summary.Arms.SelectMany(arm => arm.Points.Where(point => point.Metrics.ContainsKey(metric))
            .GroupBy(point => point.Round)
            .Select(round => (object)new { m = arm.Name, x = round.Key, v = round.Average(point => point.Metrics[metric]) }))];
        var ends = summary.Arms.Select(arm => (arm.Name, Last: FinalSection.Values(arm, metric))).Where(arm => arm.Last.Length > 0)
            .Select(arm => $"{arm.Name} ends at {Number.Score(arm.Last.Average())}");
        return Chart.Figure(Markup.Of($"<b>{title}</b>"), $"{title} over rounds: {string.Join("; ", ends)}.", 260, new
        {
            height = 230,
            data = new { values = points },
            mark = new { type = "line", strokeWidth = 2, point = true },
            encoding = new
            {
                x = new { field = "x", type = "quantitative", title = "round", axis = new { grid = false } },
                y = new { field = "v", type = "quantitative", title = "", scale = Chart.Unit },
                color = new { field = "m", type = "nominal", scale = Chart.ColourScale(series), legend = Chart.None },
                tooltip = new object[] { Chart.Tip("m", "arm", "nominal"), Chart.Tip("x", "round", "nominal"), Chart.Tip("v", title) },
            },
        });
    }
}

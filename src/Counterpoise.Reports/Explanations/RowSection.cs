using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Explanations;

/// <summary>One row: from the mean output, column by column, to its own.</summary>
internal static class RowSection
{
    private const int MostSteps = 12;

    private static readonly string[] Sides = ["for", "against"], Colours = ["var(--k1)", "var(--k0)"];

    public static Section Build(ExplanationSummary summary)
    {
        var output = summary.ShownClasses[0];
        var values = summary.Attribution;
        var own = values.Of(summary.Row, output).ToArray();
        int[] order = [.. Enumerable.Range(0, own.Length).OrderByDescending(j => Math.Abs(own[j])).ThenBy(j => j)];
        var steps = new List<(string Name, double Value)>(order.Take(MostSteps)
            .Select(j => ($"{summary.Columns[j]} = {summary.RowTexts[j]}", own[j])));
        if (order.Length > MostSteps)
        {
            steps.Add(($"{order.Length - MostSteps} other columns", order.Skip(MostSteps).Sum(j => own[j])));
        }

        var at = values.Base[output];
        var bars = steps.Select(s => (s.Name, From: at, To: at += s.Value, s.Value)).ToArray();
        var height = 24 * bars.Length;
        var text = string.Join("; ", bars.Select(b => $"{b.Name} {Number.Difference(b.Value, "")}"));
        return new Section("row", "One row explained", Markup.Of($"""
            <p>{summary.RowPlace}, of class {summary.ClassNames[summary.Labels[summary.Row]]}: the output for {summary.ClassNames[output]}
            goes from {Number.Score(values.Base[output])} on the mean to {Number.Score(values.Output(summary.Row, output))} in
            {summary.Output}.</p>
            {Chart.Grid([Chart.Figure(Markup.Of($"<b>From the mean to this row</b>"), $"Waterfall: {text}.", height + 40, new
            {
                height,
                data = Chart.Data(bars.Select(b => new
                { y = b.Name, a = b.From, b = b.To, v = b.Value, s = b.Value >= 0 ? "for" : "against" })),
                mark = new { type = "bar" },
                encoding = new
                {
                    y = new { field = "y", type = "nominal", sort = bars.Select(b => b.Name), title = "",
                        axis = new { grid = false, ticks = false, domain = false, labelLimit = 260 } },
                    x = new { field = "a", type = "quantitative", title = summary.Output, scale = new { zero = false } },
                    x2 = new { field = "b" },
                    color = new { field = "s", type = "nominal", scale = new { domain = Sides, range = Colours }, legend = Chart.None },
                    tooltip = new object[] { Chart.Tip("y", "column", "nominal"), Chart.Tip("v", "value") },
                },
            })], "wide")}
            """));
    }
}

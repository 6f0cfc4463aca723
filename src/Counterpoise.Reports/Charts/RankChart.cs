using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Charts;

/// <summary>The critical-difference diagram: mean ranks on a line, bars over methods that Nemenyi's test cannot tell apart.</summary>
/// <remarks>Reference: Demšar, "Statistical comparisons of classifiers over multiple data sets", JMLR 2006.</remarks>
internal static class RankChart
{
    public static Markup Of(ComparisonView view, MethodRanks ranks, string caption)
    {
        var means = ranks.Friedman.MeanRanks;
        int[] order = [.. Enumerable.Range(0, means.Length).OrderBy(i => means[i]).ThenBy(i => i)];
        var rows = order.Select((i, place) => new { m = view.LabelOf(ranks.Methods[i]),
            l = $"{view.LabelOf(ranks.Methods[i])}  {means[i].ToString("0.00", CultureInfo.InvariantCulture)}", r = means[i], y = place,
            c = Colour(view, ranks.Methods[i]), t = means[i].ToString("0.00", CultureInfo.InvariantCulture),
            a = place < (means.Length + 1) / 2 ? "left" : "right" }).ToArray();
        var bars = ranks.Friedman.Cliques.Select((clique, i) => new
        {
            from = clique.Min(m => means[m]),
            to = clique.Max(m => means[m]),
            y = clique.Max(m => Array.IndexOf(order, m)) + 0.42,
            low = clique.Min(m => Array.IndexOf(order, m)) - 0.3,
        }).ToArray();
        var height = (22 * rows.Length) + 10;
        var cd = ranks.Friedman.CriticalDifference;
        var domain = new[] { Math.Max(0.5, means.Min() - 0.35),
            Math.Min(means.Length + 0.5, Math.Max(means.Max(), means.Min() + cd) + 0.35) };
        var y = new { field = "y", type = "quantitative", axis = Chart.None, scale = new { domain = new[] { rows.Length - 0.4, -1.1 } } };
        object X(string field) => new { field, type = "quantitative", title = "mean rank (1 is best)",
            scale = new { domain, nice = false, zero = false }, axis = new { grid = false, tickMinStep = 0.5 } };
        var alternative = $"Mean ranks, 1 is best: {string.Join(", ", rows.Select(r => $"{r.m} {r.t}"))}. Critical difference "
            + $"{Number.Score(cd)}.";
        return Chart.Figure(Markup.Of($"<b>{caption}</b><br><span class=\"quiet\">{Test(ranks)}</span>"), alternative, height + 40, new
        {
            height,
            layer = new object[]
            {
                new
                {
                    data = Chart.Data([new { from = means.Min(), to = means.Min() + cd, y = -0.75 }]),
                    layer = new object[]
                    {
                        new { mark = new { type = "rule", strokeWidth = 2, color = "var(--quiet)" },
                            encoding = new { x = X("from"), x2 = new { field = "to" }, y } },
                        new { mark = new { type = "text", text = "critical difference", align = "left", baseline = "bottom", dy = -2,
                            color = "var(--quiet)", fontSize = 11 }, encoding = new { x = X("from"), y } },
                    },
                },
                new
                {
                    data = Chart.Data(bars),
                    mark = new { type = "rect", color = "var(--soft)", opacity = 0.28, cornerRadius = 4 },
                    encoding = new { x = X("from"), x2 = new { field = "to" },
                        y = new { field = "low", type = "quantitative", axis = Chart.None }, y2 = new { field = "y" } },
                },
                new
                {
                    data = Chart.Data(rows),
                    layer = new object[]
                    {
                        new
                        {
                            mark = new { type = "point", filled = true, size = 70, opacity = 1 },
                            encoding = new
                            {
                                x = X("r"),
                                y,
                                color = new { field = "c", type = "nominal", scale = Chart.None },
                                tooltip = new object[] { Chart.Tip("m", "method", "nominal"), Chart.Tip("r", "mean rank") },
                            },
                        },
                        new
                        {
                            mark = new { type = "text", baseline = "middle", limit = 190, align = new { expr = "datum.a" },
                                dx = new { expr = "datum.a == 'left' ? 9 : -9" } },
                            encoding = new
                            {
                                x = X("r"),
                                y,
                                text = new { field = "l", type = "nominal" },
                            },
                        },
                    },
                },
            },
        });
    }

    private static string Test(MethodRanks ranks)
    {
        var p = Number.P(ranks.Friedman.ImanDavenport.PValue);
        return $"{ranks.Blocks} data sets; Friedman (Iman and Davenport) p {(p.StartsWith('<') ? p : "= " + p)}; bands join methods that "
            + $"Nemenyi's test cannot tell apart";
    }

    private static string Colour(ComparisonView view, string method) => view.Methods.FirstOrDefault(m => m.Name == method)?.Colour
        ?? "var(--ink)";
}

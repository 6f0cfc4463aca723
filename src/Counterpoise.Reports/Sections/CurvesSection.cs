using Counterpoise.Comparisons;
using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Sections;

/// <summary>Training curves: both loss terms, the validation metric, τ and λ, as means over the seeds.</summary>
internal static class CurvesSection
{
    private const int MostPoints = 80;

    private static readonly Func<TrainingEpoch, double?> Validation = e => e.ValidationMetric;

    private static readonly (string Title, Func<TrainingEpoch, double?> Value)[] Terms =
    [
        ("Class term", e => e.ClassTerm), ("Contrastive term", e => e.ContrastiveTerm), ("Validation metric", Validation),
        ("Temperature τ", e => e.Temperature), ("Contrastive weight λ", e => e.ContrastiveWeight), ("Total loss", e => e.Loss),
    ];

    public static Section Of(ComparisonView view)
    {
        var parts = view.Scenarios.Select(s => (Title: view.TitleOf(s), Grid: Figures(view.TitleOf(s), [.. view.Methods.Select(m => (m, view.Cells(s, m).ToArray()))])))
            .Where(p => p.Grid.Html.Length > 0).ToArray();
        return new("curves", "Training curves", parts.Length == 0 ? Markup.Empty : Markup.Of($"""
            <p>Means over the seeds, epoch by epoch. Loss terms of different methods carry different weights, so their heights are not a ranking; their course shows whether each method had converged.</p>
            {Series.Legend("Methods", view.Methods)}{parts.Select((p, i) => Disclosure.Of(p.Title, p.Grid, open: i == 0))}
            """));
    }

    public static Section Of(RunSummary run, Series method) => new("curves", "Training curves", Figures(run.Title, [(method, [run.Result])]));

    private static Markup Figures(string title, (Series Method, ComparisonCell[] Cells)[] methods) =>
        Chart.Grid(Terms.Select(t => Figure(title, t.Title, t.Value, methods)), "three");

    private static Markup Figure(string title, string term, Func<TrainingEpoch, double?> value, (Series Method, ComparisonCell[] Cells)[] methods)
    {
        var rows = methods.SelectMany(m => Points(m.Method, m.Cells, value)).ToArray();
        if (rows.Length == 0)
        {
            return Markup.Empty;
        }

        Series[] series = [.. methods.Select(m => m.Method)];
        var text = string.Join("; ", rows.GroupBy(r => r.M).Select(g => $"{g.Key} from {Number.Score(g.First().V)} to {Number.Score(g.Last().V)}"));
        return Chart.Figure(Markup.Of($"<b>{term}</b>"), $"{term} over the epochs, {title}: {text}.", 150, new
        {
            height = 140,
            data = Chart.Data(rows),
            mark = new { type = "line", strokeWidth = 2, clip = true, interpolate = "monotone", point = rows.Select(r => r.E).Distinct().Count() == 1 },
            encoding = new
            {
                x = new { field = "e", type = "quantitative", title = "epoch", axis = new { grid = false, tickMinStep = 1 }, scale = new { nice = false, zero = false } },
                y = new { field = "v", type = "quantitative", title = "", scale = new { zero = value != Validation } },
                color = new { field = "m", type = "nominal", scale = Chart.ColourScale(series), legend = Chart.None },
                strokeDash = new { field = "m", type = "nominal", scale = new { domain = series.Select(s => s.Label), range = series.Select((_, i) => Palette.Dash(i)) }, legend = Chart.None },
                tooltip = new object[] { Chart.Tip("m", "method", "nominal"), Chart.Tip("e", "epoch", "nominal"), Chart.Tip("v", term) },
            },
        });
    }

    private static IEnumerable<CurvePoint> Points(Series method, ComparisonCell[] cells, Func<TrainingEpoch, double?> value)
    {
        var epochs = cells.SelectMany(c => c.Curve).Select(e => (e.Epoch, Value: value(e) ?? double.NaN)).Where(e => double.IsFinite(e.Value))
            .GroupBy(e => e.Epoch).OrderBy(g => g.Key).Select(g => new CurvePoint(method.Label, g.Key, g.Average(e => e.Value))).ToArray();
        var stride = (epochs.Length + MostPoints - 1) / MostPoints;
        return epochs.Where((_, i) => i % stride == 0 || i == epochs.Length - 1);
    }

    private sealed record CurvePoint(string M, int E, double V);
}

using Counterpoise.Comparisons;
using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Sections;

/// <summary>Training curves: both loss terms, the metric that chose the epoch, τ and λ, as means over the seeds.</summary>
internal static class CurvesSection
{
    private const int MostPoints = 80;

    public static Section Of(ComparisonView view)
    {
        var terms = Terms(view.Comparison.SelectionMetric, view.Comparison.ContrastiveBatch);
        var parts = view.Scenarios.Select(s => (Title: view.TitleOf(s),
            Grid: Figures(view.TitleOf(s), terms, [.. view.Methods.Select(m => (m, view.Cells(s, m).ToArray()))])))
            .Where(p => p.Grid.Html.Length > 0).ToArray();
        return new("curves", "Training curves", parts.Length == 0 ? Markup.Empty : Markup.Of($"""
            <p>Means over the seeds, epoch by epoch. Loss terms of different methods carry different weights, so their heights are not a
            ranking; their course shows whether each method had converged. Every panel begins at its own lowest value.</p>
            {Series.Legend("Methods", view.Methods)}{parts.Select((p, i) => Disclosure.Of(p.Title, p.Grid, open: i == 0))}
            """));
    }

    public static Section Of(RunSummary run, Series method) =>
        new("curves", "Training curves", Figures(run.Title, Terms(run.SelectionMetric, run.ContrastiveBatch), [(method, [run.Result])]));

    private static Term[] Terms(string? selection, int? contrastiveBatch)
    {
        var watched = selection is null ? "Metric on validation that chose the epoch"
            : $"{MetricNames.Describe(selection).Label} on validation";
        var alike = contrastiveBatch is > 1 and var m ? Math.Log(m - 1) : (double?)null;
        return
        [
            new("Class term", e => e.ClassTerm),
            new("Contrastive term", e => e.ContrastiveTerm) { Level = alike,
                Note = alike is null ? ""
                : $"grey line: ln(M − 1) = {Number.Score(alike.Value)}, its value where all M = {contrastiveBatch} embeddings of a batch "
                + $"are alike" },
            new(watched, e => e.ValidationMetric) { MarksBest = true,
                IsLowBetter = selection is not null && !MetricNames.Describe(selection).HigherIsBetter,
                Note = "dots: the epoch chosen under each seed, the best on validation" },
            new("Temperature τ", e => e.Temperature), new("Contrastive weight λ", e => e.ContrastiveWeight), new("Total loss", e => e.Loss),
        ];
    }

    private static Markup Figures(string title, Term[] terms, (Series Method, ComparisonCell[] Cells)[] methods) =>
        Chart.Grid(terms.Select(t => Figure(title, t, methods)), "three");

    private static Markup Figure(string title, Term term, (Series Method, ComparisonCell[] Cells)[] methods)
    {
        var rows = methods.SelectMany(m => Points(m.Method, m.Cells, term.Value)).ToArray();
        if (rows.Length == 0)
        {
            return Markup.Empty;
        }

        var best = term.MarksBest ? methods.SelectMany(m => Chosen(m.Method, m.Cells, term)).ToArray() : [];
        Series[] series = [.. methods.Select(m => m.Method)];
        var text = string.Join("; ", rows.GroupBy(r => r.M).Select(g =>
            $"{g.Key} from {Number.Score(g.First().V)} to {Number.Score(g.Last().V)}"
            + (best.Where(b => b.M == g.Key).Select(b => b.E).Distinct().Order().ToArray() is { Length: > 0 } chosen
                ? $", chosen epoch {string.Join(", ", chosen)}" : "")));
        return Chart.Figure(Markup.Of(
            $"<b>{term.Title}</b>{(term.Note.Length > 0 ? Markup.Of($"<br><span class=\"quiet\">{term.Note}</span>") : Markup.Empty)}"),
            $"{term.Title} over the epochs, {title}: "
            + $"{text}{(term.Level is { } level ? $"; embeddings that are all alike give {Number.Score(level)}" : "")}.", 150, new
        {
            height = 140,
            data = Chart.Data(rows),
            layer = new object?[] { term.Level is { } alike ? Level(alike) : null, Lines(term.Title, rows, series),
                best.Length > 0 ? Dots(best, series) : null }.OfType<object>(),
        });
    }

    private static object Lines(string title, CurvePoint[] rows, Series[] series) => new
    {
        mark = new { type = "line", strokeWidth = 2, clip = true, interpolate = "monotone",
            point = rows.Select(r => r.E).Distinct().Count() == 1 },
        encoding = new
        {
            x = Epochs,
            y = Values,
            color = new { field = "m", type = "nominal", scale = Chart.ColourScale(series), legend = Chart.None },
            strokeDash = new { field = "m", type = "nominal", scale =
                new { domain = series.Select(s => s.Label), range = series.Select((_, i) => Palette.Dash(i)) }, legend = Chart.None },
            tooltip = new object[] { Chart.Tip("m", "method", "nominal"), Chart.Tip("e", "epoch", "nominal"), Chart.Tip("v", title) },
        },
    };

    private static object Level(double value) => new
    {
        data = Chart.Data([new { v = value }]),
        mark = new { type = "rule", color = "var(--quiet)", strokeWidth = 1 },
        encoding = new { y = Values },
    };

    private static object Dots(CurvePoint[] best, Series[] series) => new
    {
        data = Chart.Data(best),
        mark = new { type = "point", filled = true, size = 42, opacity = 1 },
        encoding = new
        {
            x = Epochs,
            y = Values,
            color = new { field = "m", type = "nominal", scale = Chart.ColourScale(series), legend = Chart.None },
            shape = new { field = "m", type = "nominal", scale = Chart.ShapeScale(series), legend = Chart.None },
            tooltip = new object[] { Chart.Tip("m", "method", "nominal"), Chart.Tip("e", "chosen epoch", "nominal"),
                Chart.Tip("v", "mean there") },
        },
    };

    private static object Epochs => new { field = "e", type = "quantitative", title = "epoch",
        axis = new { grid = false, tickMinStep = 1 }, scale = new { nice = false, zero = false } };

    private static object Values => new { field = "v", type = "quantitative", title = "", scale = new { zero = false } };

    private static IEnumerable<CurvePoint> Points(Series method, ComparisonCell[] cells, Func<TrainingEpoch, double?> value)
    {
        CurvePoint[] epochs = [.. Means(method, cells, value)];
        var stride = (epochs.Length + MostPoints - 1) / MostPoints;
        return epochs.Where((_, i) => i % stride == 0 || i == epochs.Length - 1);
    }

    private static IEnumerable<CurvePoint> Means(Series method, ComparisonCell[] cells, Func<TrainingEpoch, double?> value) =>
        cells.SelectMany(c => c.Curve).Select(e => (e.Epoch, Value: value(e) ?? double.NaN)).Where(e => double.IsFinite(e.Value))
            .GroupBy(e => e.Epoch).OrderBy(g => g.Key).Select(g => new CurvePoint(method.Label, g.Key, g.Average(e => e.Value)));

    /// <summary>The epoch that each run kept, which is the first of the best ones, at the height of the mean curve.</summary>
    private static IEnumerable<CurvePoint> Chosen(Series method, ComparisonCell[] cells, Term term)
    {
        var means = Means(method, cells, term.Value).ToDictionary(p => p.E);
        foreach (var cell in cells)
        {
            var known = cell.Curve.Where(e => term.Value(e) is { } v && double.IsFinite(v)).OrderBy(e => e.Epoch);
            if ((term.IsLowBetter ? known.MinBy(term.Value) : known.MaxBy(term.Value)) is { } best)
            {
                yield return means[best.Epoch];
            }
        }
    }

    private sealed record CurvePoint(string M, int E, double V);

    /// <summary>A panel: what is drawn, a level to compare it with, whether the chosen epochs are marked.</summary>
    private sealed record Term(string Title, Func<TrainingEpoch, double?> Value)
    {
        public double? Level { get; init; }

        public string Note { get; init; } = "";

        public bool MarksBest { get; init; }

        public bool IsLowBetter { get; init; }
    }
}

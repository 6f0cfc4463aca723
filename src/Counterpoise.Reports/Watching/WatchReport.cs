using Counterpoise.Files;
using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Watching;

/// <summary>The report of a watched stream: one HTML file with the answer first, recall window by window, and the alarms.</summary>
public static class WatchReport
{
    private const int MostAlarms = 500;

    /// <summary>Writes the report; an existing file is replaced as a whole. Equal input gives equal bytes.</summary>
    /// <param name="summary">What the report is made of.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">There is no class.</exception>
    public static void Write(WatchSummary summary, string path) => AtomicFile.WriteText(path, Render(summary));

    /// <summary>The report as text.</summary>
    /// <param name="summary">What the report is made of.</param>
    /// <exception cref="ArgumentException">There is no class.</exception>
    public static string Render(WatchSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        if (summary.ClassNames.Count == 0 || summary.ReferenceRecall.Count != summary.ClassNames.Count)
            throw new ArgumentException(
                $"found {summary.ClassNames.Count} classes and {summary.ReferenceRecall.Count} recalls of the reference; expected at "
                + $"least one, and one of each", nameof(summary));
        return HtmlPage.Render(summary.Title, Markup.Of($"<p class=\"lead\">{summary.Origin}</p>\n"),
        [
            new Section("answer", "Answer", Markup.Of($"""
                <p class="headline open">{summary.Headline}</p>
                <div class="sentences">
                {summary.Sentences.Select(sentence => Markup.Of($"<p>{sentence}</p>\n"))}</div>

                """)),
            Recalls(summary), Shares(summary), Alarms(summary),
        ], new ReportOptions());
    }

    private static Section Recalls(WatchSummary summary)
    {
        if (summary.Points.Count == 0)
            return new Section("recall", "Recall, window by window", Markup.Empty);
        var figures = summary.ClassNames.Select((name, c) => Recall(summary, name, summary.ReferenceRecall[c], c));
        return new Section("recall", "Recall, window by window", Markup.Of($"""
            <p class="quiet">Dots are recalls on the rows whose class is known, up to now. The band is what calibrated probabilities expect
            without labels (95%); under concept drift it stays as good as ever while the model fails. The line is the recall on the
            reference.</p>
            {Chart.Grid(figures, "two")}
            {Disclosure.Of("As a table", Table(summary))}
            """));
    }

    private static Markup Recall(WatchSummary summary, string name, double reference, int place)
    {
        object[] points = [.. summary.Points.Where(p => p.Class == name)
            .Select(p => (object)new { w = p.Window, r = p.Recall, e = p.Expected, lo = p.ExpectedLower, hi = p.ExpectedUpper,
            n = p.Known })];
        var known = summary.Points.LastOrDefault(p => p.Class == name && p.Known > 0);
        var x = new { field = "w", type = "quantitative", title = "window", axis = new { grid = false, tickMinStep = 1 } };
        return Chart.Figure(Markup.Of($"<b>{name}</b>"),
            $"Recall of {name} over windows; {(double.IsNaN(reference) ? "none" : Number.Score(reference))} on the reference, "
            + $"{(known is null ? "no class known" : Number.Score(known.Recall) + $" in window {known.Window}")}.", 240, new
        {
            height = 210,
            data = new { values = points },
            layer = new object[]
            {
                new { mark = new { type = "area", opacity = 0.18, color = Palette.Class(place) },
                    encoding = new { x, y = new { field = "lo", type = "quantitative", scale = Chart.Unit, title = "" },
                    y2 = new { field = "hi" } } },
                new { mark = new { type = "line", strokeDash = (int[])[3, 3], color = Palette.Class(place) },
                    encoding = new { x, y = new { field = "e", type = "quantitative", scale = Chart.Unit } } },
                new { mark = new { type = "point", filled = true, size = 45, color = Palette.Class(place) },
                    encoding = new { x, y = new { field = "r", type = "quantitative", scale = Chart.Unit },
                    tooltip = new object[] { Chart.Tip("w", "window", "nominal"), Chart.Tip("r", "recall"), Chart.Tip("e", "expected"),
                    Chart.Tip("n", "rows known", "nominal") } } },
                new { data = new { values = double.IsNaN(reference) ? Array.Empty<object>() : [new { v = reference }] },
                    mark = new { type = "rule", strokeWidth = 1 }, encoding =
                    new { y = new { field = "v", type = "quantitative", scale = Chart.Unit } } },
            },
        });
    }

    private static Markup Table(WatchSummary summary)
    {
        var table = new HtmlTable("Recall of each class in each window",
            ["window", .. summary.ClassNames.SelectMany(c => new[] { $"{c}: known", "recall", "expected" })]);
        foreach (var window in summary.Points.GroupBy(p => p.Window))
        {
            table.Row(Markup.Of($"{window.Key}"), summary.ClassNames.SelectMany(name =>
                window.Where(p => p.Class == name).SelectMany(p => new[]
            {
                Markup.Of($"{Number.Count(p.Known)}"), Markup.Of($"{Number.Score(p.Recall)}"),
                double.IsNaN(p.Expected) ? Markup.Of($"–") : Markup.Of(
                    $"{Number.Score(p.Expected)} <span class=\"quiet\">{Number.Score(p.ExpectedLower)} to "
                    + $"{Number.Score(p.ExpectedUpper)}</span>"),
            })));
        }

        return table.Render();
    }

    private static Section Shares(WatchSummary summary)
    {
        if (summary.Points.Count == 0)
            return new Section("shares", "What rows were taken for", Markup.Empty);
        Series[] series = [.. summary.ClassNames.Select((name, c) => new Series(name, name, Palette.Class(c), Palette.Shape(c)))];
        object[] points = [.. summary.Points.Select(p => (object)new { w = p.Window, m = p.Class, v = p.PredictedShare })];
        return new Section("shares", "What rows were taken for", Markup.Of($"""
            {Series.Legend("Classes", series)}
            {Chart.Figure(Markup.Of($"<b>Share of each predicted class</b>"),
                "Share of the rows of each window that were taken for each class.", 240, new
            {
                height = 210,
                data = new { values = points },
                mark = new { type = "line", strokeWidth = 2, point = true },
                encoding = new
                {
                    x = new { field = "w", type = "quantitative", title = "window", axis = new { grid = false, tickMinStep = 1 } },
                    y = new { field = "v", type = "quantitative", title = "", scale = Chart.Unit },
                    color = new { field = "m", type = "nominal", scale = Chart.ColourScale(series), legend = Chart.None },
                    tooltip = new object[] { Chart.Tip("m", "class", "nominal"), Chart.Tip("w", "window", "nominal"),
                        Chart.Tip("v", "share") },
                },
            })}
            """));
    }

    private static Section Alarms(WatchSummary summary)
    {
        var table = new HtmlTable("Alarms, each at the window in which it appeared; one that lasts is listed once", "window",
            "row", "level", "detector", "in", "figure");
        foreach (var alarm in summary.Alarms.Take(MostAlarms))
            table.Row(Markup.Of($"{alarm.Window}"), Markup.Of($"{Number.Count(alarm.Row)}"), Markup.Of($"{alarm.Level}"),
                Markup.Of($"{alarm.Detector}"), Markup.Of($"{alarm.Subject}"), Markup.Of($"{alarm.Text}"));
        var more = summary.Alarms.Count > MostAlarms ? $"The first {MostAlarms} of {Number.Count(summary.Alarms.Count)} are shown." : "";
        return new Section("alarms", "Alarms", Markup.Of($"""
            <p class="quiet">{(summary.Alarms.Count == 0 ? "There was none." : more)}</p>
            {table.Render()}
            """));
    }
}

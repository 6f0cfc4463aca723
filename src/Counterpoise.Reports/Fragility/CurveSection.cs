using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Fragility;

/// <summary>A picture of every structure: curve, band, and the share that failed at each intensity.</summary>
internal static class CurveSection
{
    private const int MostPictures = 12;

    public static Section From(FragilitySummary summary)
    {
        var shown = summary.Structures.Take(MostPictures).ToArray();
        var figures = shown.Select((s, i) => CurveChart.Of(s.Name, summary.Intensity,
            [(new Series(s.Name, s.Name, i == 0 ? "var(--candidate)" : Palette.Class(i), "circle"), s.Curve)], s.Records,
                summary.Confidence));
        var left = summary.Structures.Count - shown.Length;
        return new Section("curves", summary.Structures.Count == 1 ? "The curve" : "The curves", Markup.Of($"""
            <p class="quiet">Dots: share that failed at an intensity, with its {CurveText.Percent(100 * summary.Confidence)} Wilson
            interval. Band: pointwise
            {CurveText.Percent(100 * summary.Confidence)}{(
                left > 0 ? $". {Number.Count(left, "further structure")} stand in the table below" : "")}.</p>
            {Chart.Grid(figures, shown.Length == 1 ? "one" : "two")}
            """));
    }
}

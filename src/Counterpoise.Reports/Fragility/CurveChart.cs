using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;
using Counterpoise.Statistics;
using Counterpoise.Transfer.Curves;

namespace Counterpoise.Reports.Fragility;

/// <summary>Curves with their bands, over the share that failed at each intensity with its Wilson interval.</summary>
internal static class CurveChart
{
    private const int Points = 81;

    public static Markup Of(string title, string intensity, IReadOnlyList<(Series Series, IFragilityCurve Curve)> curves,
        FragilityRecords? records, double confidence)
    {
        var most = Math.Max(curves.Max(c => c.Curve.Median * Math.Exp(1.6 * c.Curve.Dispersion)), records is { Count: > 0 }
            ? records.Intensities.Max() * 1.04 : 0);
        // One flat curve must not press the others to the axis.
        if (records is { Count: > 0 }) most = Math.Min(most, 4 * records.Intensities.Max());
        double[] x = [.. Enumerable.Range(0, Points).Select(i => most * Math.Max(i, 0.25) / (Points - 1))];
        var lines = curves.SelectMany(c => x.Select(v => Point(c.Series, v, c.Curve.Probability(v), curves.Count == 1
            ? c.Curve.Band(v, confidence) : null))).ToArray();
        var dots = records is null ? [] : Observed(records, confidence).ToArray();
        Series[] series = [.. curves.Select(c => c.Series)];
        var text =
            string.Join("; ",
                curves.Select(c =>
                    $"{c.Series.Label}: one half at {CurveText.Value(c.Curve.Median)}, dispersion {CurveText.Value(c.Curve.Dispersion)}"));
        object X(string name) => new { field = "x", type = "quantitative", title = name,
            scale = new { domain = (double[])[0, most], nice = false }, axis = new { grid = false } };
        var colour = new { field = "m", type = "nominal", scale = Chart.ColourScale(series), legend = Chart.None };
        var band = new { mark = new { type = "area", opacity = 0.2 },
            encoding = new { x = X(intensity), y = Y("lo"), y2 = new { field = "hi" }, color = colour } };
        var line = new
        {
            mark = new { type = "line", strokeWidth = 2.2 },
            encoding = new
            {
                x = X(intensity), y = Y("p"), color = colour,
                strokeDash = new { field = "m", type = "nominal", scale =
                    new { domain = series.Select(s => s.Label), range = series.Select((_, i) => Palette.Dash(i)) }, legend = Chart.None },
                tooltip = new object[] { Chart.Tip("m", "curve", "nominal"), Chart.Tip("x", intensity), Chart.Tip("p", "P(failure)"),
                    Chart.Tip("lo", "from"), Chart.Tip("hi", "to") },
            },
        };
        var layers = new List<object> { line };
        if (lines.Any(l => l.Lo is not null)) layers.Insert(0, band);
        if (dots.Length > 0) layers.AddRange(Stripes(dots, X(intensity), intensity));
        return Chart.Figure(Markup.Of($"<b>{title}</b>"), $"P(failure) over {intensity}, {title}. {text}.", 330,
            new { height = 300, data = Chart.Data(lines), layer = layers });
    }

    private static object Y(string field) => new { field, type = "quantitative", title = "P(failure)", scale = Chart.Unit };

    private static IEnumerable<object> Stripes(ObservedPoint[] dots, object x, string intensity)
    {
        yield return new { data = Chart.Data(dots), mark = new { type = "rule", strokeWidth = 1, color = "var(--quiet)" },
            encoding = new { x, y = Y("lo"), y2 = new { field = "hi" } } };
        yield return new
        {
            data = Chart.Data(dots), mark = new { type = "point", filled = true, opacity = 1, color = "var(--ink)", size = 42 },
            encoding = new { x, y = Y("p"), tooltip = new object[] { Chart.Tip("x", intensity), Chart.Tip("k", "failures", "nominal"),
                Chart.Tip("n", "exposed", "nominal"), Chart.Tip("p", "share") } },
        };
    }

    /// <summary>
    /// One dot an intensity: records of one structure each would draw at 0 and 1 alone, so they are put together by neighbouring
    /// intensities.
    /// </summary>
    private static IEnumerable<ObservedPoint> Observed(FragilityRecords records, double confidence)
    {
        var order = Enumerable.Range(0, records.Count).OrderBy(i => records.Intensities[i]).ToArray();
        var distinct = records.Intensities.Distinct().Count();
        var groups = distinct <= 25 ? order.GroupBy(i => records.Intensities[i]).Select(g => g.ToArray())
            : order.Chunk((records.Count + 14) / 15);
        foreach (var group in groups)
        {
            int n = group.Sum(i => records.Trials[i]), k = group.Sum(i => records.Failures[i]);
            var wilson = WilsonInterval.Of(k, n, confidence);
            yield return new ObservedPoint(group.Average(i => records.Intensities[i]), (double)k / n, wilson.Lower, wilson.Upper, k, n);
        }
    }

    private static LinePoint Point(Series series, double x, double p, Interval? band) => new(series.Label, x, p, band?.Lower, band?.Upper);

    private sealed record LinePoint(string M, double X, double P, double? Lo, double? Hi);

    private sealed record ObservedPoint(double X, double P, double Lo, double Hi, int K, int N);
}

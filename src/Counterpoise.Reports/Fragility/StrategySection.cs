using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;
using Counterpoise.Transfer.Strategies;

namespace Counterpoise.Reports.Fragility;

/// <summary>Every strategy beside the controls: its curve, its held-out scores, or why it was refused.</summary>
internal static class StrategySection
{
    public static Section From(FragilitySummary summary)
    {
        if (summary.Transfer is not { } transfer) return new Section("strategies", "Strategies", Markup.Empty);
        var fitted = transfer.Strategies.Where(s => s.Fit is not null).ToArray();
        (Series Series, Transfer.Curves.IFragilityCurve Curve)[] curves = [.. fitted.Select((s, i) =>
            (new Series(s.Name, CurveText.Strategy(s.Name), s.Name == transfer.Chosen ? "var(--candidate)" : Palette.Class(i + 1),
                Palette.Shape(i)), s.Fit!.Curve))];
        var records = transfer.Problem.Target.Count == 0 ? null : transfer.Problem.Target;
        return new Section("strategies", "Strategies", Markup.Of($"""
            <p>Direct transfer, the mean of the sources and the target's own records are the controls that a transfer strategy must
            beat.</p>
            {Series.Legend("Strategies", curves.Select(c => c.Series))}{Chart.Grid(
                [CurveChart.Of($"{transfer.Problem.Target.Name} by every strategy", summary.Intensity, curves, records,
                summary.Confidence)], "one")}
            {Table(summary, transfer)}{Refusals(transfer)}{Notes(fitted)}
            """));
    }

    private static Markup Table(FragilitySummary summary, TransferReport transfer)
    {
        var table =
            new HtmlTable(
                "Curves and held-out scores on the target's structures (cross-validated; lower log loss and Brier score, higher average "
                    + "precision are better)",
            "strategy", "θ", $"{CurveText.Percent(100 * summary.Confidence)}", "dispersion", "log loss", "Brier", "average precision",
                "expected/observed failures");
        foreach (var s in transfer.Strategies.Where(s => s.Fit is not null))
        {
            var (curve, score) = (s.Fit!.Curve, s.Score);
            var name =
                Markup.Of(
                    $"{CurveText.Strategy(s.Name)}{(s.IsControl ? Markup.Of($" <span class=\"tag\">control</span>") : Markup.Empty)}"
                        + $"{(s.Name == transfer.Chosen ? Markup.Of($" <span class=\"tag\">chosen</span>") : Markup.Empty)}");
            table.Row(name, Cell(curve.Median), Markup.Of($"{CurveText.Range(curve.MedianInterval(summary.Confidence))}"),
                Cell(curve.Dispersion),
                Cell(score?.LogLoss), Cell(score?.Brier), Cell(score?.AveragePrecision), Cell(score?.ExpectedOverObserved));
        }

        return table.Render();
    }

    private static Markup Cell(double? value) => Markup.Of($"{(value is { } v ? CurveText.Value(v) : "–")}");

    private static Markup Refusals(TransferReport transfer)
    {
        var refused = transfer.Strategies.Where(s => s.Refusal is not null).ToArray();
        return refused.Length == 0 ? Markup.Empty : Markup.Of(
            $"<h3>Refused</h3>\n<ul>{refused.Select(s => Markup.Of($"<li><b>{CurveText.Strategy(s.Name)}</b>: {s.Refusal}</li>"))}</ul>\n");
    }

    private static Markup Notes(StrategyOutcome[] fitted)
    {
        var noted = fitted.SelectMany(s => s.Fit!.Notes.Select(n => (s.Name, Note: n))).ToArray();
        var list = Markup.Of($"<ul>{noted.Select(n => Markup.Of($"<li><b>{CurveText.Strategy(n.Name)}</b>: {n.Note}</li>"))}</ul>\n");
        return noted.Length == 0 ? Markup.Empty : Disclosure.Of($"Remarks of the fits ({noted.Length})", list);
    }
}

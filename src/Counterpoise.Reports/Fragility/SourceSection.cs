using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Fragility;

/// <summary>What each source is, whether the target contradicts it, and what it does to the chosen curve.</summary>
internal static class SourceSection
{
    public static Section From(FragilitySummary summary)
    {
        if (summary.Transfer is not { } transfer) return new Section("sources", "Sources", Markup.Empty);
        var table = new HtmlTable("Sources", "source", "θ", "dispersion", "failures", "conflict p", "same-curve p", "weight in fusion",
            "shift of ln θ without it", "largest change of P");
        var fusion = transfer.Strategies.FirstOrDefault(s => s.Name == "fusion")?.Fit;
        foreach (var source in transfer.Problem.Sources)
        {
            var conflict = transfer.Conflicts.First(c => c.Source == source.Name);
            var influence = transfer.Influences.FirstOrDefault(i => i.Source == source.Name);
            var left = transfer.LeftOut.Contains(source.Name) ? Markup.Of($" <span class=\"tag\">left out</span>")
                : source.Name == transfer.Problem.Closest ? Markup.Of($" <span class=\"tag\">closest</span>") : Markup.Empty;
            table.Row(Markup.Of($"{source.Name}{left}"), Cell(source.Curve.Median), Cell(source.Curve.Dispersion),
                Markup.Of(
                    $"{(source.Records is { } r ? $"{Number.Count(r.FailureCount)} of {Number.Count(r.TrialCount)}" : "curve alone")}"),
                        Markup.Of($"{Number.P(conflict.PriorPredictive)}"), Markup.Of($"{Number.P(conflict.SameCurve)}"),
                Cell(fusion is not null && fusion.Figures.TryGetValue($"weight:{source.Name}", out var w) ? w : double.NaN),
                    Cell(influence?.LogMedianShift ?? double.NaN), Cell(influence?.LargestChange ?? double.NaN));
        }

        var auc = double.IsNaN(transfer.DomainAuc) ? ""
            : $" A classifier tells the target's intensities from the sources' with an AUC of {CurveText.Value(transfer.DomainAuc)} (0.5 "
                + $"is no difference).";
        return new Section("sources", "Sources", Markup.Of($"""
            <p>Conflict p: how odd the target's number of failures is under the source's curve with the prior widths; a source below
            {CurveText.Value(transfer.Options.ConflictLevel)} is left out. Same-curve p: under the source's curve as it is; small where the
            target is another structure, which priors are made for and instance weighting is not.{auc}</p>
            {table.Render()}
            """));
    }

    private static Markup Cell(double value) => Markup.Of($"{CurveText.Value(value)}");
}

using Counterpoise.Reports.Html;
using Counterpoise.Transfer.Curves;

namespace Counterpoise.Reports.Fragility;

/// <summary>Parameters of all structures, and the first one's curve as a table.</summary>
internal static class TableSection
{
    public static Section From(FragilitySummary summary)
    {
        var first = summary.Structures[0];
        double[] intensities = summary.TableIntensities.Count > 0 ? [.. summary.TableIntensities] : FragilityTable.Spread(first.Curve);
        var level = CurveText.Percent(100 * summary.Confidence);
        var curve = new HtmlTable($"{first.Name}: P(failure) at {summary.Intensity}", summary.Intensity, "P(failure)", $"{level} from",
            "to");
        foreach (var row in FragilityTable.Compute(first.Curve, intensities, summary.Confidence))
            curve.Row(Cell(row.Intensity), Cell(row.Probability), Cell(row.Band?.Lower ?? double.NaN), Cell(row.Band?.Upper ?? double.NaN));
        return new Section("tables", "Tables", Markup.Of($"{Parameters(summary, level)}{curve.Render()}"));
    }

    private static Markup Parameters(FragilitySummary summary, string level)
    {
        var withHazard = summary.Structures.Any(s => s.Frequency is not null);
        string[] columns = ["structure", "failures", "θ", level, "dispersion β", level, "epistemic", "total"];
        var table = new HtmlTable("Median, dispersion and their intervals; total = √(aleatory² + epistemic²), as FEMA P-58 combines them",
            withHazard ? [.. columns, "failures a year"] : columns);
        foreach (var s in summary.Structures)
        {
            var split = DispersionSplit.From(s.Curve);
            Markup[] cells =
            [
                Markup.Of($"{(s.Records is { } r ? $"{Number.Count(r.FailureCount)} of {Number.Count(r.TrialCount)}" : "–")}"),
                    Cell(s.Curve.Median), Text(CurveText.Range(s.Curve.MedianInterval(summary.Confidence))),
                Cell(s.Curve.Dispersion), Text(CurveText.Range(s.Curve.DispersionInterval(summary.Confidence))), Cell(split.Epistemic),
                    Cell(split.Total),
            ];
            table.Row(Text(s.Name), withHazard ? [.. cells, Cell(s.Frequency?.Value ?? double.NaN)] : cells);
        }

        return table.Render();
    }

    private static Markup Cell(double value) => Text(CurveText.Value(value));

    private static Markup Text(string text) => Markup.Of($"{text}");
}

using System.Globalization;
using System.Text.Json.Nodes;
using Counterpoise.Metrics;
using Counterpoise.Statistics;

namespace Counterpoise.Cli.Output;

/// <summary>An evaluation as two tables: metrics, and classes with their intervals.</summary>
internal static class EvaluationTables
{
    /// <param name="evaluation">What is shown.</param>
    /// <param name="positive">Which class is the positive one and why, told also where tables go into a pipe; null where none is.</param>
    public static void Write(Evaluation evaluation, string? positive = null)
    {
        if (positive is not null)
        {
            Terminal.Say(positive);
        }

        Terminal.WriteTable($"{evaluation.RowCount} rows", ["metric", ">value", ">interval"],
            evaluation.Metrics.Select(m => new[] { m.Name, Number(m.Value), Range(m.Interval) }));
        var report = ImbalancedReport.Of(evaluation.Confusion);
        var average = report.Average;
        Terminal.WriteTable(
            "by class",
            ["class", ">rows", ">recall", ">interval", ">precision", ">F1", ">specificity", ">G-mean", ">IBA"],
            evaluation.Classes.Zip(report.Classes, (c, r) => new[] { c.Name, Count(c.Support), Number(c.Recall), Range(c.RecallInterval),
                Number(c.Precision), Number(c.F1), Number(r.Specificity), Number(r.GeometricMean), Number(r.BalancedAccuracyIndex) })
                .Append([average.Name, Count(average.Support), Number(average.Sensitivity), "", Number(average.Precision),
                    Number(average.F1), Number(average.Specificity), Number(average.GeometricMean),
                    Number(average.BalancedAccuracyIndex)]));
        foreach (var note in evaluation.Notes)
        {
            Terminal.Say(note);
        }
    }

    /// <summary>The evaluation as JSON, with imbalanced-learn's report beside it.</summary>
    /// <param name="evaluation">What is written.</param>
    /// <param name="positive">The positive class of two, or null.</param>
    /// <param name="tuned">The threshold that was chosen, or null.</param>
    public static string Json(Evaluation evaluation, object? positive = null, object? tuned = null)
    {
        var document = JsonNode.Parse(Terminal.ToJson(evaluation))!.AsObject();
        document["imbalancedReport"] = JsonNode.Parse(Terminal.ToJson(ImbalancedReport.Of(evaluation.Confusion)));
        if (positive is not null)
            document["positiveClass"] = JsonNode.Parse(Terminal.ToJson(positive));
        if (tuned is not null)
            document["threshold"] = JsonNode.Parse(Terminal.ToJson(tuned));
        return Terminal.ToJson(document);
    }

    public static string Number(double? value) => value is { } v && !double.IsNaN(v) ? v.ToString("0.0000", CultureInfo.InvariantCulture)
        : "–";

    private static string Count(long rows) => rows.ToString(CultureInfo.InvariantCulture);

    public static string Range(Interval? interval) => interval is null ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{interval.Lower:0.0000}–{interval.Upper:0.0000}");
}

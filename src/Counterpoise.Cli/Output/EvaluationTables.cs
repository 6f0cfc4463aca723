using System.Globalization;
using Counterpoise.Metrics;
using Counterpoise.Statistics;

namespace Counterpoise.Cli.Output;

/// <summary>An evaluation as two tables: metrics, and classes with their intervals.</summary>
internal static class EvaluationTables
{
    /// <param name="evaluation">What is shown.</param>
    /// <param name="remark">What follows the number of rows in the title.</param>
    public static void Write(Evaluation evaluation, string remark = "")
    {
        Terminal.WriteTable($"{evaluation.RowCount} rows{remark}", ["metric", ">value", ">interval"], evaluation.Metrics.Select(m => new[] { m.Name, Number(m.Value), Range(m.Interval) }));
        Terminal.WriteTable("by class", ["class", ">rows", ">recall", ">interval", ">precision", ">F1"], evaluation.Classes.Select(c => new[] { c.Name, c.Support.ToString(CultureInfo.InvariantCulture), Number(c.Recall), Range(c.RecallInterval), Number(c.Precision), Number(c.F1) }));
        foreach (var note in evaluation.Notes)
        {
            Terminal.Say(note);
        }
    }

    public static string Number(double? value) => value is { } v && !double.IsNaN(v) ? v.ToString("0.0000", CultureInfo.InvariantCulture) : "–";

    public static string Range(Interval? interval) => interval is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{interval.Lower:0.0000}–{interval.Upper:0.0000}");
}

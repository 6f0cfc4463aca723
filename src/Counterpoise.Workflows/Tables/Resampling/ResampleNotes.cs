using System.Globalization;
using Counterpoise.Methods;
using Counterpoise.Resampling;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Tables;

/// <summary>
/// What a person should know of resampled rows: fractions among whole numbers, distances that one column rules, a ratio that was there
/// before.
/// </summary>
internal static class ResampleNotes
{
    // With spreads this far apart the wider column decides who is a neighbour.
    private const double WideSpread = 100;

    /// <summary>The notes.</summary>
    public static IEnumerable<string> Of(Table source, Table made, DataMethod method, string strategy, bool standardize,
        ResampleResult result)
    {
        var synthetic = result.Provenance.Select(p => p.Kind == RowKind.Synthetic).ToArray();
        var broken = WholeNumbers.Columns(source).Where(c => made[c] is NumericColumn numbers
            && Enumerable.Range(0, synthetic.Length).Any(i => synthetic[i] && !double.IsInteger(numbers[i]))).ToArray();
        var flags = broken.Where(c => WholeNumbers.AreFlags((NumericColumn)source[c])).ToArray();
        if (broken.Length > 0)
        {
            var all = flags.Length == broken.Length ? "all" : flags.Length.ToString(CultureInfo.InvariantCulture);
            var some = $"{string.Join(' ', flags.Take(8).Select(CommandText.Quote))}{(flags.Length > 8 ? " …" : "")}";
            yield return $"warning: {broken.Length} {(broken.Length == 1 ? "column holds" : "columns hold")} whole numbers "
                + $"alone{(flags.Length == 0 ? "" : $", {all} of them only 0 and 1")} ({Listed(broken)}), and new rows have fractions "
                + $"there, by which a model can tell them: --round makes whole numbers of them"
                + $"{(flags.Length == 0 ? "" : $", and --method smote-nc --categorical {some} takes them as they are")}";
        }

        if (!standardize && method.Columns is not (AcceptedColumns.Any or AcceptedColumns.Complete) && Spreads(source) is { } spreads)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"warning: column '{spreads.Wide}' is spread {spreads.Ratio:G2} times as wide as '{spreads.Narrow}', so that it decides "
                + $"alone which rows are near: --standardize measures all on equal terms");
        }

        if (SchemaInference.TryNumber(strategy, out var ratio) && result.Provenance.Length == source.RowCount
            && result.Provenance.All(p => p.Kind == RowKind.Original))
        {
            var counts = source.RequireLabels().ClassCounts().Where(c => c > 0).ToArray();
            yield return string.Create(CultureInfo.InvariantCulture,
                $"nothing was changed: the ratio is {counts.Min() / (double)counts.Max():G4}, and whole rows come no nearer to "
                + $"{ratio:G4} from this side");
        }
    }

    private static (string Wide, string Narrow, double Ratio)? Spreads(Table table)
    {
        var spreads = table.Columns.OfType<NumericColumn>().Where(c => !WholeNumbers.AreFlags(c))
            .Select(c => (c.Name, Spread: Deviation(c))).Where(c => c.Spread > 0 && double.IsFinite(c.Spread)).ToArray();
        if (spreads.Length < 2)
            return null;
        var (wide, narrow) = (spreads.MaxBy(s => s.Spread), spreads.MinBy(s => s.Spread));
        return wide.Spread >= WideSpread * narrow.Spread ? (wide.Name, narrow.Name, wide.Spread / narrow.Spread) : null;
    }

    private static double Deviation(NumericColumn column)
    {
        var values = column.Values.ToArray().Where(double.IsFinite).ToArray();
        if (values.Length == 0)
            return 0;
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private static string Listed(string[] names) => $"{string.Join(", ", names.Take(8))}{(names.Length > 8 ? ", …" : "")}";
}

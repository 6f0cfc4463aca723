using System.Globalization;
using Counterpoise.Explanations;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Tables;

namespace Counterpoise.Serving.Models;

/// <summary>
/// SHAP values of a row against the usual row, whose columns hold what fills a missing value: the median, or the most frequent category.
/// A model file carries no training rows, so that this one row stands for not knowing a column. With up to nine columns all coalitions
/// are asked and the values are exact (<see cref="KernelShap"/>).
/// </summary>
internal sealed class RowExplainer(TableRowReader reader, Func<Table, double[]> predict)
{
    public const string Meaning = "SHAP values: how much each column moves the probability from that of a usual row (the median of each "
        + "number, the most frequent category) to that of this row. They tell what the model looks at, not what causes the class.";

    /// <summary>Coalitions asked of each column, so that many columns are still told apart.</summary>
    private const int CoalitionsPerColumn = 6;

    /// <summary>Explains a row that has no fault.</summary>
    /// <returns>The probabilities of the usual row, [C], and the SHAP values, [1, C, columns].</returns>
    public Attribution Explain(TableRow row, CancellationToken cancellationToken)
    {
        var usual = Usual();
        var columns = reader.Columns.Count;
        // A column is known (1) or as in the usual row (0): the model is asked for rows mixed of the two.
        var shap = new KernelShap(known => predict(reader.ToTable([.. Enumerable.Range(0, known.Rows).Select(i =>
            new TableRow([.. row.Values.Select((v, j) => known[i, j] == 1 ? v : usual[j])], [], null))])), new DenseMatrix(1, columns),
            options: new KernelShapOptions { Coalitions = Math.Max(new KernelShapOptions().Coalitions, CoalitionsPerColumn * columns) });
        var all = new DenseMatrix(1, columns);
        all.Row(0).Fill(1);
        return shap.Explain(all, new RandomStream(0, "explain"), cancellationToken);
    }

    /// <summary>The columns with their values for a class, the largest first.</summary>
    public IReadOnlyList<ExplainedColumn> Columns(TableRow row, ReadOnlySpan<double> values)
    {
        var shap = values.ToArray();
        var usual = Usual();
        return [.. reader.Columns.Select((c, j) => new ExplainedColumn(c.Name, Text(row.Values[j]), Text(usual[j])!, shap[j]))
            .OrderByDescending(c => Math.Abs(c.Shap))];
    }

    private object?[] Usual() =>
        [.. reader.Columns.Select(c => c.Kind == ColumnKind.Numeric ? (object)c.Median : c.Mode)];

    private static string? Text(object? value) => value switch
    {
        null => null,
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        _ => (string)value,
    };
}

using Counterpoise.TableModels;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Regression;

/// <summary>What a model of a number says of the rows of a table.</summary>
/// <param name="Card">The model.</param>
/// <param name="Rows">The place of each row in its file, from 0.</param>
/// <param name="Predictions">The predicted number of each row, in units of the target.</param>
/// <param name="Kept">Columns of the file that stand beside the predictions.</param>
public sealed record RegressionPrediction(RegressionModelCard Card, IReadOnlyList<long> Rows, IReadOnlyList<double> Predictions,
    IReadOnlyList<Column> Kept)
{
    /// <summary>The column of predictions, as <c>evaluate --predicted</c> takes it.</summary>
    public const string Predicted = "predicted";

    /// <summary>The predictions as a table: <c>row</c>, what is kept, <c>predicted</c>.</summary>
    /// <exception cref="InputException">A kept column has the name of one of these.</exception>
    public Table ToTable()
    {
        Column[] columns = [new NumericColumn("row", [.. Rows.Select(r => (double)r)]), .. Kept,
            new NumericColumn(Predicted, [.. Predictions])];
        return columns.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new InputException(
                $"a kept column is called '{twice.Key}', as one of the predictions: leave it out of --keep, or rename it")
            : new Table(columns, [.. Rows]);
    }
}

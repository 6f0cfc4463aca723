using Counterpoise.TableModels;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Tables;

/// <summary>What a model says of the rows of a table.</summary>
/// <param name="Card">The model.</param>
/// <param name="Rows">The place of each row in its file, from 0.</param>
/// <param name="Classes">The predicted class of each row.</param>
/// <param name="Probabilities">Row-major rows × classes.</param>
/// <param name="Kept">Columns of the file that stand beside the predictions.</param>
public sealed record TablePredictionResult(
    TableModelCard Card, IReadOnlyList<long> Rows, IReadOnlyList<int> Classes, IReadOnlyList<double> Probabilities,
        IReadOnlyList<Column> Kept)
{
    /// <summary>
    /// The predictions as a table: <c>row</c>, what is kept, <c>class</c>, <c>probability</c>, and <c>p_CLASS</c> for each class, as
    /// <c>evaluate</c> reads it.
    /// </summary>
    public Table ToTable()
    {
        var (count, classes) = (Rows.Count, Card.ClassNames.Count);
        NumericColumn Numbers(string name, Func<int, double> of) => new(name, [.. Enumerable.Range(0, count).Select(of)]);
        Column[] columns =
        [
            Numbers("row", i => Rows[i]), .. Kept,
            new CategoricalColumn("class", [.. Card.ClassNames], [.. Classes]),
            Numbers("probability", i => Probabilities[(i * classes) + Classes[i]]),
            .. Enumerable.Range(0, classes).Select(c => Numbers($"p_{Card.ClassNames[c]}", i => Probabilities[(i * classes) + c])),
        ];
        return columns.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new InputException(
                $"a kept column is called '{twice.Key}', as one of the predictions: leave it out of --keep, or rename it")
            : new Table(columns, [.. Rows]);
    }
}

using Counterpoise.Tables;

namespace Counterpoise.Workflows.MultiLabel;

/// <summary>What a model of several labels says of the rows of a table.</summary>
/// <param name="Labels">The labels.</param>
/// <param name="Thresholds">The probability from which on each was given.</param>
/// <param name="Rows">The place of each row in its file, from 0.</param>
/// <param name="Probabilities">Row-major rows × labels.</param>
/// <param name="Kept">Columns of the file that stand beside the predictions.</param>
public sealed record MultiLabelPrediction(IReadOnlyList<string> Labels, IReadOnlyList<double> Thresholds, IReadOnlyList<long> Rows,
    IReadOnlyList<double> Probabilities, IReadOnlyList<Column> Kept)
{
    /// <summary>Whether a row is given a label.</summary>
    /// <param name="row">Row, by its place here.</param>
    /// <param name="label">Label, by its place.</param>
    public bool Has(int row, int label) => Probabilities[(row * Labels.Count) + label] >= Thresholds[label];

    /// <summary>
    /// The predictions as a table: <c>row</c>, what is kept, for each label 1 or 0, and its probability in <c>p_LABEL</c>.
    /// </summary>
    /// <exception cref="InputException">A kept column has the name of one of these.</exception>
    public Table ToTable()
    {
        NumericColumn Numbers(string name, Func<int, double> of) => new(name, [.. Enumerable.Range(0, Rows.Count).Select(of)]);
        Column[] columns = [Numbers("row", i => Rows[i]), .. Kept,
            .. Labels.Select((name, l) => Numbers(name, i => Has(i, l) ? 1 : 0)),
            .. Labels.Select((name, l) => Numbers($"p_{name}", i => Probabilities[(i * Labels.Count) + l]))];
        return columns.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new InputException(
                $"a kept column is called '{twice.Key}', as one of the predictions: leave it out of --keep, or rename it")
            : new Table(columns, [.. Rows]);
    }
}

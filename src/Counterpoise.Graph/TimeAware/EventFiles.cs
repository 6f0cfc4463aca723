using Counterpoise.Data;
using Counterpoise.Graph.Graphs;
using Counterpoise.Numerics;
using Counterpoise.Tables;

namespace Counterpoise.Graph.TimeAware;

/// <summary>Reads events from files of known layouts.</summary>
public static class EventFiles
{
    /// <summary>
    /// Reads ratings (<c>source,target,rating,time</c>, as the Bitcoin-OTC file of SNAP): a rating below 0 is the positive class, rating /
    /// 10 the outcome.
    /// </summary>
    /// <param name="path">A table file with those columns; rows in any order.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="TableFormatException">A column is missing, or a cell is no number; the message names line and column.</exception>
    /// <remarks>Reference of the data: Kumar et al., "Edge weight prediction in weighted signed networks", ICDM 2016.</remarks>
    public static TimedEvents Ratings(string path, CancellationToken cancellationToken = default)
    {
        var table = TableFile.Read(path, new TableReadOptions { Time = "time" }, cancellationToken);
        double[] source = Users(table, "source", path), target = Users(table, "target", path), rating = Numbers(table, "rating", path);
        var order = Order(table.Time!);
        return new TimedEvents(
            ["rater", "ratee"],
            [Array.ConvertAll(order, i => (int)source[i]), Array.ConvertAll(order, i => (int)target[i])],
            Array.ConvertAll(order, i => table.Time![i]), Array.ConvertAll(order, i => rating[i] < 0 ? 1 : 0), null,
                Array.ConvertAll(order, i => rating[i] / 10));
    }

    /// <summary>
    /// Reads a card file (<c>Time, V1 … V28, Amount, Class</c>, as the European card data): no entities, features V and log(1 + Amount).
    /// </summary>
    /// <param name="path">A table file with those columns; other columns are passed over.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="TableFormatException">A column is missing, or a cell is no number.</exception>
    public static TimedEvents Card(string path, CancellationToken cancellationToken = default)
    {
        var table = TableFile.Read(path, new TableReadOptions { Time = "Time" }, cancellationToken);
        double[] amount = Numbers(table, "Amount", path), label = Numbers(table, "Class", path);
        double[][] components = [.. Enumerable.Range(1, 28).Select(v => Numbers(table, $"V{v}", path))];
        var order = Order(table.Time!);
        var features = new DenseMatrix(order.Length, components.Length + 1);
        for (var i = 0; i < order.Length; i++)
        {
            for (var c = 0; c < components.Length; c++)
            {
                features[i, c] = components[c][order[i]];
            }

            features[i, components.Length] = Math.Log(1 + Math.Max(0, amount[order[i]]));
        }

        return new TimedEvents([], [], Array.ConvertAll(order, i => table.Time![i]), Array.ConvertAll(order, i => label[i] != 0 ? 1 : 0),
            features);
    }

    private static int[] Order(double[] times) => [.. Enumerable.Range(0, times.Length).OrderBy(i => times[i])];

    /// <summary>Users by their numbers, which a model knows them by: another number would be another user.</summary>
    private static double[] Users(Table table, string name, string path)
    {
        var numbers = Numbers(table, name, path);
        return Array.FindIndex(numbers, n => !(n >= 0 && n <= int.MaxValue && double.IsInteger(n))) is var row and >= 0
            ? throw new TableFormatException(path, $"row {row + 1}, column '{name}': {table[name].Text(row)} is no number of a user; "
                + $"expected "
                + $"whole numbers from 0 to {int.MaxValue}")
            : numbers;
    }

    private static double[] Numbers(Table table, string name, string path) =>
        NodeRows.Required(table, name, path) is NumericColumn { MissingCount: 0 } column
        ? column.Values.ToArray()
        : throw new TableFormatException(path, Gap(NodeRows.Required(table, name, path)) is var row and >= 0
            ? $"row {row + 1}: column '{name}' has no value; expected a number in every row"
            : $"column '{name}' holds names, such as '{NodeRows.Required(table, name, path).Text(0)}'; expected a number in every row: "
            + $"users "
                + "are told apart by numbers here");

    private static int Gap(Column column) => Enumerable.Range(0, column.Count).FirstOrDefault(column.IsMissing, -1);
}

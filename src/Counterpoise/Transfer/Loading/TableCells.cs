using System.Globalization;
using Counterpoise.Messages;
using Counterpoise.Tables;

namespace Counterpoise.Transfer.Loading;

/// <summary>Reads columns as what they must be, and names row and column where they are not.</summary>
internal static class TableCells
{
    public static double[] Numbers(Table table, string column)
    {
        if (table[column] is not NumericColumn numbers)
            throw new DataMismatchException(NoNumber(table[column]));
        for (var i = 0; i < numbers.Count; i++)
        {
            if (!double.IsFinite(numbers[i]))
                throw new DataMismatchException(
                    $"column '{column}', {new RowPart(i)} has no value; expected a number: fill it in, or leave the row out");
        }

        return numbers.Values.ToArray();
    }

    public static int[] Counts(Table table, string column) =>
        [.. Numbers(table, column).Select((v, i) => v >= 0 && v <= int.MaxValue && v == Math.Floor(v) ? (int)v
        : throw new DataMismatchException(
            $"column '{column}', {new RowPart(i)} is {v.ToString(CultureInfo.InvariantCulture)}; expected a whole number of at least 0"))];

    /// <summary>What each row says in a column, as text.</summary>
    public static string[] Texts(Table table, string column)
    {
        var found = table[column];
        return [.. Enumerable.Range(0, table.RowCount).Select(i =>
            found.IsMissing(i)
                ? throw new DataMismatchException(
                    $"column '{column}', {new RowPart(i)} has no value; expected a name: fill it in, or leave the row out")
                : found.Text(i))];
    }

    /// <summary>The first text of a column that is no number: the others may well be some.</summary>
    private static Message NoNumber(Column column)
    {
        int[] texts = [.. Enumerable.Range(0, column.Count).Where(i => !column.IsMissing(i)
            && !SchemaInference.TryNumber(column.Text(i)!, out _))];
        return texts is [var first, ..]
            ? (Message)$"column '{column.Name}', {new RowPart(first)} holds the text '{column.Text(first)}'; expected numbers"
            : $"column '{column.Name}' holds names; expected numbers";
    }

    /// <summary>A number for each distinct text, by first appearance.</summary>
    public static int[] Codes(string[] texts)
    {
        var known = new Dictionary<string, int>();
        return [.. texts.Select(t => known.TryGetValue(t, out var code) ? code : known[t] = known.Count)];
    }
}

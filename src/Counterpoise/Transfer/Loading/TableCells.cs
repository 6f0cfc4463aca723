using System.Globalization;
using Counterpoise.Tables;

namespace Counterpoise.Transfer.Loading;

/// <summary>Reads columns as what they must be, and names row and column where they are not.</summary>
internal static class TableCells
{
    public static double[] Numbers(Table table, string column)
    {
        if (table[column] is not NumericColumn numbers)
            throw new ArgumentException($"column '{column}' holds text such as '{table[column].Text(0)}'; expected numbers");
        for (var i = 0; i < numbers.Count; i++)
        {
            if (!double.IsFinite(numbers[i]))
                throw new ArgumentException(
                    $"column '{column}', row {i} has no value; expected a number: fill it in, or leave the row out");
        }

        return numbers.Values.ToArray();
    }

    public static int[] Counts(Table table, string column) =>
        [.. Numbers(table, column).Select((v, i) => v >= 0 && v <= int.MaxValue && v == Math.Floor(v) ? (int)v
        : throw new ArgumentException(
            $"column '{column}', row {i} is {v.ToString(CultureInfo.InvariantCulture)}; expected a whole number of at least 0"))];

    /// <summary>What each row says in a column, as text.</summary>
    public static string[] Texts(Table table, string column)
    {
        var found = table[column];
        return [.. Enumerable.Range(0, table.RowCount).Select(i =>
            found.IsMissing(i)
                ? throw new ArgumentException(
                    $"column '{column}', row {i} has no value; expected a name: fill it in, or leave the row out") : found.Text(i))];
    }

    /// <summary>A number for each distinct text, by first appearance.</summary>
    public static int[] Codes(string[] texts)
    {
        var known = new Dictionary<string, int>();
        return [.. texts.Select(t => known.TryGetValue(t, out var code) ? code : known[t] = known.Count)];
    }
}

using Counterpoise.Numerics;
using Counterpoise.Tables;

namespace Counterpoise.Experiments;

/// <summary>
/// Rows of a data set that stand in a training split and, with equal features, in its test split: what a model has seen, it need not
/// predict. Numbers that differ by no more than rounding (a ten-millionth of the spread of their column, or single precision) are equal.
/// </summary>
/// <param name="DataSet">Name of the data set.</param>
/// <param name="Rows">Test rows over all folds that equal a training row of their fold in every feature.</param>
/// <param name="TestRows">All test rows.</param>
/// <param name="ByFold">The same fold by fold.</param>
public sealed record RepeatedRows(string DataSet, int Rows, int TestRows, IReadOnlyList<int> ByFold)
{
    /// <summary>Those of <see cref="Rows"/> that equal a training row but for rounding alone.</summary>
    public int Nearly { get; init; }

    /// <summary>What groups of equal rows are called.</summary>
    internal const string GroupName = "equal rows";

    /// <summary>Counts them.</summary>
    /// <param name="set">A data set with its folds.</param>
    public static RepeatedRows Of(TableDataSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var (byFold, exact) = (new List<int>(), 0);
        foreach (var fold in set.Folds)
        {
            var (training, test) = (fold.Training.ToCodedMatrix(), fold.Test.ToCodedMatrix());
            exact += Count(training, test);
            var together = RoundedRows.Of(Join(training, test));
            var known = new HashSet<RowKey>(Enumerable.Range(0, training.Rows).Select(i => new RowKey(together, i)));
            byFold.Add(Enumerable.Range(training.Rows, test.Rows).Count(i => known.Contains(new RowKey(together, i))));
        }

        return new RepeatedRows(set.Name, byFold.Sum(), set.Folds.Sum(f => f.Test.RowCount), byFold) { Nearly = byFold.Sum() - exact };
    }

    /// <summary>
    /// One group for all rows that equal one another in every feature, and, where the table has groups, for all rows of a group: what no
    /// fold may part.
    /// </summary>
    /// <param name="table">Any rows.</param>
    public static Labels Groups(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var (features, parent) = (RoundedRows.Of(table.ToCodedMatrix()), Enumerable.Range(0, table.RowCount).ToArray());
        var (first, firstOfGroup) = (new Dictionary<RowKey, int>(), new Dictionary<int, int>());
        for (var i = 0; i < parent.Length; i++)
        {
            if (!first.TryAdd(new RowKey(features, i), i))
                Join(parent, i, first[new RowKey(features, i)]);
            if (table.Groups is { } groups && !firstOfGroup.TryAdd(groups[i], i))
                Join(parent, i, firstOfGroup[groups[i]]);
        }

        var codes = Array.ConvertAll(Enumerable.Range(0, parent.Length).ToArray(), i => Root(parent, i));
        var place = codes.Distinct().Index().ToDictionary(c => c.Item, c => c.Index);
        return new Labels(table.Groups?.Name ?? GroupName, [.. place.Values.Select(p => $"{p}")],
            Array.ConvertAll(codes, c => place[c]));
    }

    private static DenseMatrix Join(DenseMatrix upper, DenseMatrix lower)
    {
        var joined = new DenseMatrix(upper.Rows + lower.Rows, upper.Columns);
        for (var i = 0; i < joined.Rows; i++)
        {
            var row = i < upper.Rows ? upper.Row(i) : lower.Row(i - upper.Rows);
            for (var j = 0; j < joined.Columns; j++) joined[i, j] = row[j];
        }

        return joined;
    }

    private static int Count(DenseMatrix training, DenseMatrix test)
    {
        var known = new HashSet<RowKey>(Enumerable.Range(0, training.Rows).Select(i => new RowKey(training, i)));
        return Enumerable.Range(0, test.Rows).Count(i => known.Contains(new RowKey(test, i)));
    }

    private static int Root(int[] parent, int row)
    {
        while (parent[row] != row)
        {
            row = parent[row] = parent[parent[row]];
        }

        return row;
    }

    private static void Join(int[] parent, int left, int right)
    {
        (left, right) = (Root(parent, left), Root(parent, right));
        parent[Math.Max(left, right)] = Math.Min(left, right);
    }
}

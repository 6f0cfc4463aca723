using Counterpoise.Tables;

namespace Counterpoise.Data;

/// <summary>The columns of a file: features, then weight, time, group and class.</summary>
internal static class TableColumns
{
    public static IReadOnlyList<Column> All(Table table)
    {
        List<Column> columns = [.. table.Columns];
        if (table.Weights is { } weights)
            columns.Add(new NumericColumn("weight", weights));
        if (table.Time is { } time)
            columns.Add(new NumericColumn("time", time));
        if (table.Groups is { } groups)
            columns.Add(Categorical(groups));
        if (table.Labels is { } labels)
            columns.Add(Categorical(labels));
        var twice = columns.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1)?.Key;
        return twice is null ? columns : throw new ArgumentException(
            $"two columns would be named '{twice}' (features, weight, time, group and class share one line): rename the feature",
            nameof(table));
    }

    private static CategoricalColumn Categorical(Labels labels) => new(labels.Name, [.. labels.Classes], labels.Codes.ToArray());
}

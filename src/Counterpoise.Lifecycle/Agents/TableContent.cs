using System.Text.Json;
using System.Text.Json.Serialization;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Agents;

/// <summary>A table as the bytes of an artifact: the same rows give the same bytes.</summary>
internal static class TableContent
{
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static byte[] Write(Table table) => JsonSerializer.SerializeToUtf8Bytes(Save(table), Json);

    public static byte[] WriteSplit(Table training, Table test) =>
        JsonSerializer.SerializeToUtf8Bytes(new SavedSplit(Save(training), Save(test)), Json);

    public static Table Read(byte[] bytes) => Load(JsonSerializer.Deserialize<SavedTable>(bytes, Json)
        ?? throw new InvalidDataException("the content is no table"));

    public static (Table Training, Table Test) ReadSplit(byte[] bytes)
    {
        var saved = JsonSerializer.Deserialize<SavedSplit>(bytes, Json) ?? throw new InvalidDataException("the content is no split");
        return (Load(saved.Training), Load(saved.Test));
    }

    private static SavedTable Save(Table table) => new(table.RowIds.ToArray(), [.. table.Columns.Select(Save)], table.Labels?.Name,
        table.Labels is null ? null : [.. table.Labels.Classes], table.Labels?.Codes.ToArray());

    private static SavedColumn Save(Column column) => column is NumericColumn numbers
        ? new SavedColumn(column.Name, numbers.Values.ToArray(), null, null)
        : new SavedColumn(column.Name, null, [.. ((CategoricalColumn)column).Categories], ((CategoricalColumn)column).Codes.ToArray());

    private static Table Load(SavedTable saved)
    {
        var table = new Table([.. saved.Columns.Select(c => c.Numbers is { } numbers ? (Column)new NumericColumn(c.Name, numbers)
            : new CategoricalColumn(c.Name, c.Names!, c.Codes!))], saved.Ids);
        return saved.Classes is null ? table : table.With(new Labels(saved.Target!, saved.Classes, saved.Labels!));
    }

    private sealed record SavedColumn(string Name, double[]? Numbers, string[]? Names, int[]? Codes);

    private sealed record SavedTable(long[] Ids, SavedColumn[] Columns, string? Target, string[]? Classes, int[]? Labels);

    private sealed record SavedSplit(SavedTable Training, SavedTable Test);
}

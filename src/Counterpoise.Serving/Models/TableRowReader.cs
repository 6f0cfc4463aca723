using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Counterpoise.Methods;
using Counterpoise.Pipelines;
using Counterpoise.TableModels;
using Counterpoise.Tables;

namespace Counterpoise.Serving.Models;

/// <summary>
/// Reads rows of JSON for a model: every column of the model must be named, null is a missing value, and further names are passed over.
/// </summary>
internal sealed class TableRowReader(TableModelCard card)
{
    /// <summary>The columns that the model takes.</summary>
    public IReadOnlyList<PreparedColumn> Columns { get; } = [.. card.Columns.Where(c => !c.IsDropped)];

    public TableRow Read(byte[] json)
    {
        if (!Utf8.IsValid(json))
            return Bad("it is no UTF-8");
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement)
                : Bad("a row is a JSON object with a value for each column, such as {\"amount\": 3.5}");
        }
        catch (JsonException e)
        {
            return Bad($"it is no JSON: {e.Message}");
        }
    }

    /// <summary>Rows without faults as a table.</summary>
    public Table ToTable(IReadOnlyList<TableRow> rows) => new([.. Columns.Select<PreparedColumn, Column>((c, j) =>
        c.Kind == ColumnKind.Numeric ? new NumericColumn(c.Name, [.. rows.Select(r => r.Values[j] as double? ?? double.NaN)])
            : CategoricalColumn.FromValues(c.Name, [.. rows.Select(r => r.Values[j] as string)]))]);

    private static TableRow Bad(string fault) => new([], [], fault);

    private TableRow Read(JsonElement row)
    {
        var (values, notes) = (new object?[Columns.Count], new List<string>());
        foreach (var (j, column) in Columns.Index())
        {
            if (!row.TryGetProperty(column.Name, out var value))
                return Bad($"the row has no '{column.Name}'{Nearest(row, column.Name)}; null stands for a missing value");
            if (value.ValueKind == JsonValueKind.Null)
            {
                notes.Add($"'{column.Name}' is missing and filled with {Usual(column)}");
                continue;
            }

            var isNumber = column.Kind == ColumnKind.Numeric;
            values[j] = isNumber ? (object?)Number(value) : Text(value);
            if (values[j] is null)
                return Bad($"'{column.Name}' is {value.GetRawText()}; expected {(isNumber ? "a number" : "a text")}");
            if (!isNumber && !column.Categories.Contains((string)values[j]!))
                notes.Add($"training knew no '{values[j]}' in '{column.Name}': the row is of none of the known ones");
        }

        return new TableRow(values, notes, null);
    }

    private static string Usual(PreparedColumn column) => column.Kind == ColumnKind.Numeric
        ? $"the median {column.Median.ToString("G6", CultureInfo.InvariantCulture)}" : $"the most frequent '{column.Mode}'";

    /// <summary>A finite number, also where it stands in quotes.</summary>
    private static double? Number(JsonElement value) =>
        (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)) || (value.ValueKind == JsonValueKind.String
            && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            ? double.IsFinite(number) ? number : null : null;

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private static string Nearest(JsonElement row, string name) =>
        NearestNames.Of(name, row.EnumerateObject().Select(p => p.Name)) is [var near, ..] ? $" (the nearest name is '{near}')" : "";
}

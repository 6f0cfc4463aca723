using System.Text.Json;
using System.Text.Json.Serialization;
using Counterpoise.Pipelines;
using Counterpoise.Tables;

namespace Counterpoise.Deploy.TableExport;

/// <summary>A column that a model of tables takes, as metadata of its ONNX file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Median">Of numbers: what fills a missing one.</param>
/// <param name="Categories">Of names: those that training knew.</param>
/// <param name="Mode">Of names: what fills a missing one.</param>
internal sealed record OnnxColumn(string Name, double? Median, string[]? Categories, string? Mode)
{
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static OnnxColumn From(PreparedColumn column) => column.Kind == ColumnKind.Numeric ? new(column.Name, column.Median, null, null)
        : new(column.Name, null, [.. column.Categories], column.Mode);

    public PreparedColumn ToColumn() => string.IsNullOrEmpty(Name) ? throw new FormatException("'columns' has one without a name")
        : Categories is { } categories
            ? new(Name, ColumnKind.Categorical) { IsDropped = false, Categories = categories, Mode = Mode ?? "" }
            : new(Name, ColumnKind.Numeric) { IsDropped = false, Median = Median ?? throw new FormatException(
                $"'columns' gives '{Name}' neither 'median' nor 'categories'") };
}

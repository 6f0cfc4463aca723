using System.Text.Json;
using System.Text.Json.Serialization;

namespace Counterpoise.Comparisons;

/// <summary>Metrics in ordinal order of their names, so that equal cells give equal files; NaN as null.</summary>
internal sealed class SortedMetricsConverter : JsonConverter<IReadOnlyDictionary<string, double>>
{
    private static readonly NanAsNullConverter Number = new();

    public override IReadOnlyDictionary<string, double>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"{reader.TokenType} found, an object of metrics expected");
        }

        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            metrics[name] = Number.Read(ref reader, typeof(double), options);
        }

        return metrics;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, double> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, number) in value.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            Number.Write(writer, number, options);
        }

        writer.WriteEndObject();
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Counterpoise.Comparisons;

/// <summary>Inner estimates in ordinal order of their metrics, each as [value, standard error] on one line; NaN as null.</summary>
internal sealed class InnerEstimatesConverter : JsonConverter<IReadOnlyDictionary<string, InnerEstimate>>
{
    private static readonly CompactDoublesConverter Numbers = new();

    public override IReadOnlyDictionary<string, InnerEstimate>? Read(ref Utf8JsonReader reader, Type typeToConvert,
        JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"{reader.TokenType} found, an object of inner estimates expected");
        }

        var estimates = new Dictionary<string, InnerEstimate>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            estimates[name] = Numbers.Read(ref reader, typeof(double[]), options) is [var value, var error]
                ? new(value, error)
                : throw new JsonException($"inner estimate '{name}' is not two numbers, a value and its standard error");
        }

        return estimates;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, InnerEstimate> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, estimate) in value.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            Numbers.Write(writer, [estimate.Value, estimate.StandardError], options);
        }

        writer.WriteEndObject();
    }
}

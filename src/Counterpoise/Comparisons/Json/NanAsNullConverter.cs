using System.Text.Json;
using System.Text.Json.Serialization;

namespace Counterpoise.Comparisons;

/// <summary>
/// A number that is not a number is null in JSON, and null is read as NaN; an infinite number is refused, since no metric is one.
/// </summary>
internal sealed class NanAsNullConverter : JsonConverter<double>
{
    public override bool HandleNull => true;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsNaN(value))
        {
            writer.WriteNullValue();
        }
        else if (double.IsInfinity(value))
        {
            throw new JsonException($"{value} found, a finite number or NaN expected");
        }
        else
        {
            writer.WriteNumberValue(value);
        }
    }
}

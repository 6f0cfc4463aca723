using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Counterpoise.Cli.Output;

/// <summary>
/// A number that is not finite is null, since JSON has no other word for it; a property that asks for named numbers keeps them.
/// </summary>
internal sealed class UndefinedAsNullConverter : JsonConverter<double>
{
    /// <inheritdoc/>
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    /// <summary>
    /// Leaves properties that say how their numbers are written to the serializer's own converter; with another they would be refused.
    /// </summary>
    public static void KeepNamedNumbers(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => p.NumberHandling is not null && p.PropertyType == typeof(double)))
        {
            property.CustomConverter = JsonMetadataServices.DoubleConverter;
        }
    }
}

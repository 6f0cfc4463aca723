using System.Text.Json;
using System.Text.Json.Serialization;
using Counterpoise.Messages;

namespace Counterpoise.Comparisons;

/// <summary>
/// Writes a remark as a text, and a note of another kind as an object; results from before notes had kinds hold texts alone.
/// </summary>
internal sealed class CellNoteConverter : JsonConverter<CellNote>
{
    public override CellNote? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString()!;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("a note is a text, or an object with kind and text");
        var (kind, text, remedy) = (CellNoteKind.Remark, "", (RemedyKind?)null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                throw new JsonException($"'{name}' of a note is no text");
            var value = reader.GetString()!;
            _ = name switch
            {
                "kind" => (kind = Parse<CellNoteKind>(value)) == kind,
                "remedy" => (remedy = Parse<RemedyKind>(value)) == remedy,
                "text" => (text = value) == value,
                _ => throw new JsonException($"a note has no '{name}'; expected kind, text and remedy"),
            };
        }

        return new(kind, text, remedy);
    }

    public override void Write(Utf8JsonWriter writer, CellNote value, JsonSerializerOptions options)
    {
        if (value.Kind == CellNoteKind.Remark)
        {
            writer.WriteStringValue(value.Text);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(value.Kind.ToString()));
        writer.WriteString("text", value.Text);
        if (value.Remedy is { } remedy)
            writer.WriteString("remedy", JsonNamingPolicy.SnakeCaseLower.ConvertName(remedy.ToString()));
        writer.WriteEndObject();
    }

    private static T Parse<T>(string text) where T : struct, Enum => Enum.GetValues<T>()
        .Where(v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()) == text).Select(v => (T?)v).FirstOrDefault()
        ?? throw new JsonException($"'{text}' is no {typeof(T).Name}");
}

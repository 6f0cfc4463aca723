using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Counterpoise.Files;

namespace Counterpoise.Comparisons;

/// <summary>
/// The layout of comparisons, cells and runs as JSON: camel case, indented, arrays of numbers on one line, NaN as null, metrics in
/// ordinal order.
/// </summary>
internal static class ComparisonJson
{
    // Reflection rather than generated code: the generator overwrites the defaults of init properties that a file leaves out.
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new NanAsNullConverter(),
                new CompactDoublesConverter(),
            new CompactIntegersConverter(), new SortedMetricsConverter(), new SortedTextsConverter(), new InnerEstimatesConverter(),
        },
    };

    public static void Write<T>(Stream stream, T value)
    {
        JsonSerializer.Serialize(stream, value, Options);
        stream.WriteByte((byte)'\n');
    }

    /// <summary>Reads a document whose layout has a number, which is looked at before anything else.</summary>
    public static T Read<T>(string path, int newest, string remedy) => Read<T>(path, node =>
    {
        if (node is JsonObject document && document["format"] is JsonValue format && format.TryGetValue<int>(out var number))
        {
            FileFormat.Require(path, number, newest, remedy);
        }
    });

    public static T Read<T>(string path) => Read<T>(path, _ => { });

    private static T Read<T>(string path, Action<JsonNode?> check)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var stream = File.OpenRead(path);
            return Deserialize<T>(stream, check) ?? throw new InvalidDataException($"{path}: null found, a {typeof(T).Name} expected");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: not a {typeof(T).Name}: {e.Message}", e);
        }
    }

    private static T? Deserialize<T>(Stream stream, Action<JsonNode?> check)
    {
        // Cells are many, and their layout is what it was.
        if (typeof(T) == typeof(ComparisonCell))
        {
            return JsonSerializer.Deserialize<T>(stream, Options);
        }

        var node = JsonNode.Parse(stream);
        check(node);
        FirstLayout(node);
        return node.Deserialize<T>(Options);
    }

    /// <summary>Layout 1 said <c>task</c>, images or tables, where there are now the pairing and the noun.</summary>
    private static void FirstLayout(JsonNode? node)
    {
        if (node is not JsonObject document || document["task"] is not JsonValue task || document.ContainsKey("item"))
        {
            return;
        }

        var tables = task.TryGetValue<string>(out var kind) && kind == "tables";
        document["item"] = tables ? "row" : "image";
        document["pairing"] = tables ? "dataSets" : "runs";
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Counterpoise.Workflows;

/// <summary>Results as JSON documents: indented, names in camel case, choices by name, numbers without a value by their names.</summary>
internal static class ResultJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>A document with a line break at its end.</summary>
    public static string Text(object result) => JsonSerializer.Serialize(result, Options) + "\n";

    /// <summary>The bytes of a document.</summary>
    public static byte[] Bytes(object result) => JsonSerializer.SerializeToUtf8Bytes(result, Options);
}

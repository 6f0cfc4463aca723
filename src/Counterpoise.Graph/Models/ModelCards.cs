using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Counterpoise.Options;
using Counterpoise.Torch.Files;

namespace Counterpoise.Graph.Models;

/// <summary>What a model file tells beside its weights: a kind, the number of its format, and a document.</summary>
internal static class ModelCards
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        IncludeFields = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    internal static Dictionary<string, string> Write<T>(string kind, int format, T card) => new()
    {
        ["kind"] = kind,
        ["format"] = format.ToString(CultureInfo.InvariantCulture),
        ["model"] = JsonSerializer.Serialize(card, Json),
    };

    /// <summary>Reads the document.</summary>
    /// <param name="archive">The file.</param>
    /// <param name="kind">The kind that it must be of.</param>
    /// <param name="format">The latest format that is known.</param>
    /// <param name="writer">What writes such files.</param>
    /// <param name="fault">Says what does not belong together, or null.</param>
    /// <exception cref="WeightFileException">It is of another kind or a later format, or damaged.</exception>
    internal static T Read<T>(TensorArchive archive, string kind, int format, string writer, Func<T, string?> fault) where T : class
    {
        var (path, found) = (archive.Path, archive.Metadata.GetValueOrDefault("kind"));
        if (found != kind)
        {
            throw new WeightFileException(path, $"a model of kind '{found ?? "none"}'", $"one of kind '{kind}', as {writer} writes");
        }

        var told = archive.Metadata.GetValueOrDefault("format");
        if (!int.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > format)
        {
            throw new WeightFileException(path, $"format '{told ?? "none"}' of a model of kind '{kind}'",
                $"format {format}: a later version of Counterpoise has written it; read it with that one, or train again");
        }

        try
        {
            var card = archive.Metadata.TryGetValue("model", out var text) ? JsonSerializer.Deserialize<T>(text, Json) : null;
            return card is null ? throw Damaged("no 'model' among the metadata")
                : fault(card) is { } reason ? throw Damaged(reason) : card;
        }
        catch (Exception cause) when (cause is JsonException or InvalidOptionsException or NotSupportedException)
        {
            throw Damaged($"metadata that cannot be read ({cause.Message})", cause);
        }

        WeightFileException Damaged(string what, Exception? cause = null) =>
            new(path, what, $"what {writer} writes: the file is damaged", cause);
    }
}

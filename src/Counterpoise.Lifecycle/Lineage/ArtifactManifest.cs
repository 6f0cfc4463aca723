using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Counterpoise.Lifecycle.Lineage;

/// <summary>The bytes that name an artifact: JSON with one possible spelling.</summary>
internal static class ArtifactManifest
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(ArtifactDraft draft, string content, long bytes) => JsonSerializer.SerializeToUtf8Bytes(
        new Saved(draft.Kind, draft.Producer, draft.Version, [.. draft.Parents], Sorted(draft.Parameters), Sorted(draft.Metrics),
            draft.Seed, content, bytes, draft.Fault), Json);

    /// <summary>A hash of all that determines what is made, and nothing of what was made.</summary>
    public static string Work(ArtifactDraft draft) =>
        Convert.ToHexStringLower(SHA256.HashData(Write(draft with { Metrics = new Dictionary<string, double>(), Fault = null }, "", 0)));

    public static Artifact Read(string id, byte[] bytes)
    {
        try
        {
            var saved = JsonSerializer.Deserialize<Saved>(bytes, Json) ?? throw new JsonException("found null");
            return new Artifact
            {
                Id = id,
                Kind = saved.Kind,
                Producer = saved.Producer,
                Version = saved.Version,
                Parents = saved.Parents,
                Parameters = saved.Parameters,
                Metrics = saved.Metrics,
                Seed = saved.Seed,
                Content = saved.Content,
                Bytes = saved.Bytes,
                Fault = saved.Fault,
            };
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"the manifest of artifact {id} is damaged: {fault.Message}; run verify to see what else is",
                fault);
        }
    }

    private static SortedDictionary<string, T> Sorted<T>(IReadOnlyDictionary<string, T> values) =>
        new(values.ToDictionary(), StringComparer.Ordinal);

    private sealed record Saved(string Kind, string Producer, string Version, string[] Parents, SortedDictionary<string, string> Parameters,
        SortedDictionary<string, double> Metrics, ulong? Seed, string Content, long Bytes, string? Fault);
}

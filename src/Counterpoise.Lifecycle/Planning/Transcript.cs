using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Counterpoise.Lifecycle.Planning;

/// <summary>Lines of questions and answers: each holds the hash of the question, the question itself, and the answer.</summary>
internal sealed record Transcript(string Hash, string Question, string Answer)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string HashOf(string question) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(question)));

    public static List<Transcript> Read(string path)
    {
        try
        {
            return [.. File.ReadLines(path).Where(l => l.Length > 0)
                .Select(l => JsonSerializer.Deserialize<Transcript>(l, Json) ?? throw new JsonException("found null"))];
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"'{path}' is no transcript: {fault.Message}; expected what a recording wrote", fault);
        }
    }

    public string ToLine() => JsonSerializer.Serialize(this, Json) + "\n";
}

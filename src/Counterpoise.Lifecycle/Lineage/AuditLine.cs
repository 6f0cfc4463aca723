using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Counterpoise.Lifecycle.Lineage;

/// <summary>An audit entry as a line of JSON with one possible spelling, which is what is hashed.</summary>
internal static class AuditLine
{
    public const string Origin = "0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static AuditEntry Create(long number, DateTimeOffset time, string user, string action, string subject,
        IReadOnlyDictionary<string, string> details, string previous)
    {
        var sorted = new SortedDictionary<string, string>(details.ToDictionary(), StringComparer.Ordinal);
        var entry = new AuditEntry(number, time.ToUniversalTime(), user, action, subject, sorted, previous, "");
        return entry with { Hash = Convert.ToHexStringLower(SHA256.HashData(Write(entry))) };
    }

    /// <summary>The whole line with its hash and the line feed.</summary>
    public static byte[] Text(AuditEntry entry)
    {
        var body = Encoding.UTF8.GetString(Write(entry));
        return Encoding.UTF8.GetBytes($"{body[..^1]},\"hash\":\"{entry.Hash}\"}}\n");
    }

    /// <summary>Reads a line; null where it is not one that was written here, byte for byte, or its hash is wrong.</summary>
    public static AuditEntry? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            string Read(string name) => root.GetProperty(name).GetString() ?? throw new JsonException(name);
            var details = root.GetProperty("details").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "");
            var entry = Create(root.GetProperty("n").GetInt64(), DateTimeOffset.Parse(Read("time"), CultureInfo.InvariantCulture),
                Read("user"), Read("action"), Read("subject"), details, Read("previous"));
            return Text(entry).AsSpan(0, Text(entry).Length - 1).SequenceEqual(line) ? entry : null;
        }
        catch (Exception fault) when (
            fault is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static byte[] Write(AuditEntry entry)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            json.WriteNumber("n", entry.Number);
            json.WriteString("time", entry.Time.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("user", entry.User);
            json.WriteString("action", entry.Action);
            json.WriteString("subject", entry.Subject);
            json.WriteStartObject("details");
            foreach (var (name, value) in entry.Details)
                json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteString("previous", entry.Previous);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}

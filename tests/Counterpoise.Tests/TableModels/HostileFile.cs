using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Counterpoise.Tests.TableModels;

/// <summary>A saved model of which one value is another, with a check sum that fits: what somebody who means ill would write.</summary>
internal static class HostileFile
{
    private static readonly Func<JsonNode?>[] Values =
        [() => JsonValue.Create(-1), () => JsonValue.Create(int.MaxValue), () => JsonValue.Create(1e300), () => JsonValue.Create("x"),
            () => null, () => new JsonArray(), () => new JsonObject(), () => JsonValue.Create(0)];

    /// <summary>The file with each value of its JSON in turn replaced by each of several others, or taken out.</summary>
    public static IEnumerable<byte[]> Mutations(byte[] file)
    {
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(40));
        var text = file.AsSpan(48, length).ToArray();
        var count = Places(JsonNode.Parse(text)!).Count();
        for (var i = 0; i < count; i++)
        {
            foreach (var value in Values)
            {
                var root = JsonNode.Parse(text)!;
                Places(root).ElementAt(i)(value());
                yield return File(root, file.AsSpan(48 + length));
            }
        }
    }

    private static byte[] File(JsonNode root, ReadOnlySpan<byte> blocks)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(root);
        byte[] file = [.. "CPMODEL1"u8, .. new byte[40], .. json, .. blocks];
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(40), (ulong)json.Length);
        SHA256.HashData(file.AsSpan(40), file.AsSpan(8, 32));
        return file;
    }

    private static IEnumerable<Action<JsonNode?>> Places(JsonNode node)
    {
        if (node is JsonObject parts)
        {
            foreach (var (name, value) in parts.ToArray())
            {
                yield return v => parts[name] = v;
                yield return _ => parts.Remove(name);
                foreach (var place in value is null ? [] : Places(value)) yield return place;
            }
        }
        else if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                var at = i;
                yield return v => list[at] = v;
                foreach (var place in list[i] is { } value ? Places(value) : []) yield return place;
            }
        }
    }
}

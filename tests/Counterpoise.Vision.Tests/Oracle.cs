using System.Text.Json;
using Counterpoise.Tests;

namespace Counterpoise.Vision.Tests;

/// <summary>Reads the numbers that the scripts in oracles/ made.</summary>
internal static class Oracle
{
    public static JsonElement Read(string name) => JsonDocument.Parse(File.ReadAllBytes(Repository.Oracle(name))).RootElement;

    public static byte[] Fixture(string name) => File.ReadAllBytes(Repository.Oracle(Path.Combine("vision", name)));

    public static byte[] Bytes(this JsonElement element, string name) => element.GetProperty(name).GetBytesFromBase64();

    public static int Int(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    public static double Double(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static int[] Ints(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetInt32())];
}

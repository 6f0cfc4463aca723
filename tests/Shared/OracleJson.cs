using System.Text.Json;

namespace Counterpoise.Tests;

/// <summary>Reads arrays of numbers out of an oracle file.</summary>
internal static class OracleJson
{
    public static JsonElement Read(string name) => JsonDocument.Parse(File.ReadAllBytes(Repository.Oracle(name))).RootElement;

    public static double[] Doubles(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    public static int[] Ints(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(v => v.GetInt32())];

    public static double[][] Rows(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetDouble()).ToArray())];

    public static double Double(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    public static string[] Names(int classes) => [.. Enumerable.Range(0, classes).Select(c => $"c{c}")];
}

using System.Text.Json;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Learning;

/// <summary>The six rows, three classes that the specification's golden numbers are about.</summary>
internal static class Golden
{
    public static readonly int[] Counts = [60, 30, 10];

    public static JsonElement Acl { get; } = Read("acl.json");

    public static JsonElement MetaWeights { get; } = Read("meta_weight_net.json");

    public static JsonElement Losses { get; } = Read("losses.json");

    public static Tensor Logits => Tensor.FromArray(new[,] { { 2, .5, -1 }, { .3, 1.2, -.4 }, { 1.5, -.2, .1 }, { -.5, 1, .2 },
        { .1, .4, .9 }, { -1, .3, .6 } });

    public static Tensor Embeddings => Tensor.FromArray(new[,] { { 1, .5, -.2 }, { .8, .7, .1 }, { 1.2, -.3, .4 }, { -.6, 1.1, .3 },
        { -.2, .9, -.5 }, { .1, -.4, 1.3 } });

    public static Tensor Labels => Tensor.FromArray(new long[] { 0, 0, 0, 1, 1, 2 });

    public static double Number(this JsonElement golden, string name) => golden.GetProperty(name).GetDouble();

    public static double[] Numbers(this JsonElement golden, string name) => Flat(golden.GetProperty(name)).ToArray();

    public static void Close(double[] expected, Tensor found, double tolerance) =>
        Close(expected, found.Reshape(-1).ToArray<double>(), tolerance);

    public static void Close(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0,
            tolerance * Math.Max(1, Math.Abs(pair.First))));
    }

    private static IEnumerable<double> Flat(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().SelectMany(Flat) : [value.GetDouble()];

    private static JsonElement Read(string name) => JsonDocument.Parse(File.ReadAllText(Repository.Oracle(name))).RootElement;
}

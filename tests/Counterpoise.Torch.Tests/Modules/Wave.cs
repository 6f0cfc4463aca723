using System.Text.Json;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Modules;

/// <summary>The numbers that oracles/modules.py and oracles/optimizers.py rebuild by formula, and how they are compared.</summary>
internal static class Wave
{
    public static Tensor Of(long[] shape, double phase, double scale = 1)
    {
        var n = shape.Aggregate(1L, (product, size) => product * size);
        var values = Enumerable.Range(0, (int)n).Select(i => scale * Math.Sin((0.7 * i) + phase)).ToArray();
        return Tensor.FromArray(values).Reshape(shape);
    }

    public static long[] Longs(this JsonElement element) => [.. element.EnumerateArray().Select(e => e.GetInt64())];

    public static double[] Doubles(this JsonElement element) => [.. element.EnumerateArray().Select(e => e.GetDouble())];

    public static void Equal(double[] expected, Tensor actual, double tolerance, string what)
        => Equal(expected, actual.Double().ToArray<double>(), tolerance, what);

    public static void Equal(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {actual.Length} numbers, {expected.Length} expected");
        for (var i = 0; i < expected.Length; i++)
        {
            var allowed = tolerance * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(Math.Abs(expected[i] - actual[i]) <= allowed, $"{what}[{i}] is {actual[i]:r}, {expected[i]:r} expected");
        }
    }
}

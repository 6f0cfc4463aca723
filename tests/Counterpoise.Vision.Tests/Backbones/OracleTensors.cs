using System.Text.Json;
using Counterpoise.Torch;

namespace Counterpoise.Vision.Tests.Backbones;

/// <summary>Compares tensors with the summaries that the oracle scripts write.</summary>
internal static class OracleTensors
{
    /// <summary>Norm, sum and up to four elements, within a tolerance relative to the norm (or to 1 where it is smaller).</summary>
    public static void Summary(JsonElement expected, Tensor tensor, double tolerance, string what)
    {
        var values = tensor.Double().ToArray<double>();
        var n = values.Length;
        int[] places = [.. new[] { 0, n / 3, n / 2, n - 1 }.Distinct().Order()];
        double[] found = [Math.Sqrt(values.Sum(v => v * v)), values.Sum(), .. places.Select(i => values[i])];
        double[] wanted = [.. expected.EnumerateArray().Select(e => e.GetDouble())];

        // A sum of n rounded numbers errs by the root of n times one of them, which is what the norm measures.
        var allowed = tolerance * Math.Max(1, wanted[0]);
        Assert.Equal(wanted.Length, found.Length);
        for (var i = 0; i < wanted.Length; i++)
        {
            var slack = i == 1 ? Math.Sqrt(n) : 1;
            Assert.True(Math.Abs(wanted[i] - found[i]) <= allowed * slack,
                $"{what}, number {i} of its summary: {found[i]:r}, {wanted[i]:r} expected");
        }
    }

    /// <summary>The difference's norm within a tolerance relative to the norm.</summary>
    public static void Near(double[] expected, double[] found, double tolerance, string what)
    {
        var difference = Math.Sqrt(expected.Zip(found, (e, f) => (e - f) * (e - f)).Sum());
        var norm = Math.Sqrt(expected.Sum(e => e * e));
        Assert.True(expected.Length == found.Length && difference <= tolerance * norm,
            $"{what} differs by {difference:g3}, at most {tolerance:g3} of {norm:g3} was expected");
    }
}

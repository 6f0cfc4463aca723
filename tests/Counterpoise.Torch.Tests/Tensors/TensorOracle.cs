using System.Text.Json;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Tensors;

/// <summary>The numbers that oracles/torch_tensor.py made, and the formula both sides fill tensors by.</summary>
internal static class TensorOracle
{
    private static readonly JsonDocument Document = JsonDocument.Parse(
        File.ReadAllText(Repository.Oracle("torch_tensor.json")).Replace("NaN", "\"NaN\"", StringComparison.Ordinal));

    internal static JsonElement Section(string name) => Document.RootElement.GetProperty(name);

    internal static Tensor Formula(params long[] shape) =>
        (Tensor.Arange(shape.Aggregate(1L, (a, b) => a * b), ScalarType.Float64).Sin() * 3).Reshape(shape);

    internal static void Equal(JsonElement expected, Tensor actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64()), actual.Shape);
        Assert.Equal(expected.GetProperty("dtype").GetString(), actual.Type.ToString(), ignoreCase: true);
        var values = expected.GetProperty("values").EnumerateArray().Select(e => e.GetDouble()).ToArray();
        var found = actual.Double().ToArray<double>();
        for (var i = 0; i < values.Length; i++)
        {
            Assert.True(Math.Abs(values[i] - found[i]) <= tolerance * Math.Max(1, Math.Abs(values[i])), $"element {i}: {values[i]:r} was expected, {found[i]:r} found");
        }
    }
}

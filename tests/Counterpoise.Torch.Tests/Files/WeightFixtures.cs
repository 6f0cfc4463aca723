using System.Text.Json;
using Counterpoise.Tests;
using Counterpoise.Torch.Files;

namespace Counterpoise.Torch.Tests.Files;

/// <summary>The committed weight files and what PyTorch and NumPy say they hold.</summary>
internal static class WeightFixtures
{
    public static string Folder { get; } = Repository.Oracle("weights");

    public static string Path(string name) => System.IO.Path.Combine(Folder, name);

    public static JsonElement Expected { get; } = JsonDocument.Parse(File.ReadAllText(Repository.Oracle("weight_files.json"))).RootElement;

    /// <summary>The elements as numbers, whatever their type.</summary>
    public static double[] Values(this StoredTensor tensor) => tensor.Type switch
    {
        ScalarType.Float64 => tensor.ToArray<double>(),
        ScalarType.Float32 => [.. tensor.ToArray<float>().Select(v => (double)v)],
        ScalarType.Float16 => [.. tensor.ToArray<Half>().Select(v => (double)v)],
        ScalarType.BFloat16 => [.. tensor.ToArray<BFloat16>().Select(v => (double)(float)v)],
        ScalarType.Int64 => [.. tensor.ToArray<long>().Select(v => (double)v)],
        ScalarType.Int32 => [.. tensor.ToArray<int>().Select(v => (double)v)],
        ScalarType.Int16 => [.. tensor.ToArray<short>().Select(v => (double)v)],
        ScalarType.Int8 => [.. tensor.ToArray<sbyte>().Select(v => (double)v)],
        ScalarType.Bool => [.. tensor.ToArray<bool>().Select(v => v ? 1.0 : 0.0)],
        _ => [.. tensor.ToArray<byte>().Select(v => (double)v)],
    };

    /// <summary>Asserts that a file holds exactly the tensors of the oracle, in type, shape and every value.</summary>
    public static void AssertEquals(JsonElement expected, TensorArchive actual)
    {
        Assert.Equal(expected.EnumerateObject().Select(t => t.Name), actual.Tensors.Keys);
        foreach (var tensor in expected.EnumerateObject())
        {
            var found = actual.Tensors[tensor.Name];
            Assert.Equal(tensor.Value.GetProperty("type").GetString(),
                found.Type == ScalarType.Byte ? "uint8" : found.Type.ToString().ToLowerInvariant());
            Assert.Equal(tensor.Value.GetProperty("shape").EnumerateArray().Select(n => n.GetInt64()), found.Shape);
            Assert.Equal(tensor.Value.GetProperty("values").EnumerateArray().Select(v => v.GetDouble()), found.Values());
        }
    }
}

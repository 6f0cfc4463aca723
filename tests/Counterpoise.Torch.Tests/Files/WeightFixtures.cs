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
        StoredType.Float64 => tensor.ToArray<double>(),
        StoredType.Float32 => [.. tensor.ToArray<float>().Select(v => (double)v)],
        StoredType.Float16 => [.. tensor.ToArray<Half>().Select(v => (double)v)],
        StoredType.BFloat16 => [.. tensor.ToArray<ushort>().Select(v => (double)BitConverter.Int32BitsToSingle(v << 16))],
        StoredType.Int64 => [.. tensor.ToArray<long>().Select(v => (double)v)],
        StoredType.Int32 => [.. tensor.ToArray<int>().Select(v => (double)v)],
        StoredType.Int16 => [.. tensor.ToArray<short>().Select(v => (double)v)],
        StoredType.Int8 => [.. tensor.ToArray<sbyte>().Select(v => (double)v)],
        _ => [.. tensor.ToArray<byte>().Select(v => (double)v)],
    };

    /// <summary>Asserts that a file holds exactly the tensors of the oracle, in type, shape and every value.</summary>
    public static void AssertEquals(JsonElement expected, TensorArchive actual)
    {
        Assert.Equal(expected.EnumerateObject().Select(t => t.Name), actual.Tensors.Keys);
        foreach (var tensor in expected.EnumerateObject())
        {
            var found = actual.Tensors[tensor.Name];
            Assert.Equal(tensor.Value.GetProperty("type").GetString(), found.Type.ToString().ToLowerInvariant());
            Assert.Equal(tensor.Value.GetProperty("shape").EnumerateArray().Select(n => n.GetInt64()), found.Shape);
            Assert.Equal(tensor.Value.GetProperty("values").EnumerateArray().Select(v => v.GetDouble()), found.Values());
        }
    }
}

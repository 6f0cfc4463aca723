using System.Buffers.Binary;
using System.Text;
using Counterpoise.Tests;
using Counterpoise.Torch.Files;

namespace Counterpoise.Torch.Tests.Files;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("counterpoise-").FullName;

    private string Target => Path.Combine(_folder, "file.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_written_by_hand_is_read()
    {
        const string Header = """{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[2,10]}"""
            + ""","b":{"dtype":"U8","shape":[2,1],"data_offsets":[0,2]},"none":{"dtype":"I64","shape":[0,3],"data_offsets":[10,10]}}  """;
        using var archive = SafetensorsFile.Open(Write(Header, [7, 8, 0, 0, 128, 63, 0, 0, 0, 64]));
        Assert.Equal(["a", "b", "none"], archive.Tensors.Keys);
        Assert.Equal([1f, 2f], archive.Tensors["a"].ToArray<float>());
        Assert.Equal([7, 8], archive.Tensors["b"].ToArray<byte>());
        Assert.Equal([0L, 3L], archive.Tensors["none"].Shape);
        Assert.Empty(archive.Tensors["none"].ToArray<long>());
        Assert.Equal("pt", archive.Metadata["format"]);
        Assert.Null(archive.Root);
    }

    [Fact]
    public void The_bytes_written_are_those_of_the_format()
    {
        SafetensorsFile.Save(Target, new Dictionary<string,
            StoredTensor> { ["b"] = StoredTensor.Of([1], new byte[] { 9 }), ["a"] = StoredTensor.Of([], [1f]) }, new Dictionary<string,
            string> { ["k"] = "v" });
        var header = """{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}"""
            + ""","b":{"dtype":"U8","shape":[1],"data_offsets":[4,5]}}""";
        var padded = header.PadRight((header.Length + 7) / 8 * 8);
        byte[] expected = [.. BitConverter.GetBytes((long)padded.Length), .. Encoding.UTF8.GetBytes(padded), 0, 0, 128, 63, 9];
        Assert.Equal(expected, File.ReadAllBytes(Target));
    }

    [Theory]
    [InlineData("types.zip.pth")]
    [InlineData("strides.legacy.pth")]
    [InlineData("shared.zip.pth")]
    [InlineData("big_fortran.npy")]
    public void Tensors_of_other_formats_survive_the_way_through_safetensors(string name)
    {
        using (var source = WeightFile.Open(WeightFixtures.Path(name)))
            SafetensorsFile.Save(Target, source.Tensors);
        using var archive = SafetensorsFile.Open(Target);
        using var original = WeightFile.Open(WeightFixtures.Path(name));
        Assert.Equal(original.Tensors.Keys.Order(StringComparer.Ordinal), archive.Tensors.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, tensor) in original.Tensors)
        {
            Assert.Equal(tensor.Type, archive.Tensors[key].Type);
            Assert.Equal(tensor.Shape, archive.Tensors[key].Shape);
            Assert.Equal(tensor.Values(), archive.Tensors[key].Values());
        }
    }

    [Fact]
    public void A_tensor_larger_than_the_buffer_is_written_whole()
    {
        var values = Enumerable.Range(0, 700_001).ToArray();
        SafetensorsFile.Save(Target, new Dictionary<string, StoredTensor> { ["x"] = StoredTensor.Of([700_001], values) });
        using var archive = SafetensorsFile.Open(Target);
        Assert.Equal(values, archive.Tensors["x"].ToArray<int>());
    }

    [Fact]
    public void The_ImageNet_backbone_has_its_280_tensors()
    {
        using var archive = SafetensorsFile.Open(Repository.Data("backbones/mobilenet_v3_large_minimalistic.fp16.safetensors"));
        Assert.Equal(280, archive.Tensors.Count);
        Assert.Equal(234, archive.Tensors.Values.Count(t => t.Type == ScalarType.Float16));
        Assert.Equal(46, archive.Tensors.Values.Count(t => t.Type == ScalarType.Int64));
        Assert.Equal([16L, 3, 3, 3], archive.Tensors["features.0.0.weight"].Shape);
        Assert.All(archive.Tensors.Values, t => Assert.All(t.Values(), v => Assert.True(double.IsFinite(v))));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 3, "3 bytes of data, expected 2")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 1, "cut short")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "tensor 'a' at bytes 1 to 3")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[2,0]}}""", 2, "tensor 'a' at bytes 2 to 0")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3,
        "tensor 'b' at bytes 1 to 3")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[3,5]}}""", 5,
        "tensor 'b' at bytes 3 to 5")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,2]}}""", 2, "2 bytes for tensor 'a', expected 8 for F32 of shape [2]")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,2]}}""", 2, "impossible shape")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-2],"data_offsets":[0,2]}}""", 2, "negative")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2.5],"data_offsets":[0,2]}}""", 2, "a number in shape")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,99999999999999999999]}}""", 2, "a number in data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"a":{"dtype":"U8","shape":[0],"data_offsets":[2,2]}}""", 2,
        "the name 'a' twice")]
    [InlineData("""{"a":{"dtype":"U8","dtype":"I8","shape":[2],"data_offsets":[0,2]}}""", 2, "'dtype' twice")]
    [InlineData("""{"a":{"dtype":"F8_E5M2","shape":[2],"data_offsets":[0,2]}}""", 2, "dtype 'F8_E5M2'")]
    [InlineData("""{"a":{"shape":[2],"data_offsets":[0,2]}}""", 2, "without a whole description")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,1,2]}}""", 2, "without a whole description")]
    [InlineData("""{"a":[]}""", 0, "StartArray at tensor 'a'")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "Number at __metadata__ 'a'")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", 0, "metadata key 'a' twice")]
    [InlineData("""{"a":{"dtype":"U8" """, 0, "no JSON")]
    [InlineData("""{} {}""", 0, "no JSON")]
    [InlineData("""[]""", 0, "does not start with '{'")]
    [InlineData(" {}", 0, "does not start with '{'")]
    public void A_header_that_lies_is_refused(string header, int dataBytes, string found)
    {
        var fault = Assert.Throws<WeightFileException>(() => SafetensorsFile.Open(Write(header, new byte[dataBytes])));
        Assert.Contains(found, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith(Target, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    [InlineData(100_000_001UL)]
    [InlineData(3UL)]
    public void A_header_length_beyond_the_file_or_the_limit_takes_no_memory(ulong length)
    {
        var bytes = new byte[10];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        (bytes[8], bytes[9]) = ((byte)'{', (byte)'}');
        File.WriteAllBytes(Target, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<WeightFileException>(() => SafetensorsFile.Open(Target));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_truth_value_of_another_byte_is_read_as_true()
    {
        using var archive = SafetensorsFile.Open(Write("""{"a":{"dtype":"BOOL","shape":[3],"data_offsets":[0,3]}}""", [0, 1, 2]));
        var bytes = new byte[3];
        archive.Tensors["a"].CopyTo(bytes);
        Assert.Equal([0, 1, 1], bytes);
    }

    [Fact]
    public void The_name_of_the_metadata_is_refused_for_a_tensor()
    {
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Save(Target, new Dictionary<string,
            StoredTensor> { ["__metadata__"] = StoredTensor.Of([0], Array.Empty<bool>()) }));
        Assert.False(File.Exists(Target));
    }

    private string Write(string header, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(Target, [.. BitConverter.GetBytes((long)text.Length), .. text, .. data]);
        return Target;
    }
}

using System.IO.Compression;
using System.Text;
using Counterpoise.Torch.Files;

namespace Counterpoise.Torch.Tests.Files.Pickle;

public sealed class ZipPickleTests : IDisposable
{
    private const string TwoFloats = "\0\0\u0080\u003f\0\0\0\u0040";

    private readonly string _folder = Directory.CreateTempSubdirectory("counterpoise-").FullName;
    private readonly string _pickle = PickleText.Protocol + PickleText.Tensor(2, "tQ") + ".";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_by_hand_is_read()
    {
        using var archive = Open(("x/data.pkl", _pickle), ("x/byteorder", "little"), ("x/data/a", TwoFloats));
        Assert.Equal([1f, 2f], archive.Tensors["tensor"].ToArray<float>());
    }

    [Fact]
    public void Views_of_one_storage_are_read_from_their_offsets()
    {
        var pickle = $"{PickleText.Protocol}]{PickleText.Tensor(2, "tQ", "K\u0001K\u0001\u0085K\u0001\u0085")}a"
            + $"{PickleText.Tensor(2, "tQ", "K\u0000K\u0001\u0085K\u0001\u0085")}a.";
        using var archive = Open(("x/data.pkl", pickle), ("x/data/a", TwoFloats));
        Assert.Equal([2f], archive.Tensors["0"].ToArray<float>());
        Assert.Equal([1f], archive.Tensors["1"].ToArray<float>());
    }

    [Fact]
    public void A_storage_of_another_length_is_refused()
    {
        var fault = Assert.Throws<WeightFileException>(() => Open(("x/data.pkl", _pickle), ("x/data/a", TwoFloats + "\0")));
        Assert.Contains("9 bytes in storage 'a', expected 8 for 2 elements of Float32", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_storage_is_refused_by_its_record()
    {
        var fault = Assert.Throws<WeightFileException>(() => Open(("x/data.pkl", _pickle), ("x/data/b", TwoFloats)));
        Assert.Contains("no record 'x/data/a'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_TorchScript_archive_is_told_from_weights()
    {
        var fault = Assert.Throws<WeightFileException>(() =>
            Open(("x/data.pkl", _pickle), ("x/constants.pkl", _pickle), ("x/data/a", TwoFloats)));
        Assert.Contains("TorchScript", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_byte_order_is_refused()
    {
        var fault = Assert.Throws<WeightFileException>(() =>
            Open(("x/data.pkl", _pickle), ("x/byteorder", "big"), ("x/data/a", TwoFloats)));
        Assert.Contains("another byte order", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data.txt", "no 'data.pkl'")]
    [InlineData("y/data.pkl", "several 'data.pkl'")]
    public void An_archive_without_one_structure_is_refused(string other, string found)
    {
        var first = other.StartsWith('y') ? "x/data.pkl" : "x/readme";
        var fault = Assert.Throws<WeightFileException>(() => Open((first, _pickle), (other, _pickle)));
        Assert.Contains(found, fault.Message, StringComparison.Ordinal);
    }

    private TensorArchive Open(params (string Name, string Content)[] records)
    {
        var path = Path.Combine(_folder, "file.pth");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in records)
            {
                using var stream = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                stream.Write(Encoding.Latin1.GetBytes(content));
            }
        }

        return PickleFile.Open(path);
    }
}

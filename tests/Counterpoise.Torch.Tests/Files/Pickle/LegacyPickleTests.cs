using Counterpoise.Torch.Files;

namespace Counterpoise.Torch.Tests.Files.Pickle;

public sealed class LegacyPickleTests : IDisposable
{
    private const string TwoFloats = "\u0002\0\0\0\0\0\0\0\0\0\u0080\u003f\0\0\0\u0040";

    private readonly string _folder = Directory.CreateTempSubdirectory("counterpoise-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_by_hand_is_read()
    {
        using var archive = Open(PickleText.Tensor(2, "NtQ"), "U\u0001aa", TwoFloats);
        Assert.Equal([1f, 2f], archive.Tensors["tensor"].ToArray<float>());
    }

    [Theory]
    [InlineData("U\u0001aa", TwoFloats + "x", "1 bytes after the last storage")]
    [InlineData("U\u0001aa", "\u0003\0\0\0\0\0\0\0\0\0\u0080\u003f\0\0\0\u0040", "storage 'a' of 3 elements with 8 bytes left")]
    [InlineData("U\u0001aa", "\u0002\0\0\0\0\0\0\0\0\0\u0080\u003f\0\0\0", "storage 'a' of 2 elements with 7 bytes left")]
    [InlineData("U\u0001aa", "\u0002\0\0\0", "a damaged file")]
    [InlineData("", "", "no elements for storage 'a'")]
    [InlineData("U\u0001ba", TwoFloats, "a storage that no tensor uses")]
    [InlineData("U\u0001aaU\u0001aa", TwoFloats + TwoFloats, "or that comes twice")]
    public void Storages_that_do_not_fit_the_pickle_are_refused(string keys, string storages, string found)
    {
        var fault = Assert.Throws<WeightFileException>(() => Open(PickleText.Tensor(2, "NtQ"), keys, storages));
        Assert.Contains(found, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "Float", "storage 'a' as 3 elements of Float32 and as 2 of Float32")]
    [InlineData(2, "Int", "storage 'a' as 2 elements of Int32 and as 2 of Float32")]
    [InlineData(255, "Float", "storage 'a' of 255 elements of Float32 in a file of")]
    public void A_storage_described_in_two_ways_or_larger_than_the_file_is_refused(int count, string type, string found)
    {
        var pickle = $"]{PickleText.Tensor(2, "NtQ")}a{PickleText.Tensor(count, "NtQ", type: type)}a";
        var fault = Assert.Throws<WeightFileException>(() => Open(pickle, "U\u0001aa", TwoFloats));
        Assert.Contains(found, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_tensors_of_one_joined_name_are_refused()
    {
        // {"x.y": tensor, "x": {"y": tensor}}
        var tensor = PickleText.Tensor(2, "NtQ");
        var fault = Assert.Throws<WeightFileException>(() =>
            Open($"}}U\u0003x.y{tensor}sU\u0001x}}U\u0001y{tensor}ss", "U\u0001aa", TwoFloats));
        Assert.Contains("both called 'x.y'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_endless_length_is_refused()
    {
        var key = "X\u0001\u0004\0\0" + new string('k', 1025);
        var fault = Assert.Throws<WeightFileException>(() => Open($"}}{key}{PickleText.Tensor(2, "NtQ")}s", "U\u0001aa", TwoFloats));
        Assert.Contains("a key of 1025 characters", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_big_endian_writer_is_refused()
    {
        var start = PickleText.LegacyStart.Replace("\u0088s.", "\u0089s.", StringComparison.Ordinal);
        var fault = Assert.Throws<WeightFileException>(() =>
            PickleFile.Open(PickleText.Write(_folder, start + "\u0080\u0002N.\u0080\u0002].")));
        Assert.Contains("little_endian", fault.Message, StringComparison.Ordinal);
    }

    private TensorArchive Open(string pickle, string keys, string storages) =>
        PickleFile.Open(PickleText.Write(_folder,
            $"{PickleText.LegacyStart}{PickleText.Protocol}{pickle}.{PickleText.Protocol}]{keys}.{storages}"));
}

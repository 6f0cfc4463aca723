using Counterpoise.Torch.Files;

namespace Counterpoise.Torch.Tests.Files;

public sealed class WeightFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("counterpoise-").FullName;

    public static TheoryData<string> Fixtures => [.. WeightFixtures.Expected.EnumerateObject().Select(f => f.Name)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Every_fixture_holds_what_its_writer_says(string name)
    {
        using var archive = WeightFile.Open(WeightFixtures.Path(name));
        WeightFixtures.AssertEquals(WeightFixtures.Expected.GetProperty(name), archive);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("hello, this is no weight file")]
    [InlineData("PK but no archive at all, though it is long enough")]
    [InlineData("\u0093NUMPY")]
    public void A_file_of_no_known_format_is_refused_by_name(string content)
    {
        var path = Path.Combine(_folder, "strange.bin");
        File.WriteAllText(path, content, System.Text.Encoding.Latin1);
        var fault = Assert.Throws<WeightFileException>(() => WeightFile.Open(path).Dispose());
        Assert.Equal(path, fault.Path);
        Assert.StartsWith($"{path}: found ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("expected", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_an_empty_path_are_told_apart()
    {
        Assert.Throws<FileNotFoundException>(() => WeightFile.Open(Path.Combine(_folder, "none.pth")));
        Assert.Throws<ArgumentException>(() => WeightFile.Open(" "));
    }

    [Fact]
    public void A_closed_archive_gives_no_elements()
    {
        var archive = WeightFile.Open(WeightFixtures.Path("float32.npy"));
        var tensor = archive.Tensors["tensor"];
        archive.Dispose();
        Assert.Throws<ObjectDisposedException>(() => tensor.ToArray<float>());
    }
}

namespace Counterpoise.Tests.Cli;

/// <summary>Other images of the kinds that <see cref="FieldImageTests"/> and its neighbours have: what was wrong with them.</summary>
public sealed class ImageSiblingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A table of all images of a folder of class folders, beside it.</summary>
    private string Table(string name, Func<string, string, string> row, string names = "path,label")
    {
        var files = Directory.GetFiles(_folder.File("data"), "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return _folder.Write(name, names + "\n" + string.Concat(files.Select(f => row(Path.GetRelativePath(_folder.Path, f)
            .Replace('\\', '/'), Path.GetFileName(Path.GetDirectoryName(f)!)) + "\n")));
    }

    [Theory]
    [InlineData(".HEIC", "HEIC")]
    [InlineData(".ppm", "PPM")]
    public void A_folder_of_images_of_a_format_that_is_not_read_is_told_as_such_by_every_verb(string ending, string format)
    {
        var folder = _folder.File("phone");
        foreach (var name in new[] { "ok/1", "ok/2", "bad/1" })
        {
            Directory.CreateDirectory(Path.Combine(folder, Path.GetDirectoryName(name)!));
            File.WriteAllText(Path.Combine(folder, name + ending), "P6 1 1 255 abc");
        }

        string[][] verbs = [["profile", folder], ["compare", folder, "--out", _folder.File("c")], ["train", folder, "--out",
            _folder.File("r")]];
        foreach (var verb in verbs)
        {
            var run = CommandRun.Of(verb);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains($"3 files look like images and are not read (3 {format}), the first: bad/1{ending}: convert them", run.Error);
        }
    }

    [Fact]
    public void Paths_of_a_table_that_name_no_file_are_told_with_what_they_start_from()
    {
        var data = TinyImages.Write(_folder.File("data"));
        var plain = CommandRun.Of("profile", Table("plain.csv", (path, label) => $"{path},{label}"), "--no-duplicates");
        Assert.True(plain.ExitCode == 0, plain.Error);
        var names = CommandRun.Of("profile", Table("names.csv", (path, label) => $"{Path.GetFileName(path)},{label}"));
        Assert.Equal(2, names.ExitCode);
        Assert.Contains("60 paths name no file, such as", names.Error);
        Assert.Contains($"paths start from {_folder.Path}, and --image-root names another folder", names.Error);
        Assert.Contains("there is no such file", names.Error);
        var cased = CommandRun.Of("profile", Table("cased.csv", (path, label) => $"{path.Replace(".png", ".PNG")},{label}"),
            "--no-duplicates");
        Assert.Equal(plain.Output, cased.Output);
        Assert.Contains("60 paths differ from the names of the files in upper and lower case", cased.Error);
        Assert.Equal(plain.Output, CommandRun.Of("profile", Table("file.csv", (path, label) =>
            $"file://{_folder.File(path)},{label}"), "--no-duplicates").Output);
        Assert.Contains("are addresses, and nothing is fetched", CommandRun.Of("profile", Table("web.csv", (path, label) =>
            $"https://example.org/{path},{label}")).Error);
        Assert.NotEmpty(data);
    }

    [Fact]
    public void Tables_that_name_images_without_their_ending_or_in_another_format_say_how_they_are_read()
    {
        TinyImages.Write(_folder.File("data"));
        Directory.CreateDirectory(_folder.File("images"));
        foreach (var file in Directory.GetFiles(_folder.File("data"), "*.png", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(_folder.File("images"), $"{Path.GetFileName(Path.GetDirectoryName(file))}-"
                + Path.GetFileName(file)));
        }

        var bare = Table("bare.csv", (path, label) => $"{label}-{Path.GetFileNameWithoutExtension(path)},7,{label}",
            "image_id,age,dx");
        var asked = CommandRun.Of("profile", bare);
        Assert.Equal(2, asked.ExitCode);
        Assert.Contains($"the column 'image_id' of {bare} names images without their ending", asked.Error);
        Assert.Contains($"give --path-column image_id --path-suffix .png --image-root {_folder.File("images")} and --label-column",
            asked.Error);
        var read = CommandRun.Of("profile", bare, "--path-column", "image_id", "--path-suffix", ".png", "--image-root",
            _folder.File("images"), "--label-column", "dx");
        Assert.True(read.ExitCode == 0, read.Error);
        var json = _folder.Write("t.jsonl", "{\"path\": \"data/red/0.png\", \"label\": \"red\"}\n");
        Assert.Contains($"the column 'path' of {json} holds image files, and tables of images are read as .csv or .tsv",
            CommandRun.Of("profile", json).Error);
    }

    [Fact]
    public void Links_that_lead_to_themselves_and_archives_that_are_not_read_are_told()
    {
        var data = TinyImages.Write(_folder.File("data"));
        File.CreateSymbolicLink(Path.Combine(data, "red", "self"), "self");
        var run = CommandRun.Of("profile", data);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is a link to 'self', which leads nowhere: mend or remove it", run.Error);
        File.Delete(Path.Combine(data, "red", "self"));
        Directory.CreateDirectory(Path.Combine(data, "__pycache__"));
        Assert.DoesNotContain("__pycache__", CommandRun.Of("profile", data, "--no-duplicates").Output);
        foreach (var ending in new[] { ".tar.bz2", ".7z" })
        {
            Assert.Contains("is an archive of a kind that is not read", CommandRun.Of("profile", _folder.Write("a" + ending, "x")).Error);
        }
    }
}

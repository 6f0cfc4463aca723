using System.Text.Json;
using Counterpoise.Comparisons;
using Counterpoise.Vision.Images;

namespace Counterpoise.Tests.Cli;

public sealed class ImageDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Defaults of other options ask what the data are before the names of columns have theirs.</summary>
    [Theory]
    [InlineData("train")]
    [InlineData("compare")]
    [InlineData("profile")]
    public void A_table_with_a_column_of_0_and_1_for_each_class_is_one_of_images_without_any_option(string verb)
    {
        var images = TinyImages.Write(_folder.File("images"));
        var lines = TinyImages.Classes.SelectMany((name, label) => Directory.EnumerateFiles(Path.Combine(images, name)).Order()
            .Select(file => $"{file},{string.Join(',', Enumerable.Range(0, 3).Select(c => c == label ? 1 : 0))}"));
        var table = _folder.Write("hot.csv", $"image,{string.Join(',', TinyImages.Classes)}\n{string.Join('\n', lines)}\n");
        var run = CommandRun.Of(verb, table, verb == "profile" ? "--json" : "--dry-run");
        Assert.True(run.ExitCode == 0, run.Error);
    }

    [Fact]
    public void Cells_of_other_images_under_the_same_names_are_not_taken_for_these()
    {
        string[] Line(string data) => ["compare", data, "--methods", "ce", "--baselines", "none", "--seeds", "1", "--epochs", "1", "--out",
            _folder.File("out"), .. TinyImages.Training];
        var data = TinyImages.Write(_folder.File("one/pics"));
        var first = CommandRun.Of(Line(data));
        Assert.True(first.ExitCode == 0, first.Error);
        var report = File.ReadAllText(_folder.File("out/comparison.json"));

        // Cleaned in place: one picture is another.
        File.WriteAllBytes(Path.Combine(data, "green", "003.png"), ImageCodec.EncodePng(TinyImages.Image(1, 999)));
        var changed = CommandRun.Of(Line(data));
        Assert.Equal(2, changed.ExitCode);
        Assert.Contains("1 of 60 differ", changed.Error);
        Assert.Contains("green/003.png", changed.Error);
        Assert.Contains("name another folder with --out", changed.Error);
        Assert.Equal(report, File.ReadAllText(_folder.File("out/comparison.json")));

        // Kept as before there were fingerprints: the cells are found, and the fingerprint is written.
        TinyImages.Write(_folder.File("one/pics"));
        File.Delete(Assert.Single(Directory.GetFiles(_folder.File("out/cells"), "*.fingerprint")));
        var again = CommandRun.Of(Line(data));
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Contains("there already", again.Error);
        Assert.Single(Directory.GetFiles(_folder.File("out/cells"), "*.fingerprint"));
    }

    [Fact]
    public void A_run_is_not_resumed_on_other_images()
    {
        var data = TinyImages.Write(_folder.File("data"));
        string[] line = ["train", data, "--method", "ce", "--epochs", "1", "--out", _folder.File("run"), .. TinyImages.Training];
        var first = CommandRun.Of(line);
        Assert.True(first.ExitCode == 0, first.Error);
        File.WriteAllBytes(Path.Combine(data, "red", "000.png"), ImageCodec.EncodePng(TinyImages.Image(2, 999)));
        var resumed = CommandRun.Of([.. line, "--resume"]);
        Assert.Equal(2, resumed.ExitCode);
        Assert.Contains("red/000.png", resumed.Error);
    }

    [Fact]
    public void Training_on_the_test_images_is_warned_of_and_stands_in_report_and_comparison()
    {
        foreach (var part in new[] { "train", "valid", "test" })
        {
            TinyImages.Write(_folder.File($"data/{part}"));
        }

        var trained = CommandRun.Of(["train", _folder.File("data"), "--method", "ce", "--epochs", "1", "--out", _folder.File("run"),
            .. TinyImages.Training]);
        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.Contains("pairs of images lie on two sides of the split", trained.Error);
        Assert.Matches("180 are copies", trained.Error);
        Assert.Contains("are copies", File.ReadAllText(_folder.File("run/report.html")));

        var compared = CommandRun.Of(["compare", _folder.File("data"), "--methods", "ce", "--baselines", "none", "--seeds", "2",
            "--epochs", "1", "--out", _folder.File("out"), .. TinyImages.Training]);
        Assert.True(compared.ExitCode == 0, compared.Error);
        Assert.Contains("warning: own: ", compared.Error);
        Assert.Contains(Comparison.Load(_folder.File("out/comparison.json")).ProtocolNotes,
            note => note.Contains("180 are copies", StringComparison.Ordinal));
    }

    [Fact]
    public void Images_that_cannot_be_read_are_all_named_with_the_option_that_leaves_them_out()
    {
        var data = TinyImages.Write(_folder.File("data"));
        _folder.Write("data/red/torn.png", "no image");
        _folder.Write("data/blue/empty.png", "");
        var refused = CommandRun.Of(["train", data, "--out", _folder.File("run"), .. TinyImages.Training]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("2 of 62 images cannot be read", refused.Error);
        Assert.Contains("--unreadable skip", refused.Error);
        Assert.Contains("torn.png", refused.Error);
        Assert.Contains("empty.png", refused.Error);
    }

    [Fact]
    public void A_class_of_one_image_is_refused_or_accepted_by_an_option()
    {
        var data = TinyImages.Write(_folder.File("data"));
        Directory.CreateDirectory(Path.Combine(data, "lone"));
        File.WriteAllBytes(Path.Combine(data, "lone", "0.png"), ImageCodec.EncodePng(TinyImages.Image(0, 777)));
        string[] line = ["train", data, "--method", "ce", "--epochs", "1", "--out", _folder.File("run"), .. TinyImages.Training];
        var refused = CommandRun.Of(line);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("class 'lone'", refused.Error);
        Assert.Contains("--missing-class warn", refused.Error);
        Assert.DoesNotContain("Policy", refused.Error);
        var accepted = CommandRun.Of([.. line, "--missing-class", "warn"]);
        Assert.True(accepted.ExitCode == 0, accepted.Error);
        Assert.Contains("warning: class 'lone' has no row in the test split", accepted.Error);
        var compared = CommandRun.Of(["compare", data, "--methods", "ce", "--baselines", "none", "--seeds", "2", "--epochs", "1",
            "--missing-class", "warn", "--out", _folder.File("out"), .. TinyImages.Training]);
        Assert.True(compared.ExitCode == 0, compared.Error);
        Assert.Single(compared.Error.Split('\n'), line => line.Contains("class 'lone' has no row in the test split",
            StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_class_is_left_out_by_naming_the_others_and_a_class_alone_is_refused()
    {
        var data = TinyImages.Write(_folder.File("data"));
        Directory.CreateDirectory(Path.Combine(data, "hollow"));
        string[] line = ["train", data, "--method", "ce", "--epochs", "1", "--out", _folder.File("run"), .. TinyImages.Training];
        var refused = CommandRun.Of(line);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("class 'hollow' has no images", refused.Error);
        Assert.Contains("--classes blue,green,red", refused.Error);
        var alone = CommandRun.Of([.. line, "--classes", "green"]);
        Assert.Equal(2, alone.ExitCode);
        Assert.Contains("one class alone, 'green'", alone.Error);
    }

    [Fact]
    public void Hidden_folders_are_no_classes_and_are_said_once()
    {
        var data = TinyImages.Write(_folder.File("data"));
        Directory.CreateDirectory(Path.Combine(data, ".ipynb_checkpoints"));
        File.Copy(Path.Combine(data, "red", "000.png"), Path.Combine(data, ".ipynb_checkpoints", "000-checkpoint.png"));
        var run = CommandRun.Of("profile", data, "--json");
        Assert.Equal(TinyImages.Classes, JsonDocument.Parse(run.Output).RootElement.GetProperty("classes").GetProperty("classes")
            .EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.Single(run.Error.Split('\n'), line => line.Contains(".ipynb_checkpoints", StringComparison.Ordinal));
    }

    [Fact]
    public void The_parts_of_a_table_of_images_are_read_from_the_column_that_is_named()
    {
        TinyImages.Write(_folder.File("data"));
        var table = _folder.Write("images.csv", "path,label,fold\n" + string.Concat(Enumerable.Range(0, 8)
            .Select(i => $"data/red/00{i}.png,{(i < 5 ? "a" : "b")},{(i % 4 == 0 ? "test" : "train")}\n")));
        Assert.StartsWith("class\timages\ttrain\ttest\t", CommandRun.Of("profile", table, "--split-column", "fold").Output);
    }

    [Fact]
    public void Groups_that_hold_copies_of_each_other_are_named()
    {
        TinyImages.Write(_folder.File("data"));
        File.Copy(_folder.File("data/red/000.png"), _folder.File("data/red/copy.png"));
        var table = _folder.Write("images.csv", "path,label,group\n" + string.Concat(
            new[] { "red/000", "red/copy", "red/001", "green/000" }.Select((file, i) => $"data/{file}.png,{file.Split('/')[0]},g{i}\n")));
        var run = CommandRun.Of("profile", table, "--json");
        var profile = JsonDocument.Parse(run.Output).RootElement;
        Assert.Contains("copy.png", profile.GetProperty("duplicates").GetProperty("acrossGroups").ToString());
        Assert.Contains("images of different groups that look the same", profile.GetProperty("advice").ToString());
    }

    [Fact]
    public void Balanced_classes_are_called_so_and_the_imbalance_degree_has_a_scale()
    {
        for (var label = 0; label < 2; label++)
        {
            Directory.CreateDirectory(_folder.File($"data/{TinyImages.Classes[label]}"));
            for (var i = 0; i < 4; i++)
            {
                File.WriteAllBytes(_folder.File($"data/{TinyImages.Classes[label]}/{i}.png"),
                    ImageCodec.EncodePng(TinyImages.Image(label, (10 * label) + i)));
            }
        }

        var output = CommandRun.Of("profile", _folder.File("data"), "--no-duplicates").Output;
        Assert.Contains("every class that has images has 4", output);

        // 2 n ln C = 16 ln 2 = 11.09.
        Assert.Contains("0 is balanced, 11 is one class alone", output);
    }

    [Fact]
    public void The_published_long_tailed_subset_is_a_scenario()
    {
        TinyImages.Write(_folder.File("data/train"));
        TinyImages.Write(_folder.File("data/test"));
        var run = CommandRun.Of(["compare", _folder.File("data"), "--classes", "red,green,blue", "--scenarios", "lt:10", "--methods", "ce",
            "--baselines", "none", "--seeds", "1", "--epochs", "1", "--out", _folder.File("out"), .. TinyImages.Training]);
        Assert.True(run.ExitCode == 0, run.Error);
        var comparison = Comparison.Load(_folder.File("out/comparison.json"));

        // ⌊40 · 0.1^(i/2)⌋, all of the test split, and no validation.
        Assert.Equal([40, 12, 4], comparison.Scenarios[0].TrainCounts);
        Assert.Equal([40, 12, 8], comparison.Scenarios[0].TestCounts);
        Assert.Contains(comparison.ProtocolNotes, note => note.Contains("the last is taken where there is none", StringComparison.Ordinal));
    }
}

using System.Text.Json;
using Counterpoise.Vision.Images;

namespace Counterpoise.Tests.Cli;

/// <summary>What people give for images, and what they are told of it.</summary>
public sealed class ImageReadingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string[] Train(string data, params string[] more) =>
        ["train", data, "--method", "ce", "--epochs", "1", "--out", _folder.File("run"), .. TinyImages.Training, .. more];

    [Fact]
    public void Images_under_other_names_are_counted_and_the_class_most_hit_is_advised_on()
    {
        var data = TinyImages.Write(_folder.File("data"));
        for (var i = 0; i < 4; i++)
        {
            File.Move(Path.Combine(data, "blue", $"00{i}.png"), Path.Combine(data, "blue", $"00{i}.heic"));
        }

        var profile = CommandRun.Of("profile", data, "--json");
        Assert.Contains("4 files that look like images are left out (4 HEIC), 4 in 'blue': blue/000.heic", profile.Error);
        var advice = JsonDocument.Parse(profile.Output).RootElement.GetProperty("advice").ToString();
        Assert.Contains("class 'blue' loses most by them, 4 of 8", advice);
        var trained = CommandRun.Of(Train(data, "--missing-class", "warn"));
        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.Contains("4 in 'blue'", trained.Error);
        Assert.Contains("4 files that look like images are left out", File.ReadAllText(_folder.File("run/report.html")));

        var predicted = CommandRun.Of("predict", _folder.File("run"), Path.Combine(data, "blue"), "--format", "csv");
        Assert.Equal(5, predicted.Output.TrimEnd().Split('\n').Length);
        Assert.Contains("(4 HEIC)", predicted.Error);

        // Every image of the test split with what was predicted, which evaluate reads again.
        var table = File.ReadAllLines(_folder.File("run/predictions.csv"));
        Assert.StartsWith("image,truth,class,probability,p_blue,p_green,p_red", table[0]);
        double Accuracy(string file) => JsonDocument.Parse(file).RootElement.GetProperty("metrics").EnumerateArray()
            .Single(m => m.GetProperty("name").GetString() == "accuracy").GetProperty("value").GetDouble();
        var evaluated = CommandRun.Of("evaluate", _folder.File("run/predictions.csv"), "--target", "truth", "--json");
        Assert.True(evaluated.ExitCode == 0, evaluated.Error);
        Assert.Equal(JsonSerializer.Deserialize<Counterpoise.Metrics.Evaluation>(
            File.ReadAllText(_folder.File("run/evaluation.json")))!.Value("accuracy")!.Value, Accuracy(evaluated.Output), 1e-12);
    }

    [Fact]
    public void One_class_alone_is_refused_by_name_and_a_folder_too_high_is_entered()
    {
        TinyImages.Write(_folder.File("set/deep"));
        var entered = CommandRun.Of("profile", _folder.File("set"), "--json");
        Assert.True(entered.ExitCode == 0, entered.Error);
        Assert.Contains("holds the folder 'deep' alone", entered.Error);

        File.Copy(_folder.File("set/deep/red/000.png"), _folder.File("set/deep/loose.png"));
        Directory.Delete(_folder.File("set/deep/blue"), recursive: true);
        Directory.Delete(_folder.File("set/deep/green"), recursive: true);
        foreach (var line in new string[][] { ["profile", _folder.File("set/deep")], Train(_folder.File("set/deep")),
            ["compare", _folder.File("set/deep"), "--methods", "ce", "--out", _folder.File("out")] })
        {
            var refused = CommandRun.Of(line);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains("deep has one class alone, 'red' with 40 images; 1 image lies beside it", refused.Error);
        }
    }

    [Fact]
    public void Tables_with_other_columns_are_images_and_what_is_missing_is_named()
    {
        var data = TinyImages.Write(_folder.File("data"));
        var rows = TinyImages.Classes.SelectMany(c => Directory.GetFiles(Path.Combine(data, c))
            .Select(f => (File: Path.GetFileName(f), Class: c))).ToArray();
        var table = _folder.Write("names.csv", "filename;class\n" + string.Concat(
            rows.Select(r => $"data\\{r.Class}\\{r.File};{r.Class}\n")));
        var profile = CommandRun.Of("profile", table, "--json");
        Assert.True(profile.ExitCode == 0, profile.Error);
        Assert.Equal(60, JsonDocument.Parse(profile.Output).RootElement.GetProperty("images").GetInt32());
        Assert.Contains("60 paths have back-slashes", profile.Error);

        var nameless = CommandRun.Of("profile", _folder.Write("sort.csv", "photo,sort\ndata/red/000.png,red\n"));
        Assert.Equal(2, nameless.ExitCode);
        Assert.Contains("--path-column photo and --label-column", nameless.Error);

        var absent = CommandRun.Of("profile", _folder.Write("absent.csv", "path,label\nno/1.png,a\nno/2.png,b\n"));
        Assert.Equal(2, absent.ExitCode);
        Assert.Contains("no/1.png", absent.Error);
    }

    [Fact]
    public void A_batch_without_a_class_of_the_model_is_evaluated_and_tables_and_archives_are_predicted()
    {
        var data = TinyImages.Write(_folder.File("data"));
        var trained = CommandRun.Of(Train(data, "--fit", "pad", "--no-flip"));
        Assert.True(trained.ExitCode == 0, trained.Error);
        TinyImages.Write(_folder.File("batch"));
        Directory.Delete(_folder.File("batch/green"), recursive: true);
        foreach (var more in new string[][] { [], ["--classes", "blue,green,red"] })
        {
            var evaluated = CommandRun.Of(["evaluate", _folder.File("run"), "--data", _folder.File("batch"), "--split", "all", .. more]);
            Assert.True(evaluated.ExitCode == 0, evaluated.Error);
            Assert.Contains("has no images of 'green'", evaluated.Error);
        }

        Directory.Move(_folder.File("batch/red"), _folder.File("batch/violet"));
        var strange = CommandRun.Of("evaluate", _folder.File("run"), "--data", _folder.File("batch"), "--split", "all");
        Assert.Equal(2, strange.ExitCode);
        Assert.Contains("leave 'violet' out", strange.Error);

        System.IO.Compression.ZipFile.CreateFromDirectory(_folder.File("batch"), _folder.File("batch.zip"));
        var table = _folder.Write("new.csv", "image\ndata/red/000.png\ndata/red/001.png\n");
        var predicted = CommandRun.Of("predict", _folder.File("run"), _folder.File("batch.zip"), table, "--format", "csv");
        Assert.True(predicted.ExitCode == 0, predicted.Error);
        Assert.Equal(1 + 48 + 2, predicted.Output.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void Results_are_refused_among_images_also_through_a_link()
    {
        var data = TinyImages.Write(_folder.File("data"));
        Directory.CreateSymbolicLink(_folder.File("link"), data);
        var refused = CommandRun.Of(["train", data, "--out", _folder.File("link/run"), .. TinyImages.Training]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("lies in the folder of images", refused.Error);
    }

    [Fact]
    public void An_image_that_is_too_large_is_read_with_the_option_that_the_message_names()
    {
        var data = TinyImages.Write(_folder.File("data"));
        var refused = CommandRun.Of("profile", data, "--maximum-pixels", "100");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("raise --maximum-pixels", refused.Error);
        Assert.Equal(0, CommandRun.Of("profile", data, "--maximum-pixels", "1600").ExitCode);
    }

    [Fact]
    public void Strips_are_told_of_with_the_option_that_shows_all_of_them()
    {
        for (var label = 0; label < 2; label++)
        {
            Directory.CreateDirectory(_folder.File($"data/{label}"));
            for (var i = 0; i < 8; i++)
            {
                var strip = new RgbImage(90, 30);
                strip.Pixels.Fill((byte)((100 * label) + i));
                File.WriteAllBytes(_folder.File($"data/{label}/{i}.png"), ImageCodec.EncodePng(strip));
            }
        }

        var profile = CommandRun.Of("profile", _folder.File("data"), "--no-duplicates");
        Assert.Contains("16 of 16 images are longer than 3:2, and the square in the middle leaves 67% of the area", profile.Output);
        Assert.Contains("--fit pad", profile.Output);
    }
}

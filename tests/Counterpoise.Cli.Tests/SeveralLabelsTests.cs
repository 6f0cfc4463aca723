using System.Globalization;
using System.Text;
using System.Text.Json;
using Counterpoise.Vision.Images;

namespace Counterpoise.Tests.Cli;

public sealed class SeveralLabelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Compare_judges_methods_for_rare_labels_from_columns_and_from_cells(bool cells)
    {
        var folder = Path.Combine(_folder.Path, "out");
        string[] target = cells ? ["--target", "tags", "--label-separator", "|"] : ["--target", "often,seldom"];
        var run = CommandRun.Of(["compare", Songs(cells), .. target, "--methods", "mlsmote", "--classifiers", "logistic", "--folds", "3",
            "--out", folder, "--json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        var document = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["often", "seldom"], document.GetProperty("labels").EnumerateArray().Select(l => l.GetString()));
        Assert.Equal(6, document.GetProperty("cells").GetArrayLength());
        Assert.Contains("tuned for each label", document.GetProperty("verdict").GetString());
        Assert.Contains("Label by label", File.ReadAllText(Path.Combine(folder, "report.html")));
        Assert.True(File.Exists(Path.Combine(folder, "labels.json")));
    }

    [Fact]
    public void Profile_counts_labels_and_says_which_are_rare()
    {
        var run = CommandRun.Of("profile", Songs(cells: false), "--target", "often,seldom", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var imbalance = JsonDocument.Parse(run.Output).RootElement.GetProperty("imbalance");
        Assert.Equal(60, imbalance.GetProperty("counts")[0].GetInt32());
        Assert.Equal(10, imbalance.GetProperty("counts")[1].GetInt32());
        Assert.Equal(1, imbalance.GetProperty("minority")[0].GetInt32());
    }

    [Theory]
    [InlineData("expected two, such as 0 and 1", "--target", "often,tempo")]
    [InlineData("give --target", "--label-separator", "|")]
    [InlineData("holds numbers", "--target", "tempo", "--label-separator", "|")]
    [InlineData("is for one class a row", "--target", "often,seldom", "--advisor", "on")]
    public void What_cannot_be_is_refused_in_words(string words, params string[] options)
    {
        var run = CommandRun.Of(["profile", Songs(cells: false), .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(words, run.Error);
    }

    /// <summary>Colours that stand side by side: each half of a picture has its own label, or none.</summary>
    [Fact]
    public void Images_with_several_labels_are_compared_on_frozen_features()
    {
        var lines = new StringBuilder("path,note,red,blue\n");
        for (var i = 0; i < 48; i++)
        {
            var (red, blue) = (i % 3 != 0, i % 4 == 0);
            var pixels = new byte[32 * 32 * 3];
            for (var p = 0; p < pixels.Length; p++)
            {
                var isLeft = p / 3 % 32 < 16;
                pixels[p] = (byte)((p * 7 + (i * 13)) % 40 + (isLeft && red && p % 3 == 0 ? 200 : !isLeft && blue && p % 3 == 2 ? 200 : 0));
            }

            File.WriteAllBytes(Path.Combine(_folder.Path, $"{i}.png"), ImageCodec.EncodePng(new RgbImage(32, 32, pixels)));
            lines.Append(CultureInfo.InvariantCulture, $"{i}.png,x{i},{(red ? 1 : 0)},{(blue ? 1 : 0)}\n");
        }

        var table = Path.Combine(_folder.Path, "scenes.csv");
        File.WriteAllText(table, lines.ToString());
        var run = CommandRun.Of("compare", table, "--target", "red,blue", "--methods", "none", "--classifiers", "logistic", "--folds", "2",
            "--out", Path.Combine(_folder.Path, "out"), "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("column 'path' names images", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 other column is left out", run.Error, StringComparison.Ordinal);
        var cells = JsonDocument.Parse(run.Output).RootElement.GetProperty("cells");
        Assert.All(cells.EnumerateArray(), c => Assert.True(c.GetProperty("tuned").GetProperty("macroF1").GetDouble() > 0.9));
        File.WriteAllText(Path.Combine(_folder.Path, "7.png"), "no image");
        Assert.Contains("7.png", CommandRun.Of("compare", table, "--target", "red,blue").Error, StringComparison.Ordinal);
        File.Delete(Path.Combine(_folder.Path, "7.png"));
        Assert.Contains("1 of 48 images are not there", CommandRun.Of("compare", table, "--target", "red,blue").Error,
            StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.Of("profile", table, "--target", "red,blue").ExitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_model_of_all_labels_is_trained_kept_predicts_and_is_measured(bool cells)
    {
        var (songs, model, file) = (Songs(cells), _folder.File("labels.cpm"), _folder.File("predicted.csv"));
        string[] target = cells ? ["--target", "tags", "--label-separator", "|"] : ["--target", "often,seldom"];
        var trained = CommandRun.Of(["train", songs, .. target, "--classifier", "logistic", "--method", "wce", "--tune-threshold", "f1",
            "--bootstrap", "100", "--out", model, "--json"]);
        Assert.True(trained.ExitCode == 0, trained.Error);
        var document = JsonDocument.Parse(trained.Output).RootElement;
        Assert.Equal(["often", "seldom"], document.GetProperty("labels").EnumerateArray().Select(l => l.GetString()));
        var test = document.GetProperty("test");
        Assert.Equal(24, test.GetProperty("rows").GetInt32());
        Assert.True(test.GetProperty("metrics").GetProperty("macroF1").GetDouble() > 0.9);
        Assert.InRange(test.GetProperty("metrics").GetProperty("macroF1").GetDouble(), test.GetProperty("macroF1").GetProperty("lower")
            .GetDouble(), test.GetProperty("macroF1").GetProperty("upper").GetDouble());

        var predicted = CommandRun.Of("predict", model, songs, "--keep", cells ? "tags" : "often", "--out", file);
        // A kept column may not hide a predicted one.
        Assert.Equal(cells ? 0 : 2, predicted.ExitCode);
        predicted = CommandRun.Of("predict", model, songs, "--out", file);
        Assert.True(predicted.ExitCode == 0, predicted.Error);
        string[][] rows = [.. File.ReadLines(file).Select(l => l.Split(','))];
        Assert.Equal(["row", "often", "seldom", "p_often", "p_seldom"], rows[0]);
        double[] from = [.. document.GetProperty("thresholds").EnumerateArray().Select(t => t.GetDouble())];
        Assert.All(rows.Skip(1), r => Assert.Equal(((Value(r[3]) >= from[0] ? 1 : 0), (Value(r[4]) >= from[1] ? 1 : 0)),
            ((int)Value(r[1]), (int)Value(r[2]))));

        var measured = CommandRun.Of("evaluate", model, songs, "--bootstrap", "0", "--json");
        Assert.True(measured.ExitCode == 0, measured.Error);
        Assert.Contains("96 of 120 rows equal a training row", measured.Error);
        var f1 = JsonDocument.Parse(measured.Output).RootElement.GetProperty("evaluation").GetProperty("metrics").GetProperty("f1");
        var truth = Enumerable.Range(0, 120).Select(i => (Often: i % 2 == 0, Seldom: i % 12 == 0)).ToArray();
        double Own(Func<(bool Often, bool Seldom), bool> has, int column)
        {
            bool[] given = [.. rows.Skip(1).Select(r => r[column] == "1")];
            var hit = truth.Zip(given).Count(p => has(p.First) && p.Second);
            return 2.0 * hit / (truth.Count(has) + given.Count(g => g));
        }

        Assert.Equal(Own(t => t.Often, 1), f1[0].GetDouble(), 1e-9);
        Assert.Equal(Own(t => t.Seldom, 2), f1[1].GetDouble(), 1e-9);
        static double Value(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void What_a_model_of_several_labels_cannot_do_is_refused_by_name()
    {
        var (songs, model) = (Songs(cells: false), _folder.File("labels.cpm"));
        string[] train = ["train", songs, "--target", "often,seldom", "--classifier", "logistic", "--out", model];
        Assert.Equal(0, CommandRun.Of([.. train, "--test-share", "0"]).ExitCode);
        foreach (var (line, expected) in new (string[], string)[]
        {
            ([.. train, "--positive", "1"], "--positive is for one class a row"),
            ([.. train, "--groups", "loud"], "asks for another split"),
            ([.. train, "--test-share", "1.5"], "--test-share is 1.5"), ([.. train, "--method", "zebra"], "zebra"),
            (["export", model, "--to", "onnx", "--out", _folder.File("m.onnx")], "is a model of several labels"),
            (["serve", model, "--port", "0"], "is a model of several labels"),
            (["predict", model, songs, "--prior", "balanced"], "priors are of the classes of one column"),
            (["predict", model, songs, "--threshold", "1.5"], "--threshold is 1.5"),
            (["evaluate", model], "give the table to measure it on"),
        })
        {
            var run = CommandRun.Of(line);
            Assert.True(run.ExitCode == 2, $"{string.Join(' ', line)}: {run.ExitCode} {run.Error}");
            Assert.Contains(expected, run.Error);
        }

        var damaged = File.ReadAllBytes(model);
        damaged[damaged.Length / 2] ^= 0x55;
        File.WriteAllBytes(model, damaged);
        Assert.Equal(2, CommandRun.Of("predict", model, songs).ExitCode);
    }

    private string Songs(bool cells)
    {
        var path = Path.Combine(_folder.Path, "songs.csv");
        var random = new Random(4);
        var text = new StringBuilder(cells ? "tempo,loud,tags\n" : "tempo,loud,often,seldom\n");
        for (var i = 0; i < 120; i++)
        {
            var (often, seldom) = (i % 2 == 0, i % 12 == 0);
            var features = string.Create(CultureInfo.InvariantCulture,
                $"{(often ? 2 : 0) + random.NextDouble():F3},{(seldom ? 1.5 : 0) + random.NextDouble():F3}");
            string[] tags = [.. often ? ["often"] : Array.Empty<string>(), .. seldom ? ["seldom"] : Array.Empty<string>()];
            text.Append(CultureInfo.InvariantCulture,
                $"{features},{(cells ? string.Join('|', tags) : $"{(often ? 1 : 0)},{(seldom ? "yes" : "no")}")}\n");
        }

        File.WriteAllText(path, text.ToString());
        return path;
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Models;

namespace Counterpoise.Tests.Cli;

/// <summary>mixture, fewshot and hyperspectral from the command line to table, document and report.</summary>
public sealed class ImageSystemVerbsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_mixture_is_printed_beside_its_controls_with_report_and_gates()
    {
        var images = TinyImages.Write(_folder.File("images"));
        var (report, gates) = (_folder.File("r.html"), _folder.File("gates.csv"));
        var run = CommandRun.Of("mixture", images, "--experts", $"pixels,small-cnn={Weights()}", "--seeds", "2", "--gate-epochs", "2",
            "--refinement-epochs", "1", "--report", report, "--gates", gates, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var document = JsonDocument.Parse(run.Output).RootElement;
        string[] arms = [.. document.GetProperty("scores").EnumerateArray().Select(s => s.GetProperty("arm").GetString()!).Distinct()];
        Assert.Equal(["mixture", "best single", "uniform mean", "weighted mean", "stacking", "one head"], arms);
        Assert.Equal(12, document.GetProperty("scores").GetArrayLength());
        Assert.Equal(2, document.GetProperty("diagnoses").GetArrayLength());
        var html = File.ReadAllText(report);
        Assert.Contains("What the gate does", html, StringComparison.Ordinal);
        Assert.Contains("counterpoise mixture", html, StringComparison.Ordinal);
        var lines = File.ReadAllLines(gates);
        Assert.Equal("image,class,pixels,small-cnn", lines[0]);
        Assert.All(lines.Skip(1), line => Assert.Equal(1, line.Split(',')[^2..].Sum(v => double.Parse(v, CultureInfo.InvariantCulture)),
            1e-5));
    }

    [Fact]
    public void A_mixture_that_is_kept_gives_the_figures_of_its_test_part_and_predicts_in_another_process()
    {
        var images = TinyImages.Write(_folder.File("images"));
        var (model, weights) = (_folder.File("mixture.cpm"), Weights());
        var run = CommandRun.Of("mixture", images, "--experts", $"pixels,small-cnn={weights}", "--seeds", "1", "--gate-epochs", "2",
            "--refinement-epochs", "1", "--model", model, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var compared = JsonDocument.Parse(run.Output).RootElement.GetProperty("scores")[0].GetProperty("metrics");
        var evaluated = CommandRun.Of("evaluate", model, images, "--json", "--bootstrap", "0");
        Assert.True(evaluated.ExitCode == 0, evaluated.Error);
        foreach (var metric in (string[])["accuracy", "macro_f1", "log_loss"])
        {
            var value = JsonDocument.Parse(evaluated.Output).RootElement.GetProperty("metrics").EnumerateArray()
                .Single(m => m.GetProperty("name").GetString() == metric).GetProperty("value").GetDouble();
            Assert.Equal(compared.GetProperty(metric).GetDouble(), value, 1e-12);
        }

        var blue = Path.Combine(images, "blue");
        File.WriteAllText(Path.Combine(blue, "broken.png"), "no image");
        var predicted = CommandRun.Of("predict", model, blue, "--format", "csv");
        Assert.True(predicted.ExitCode == 0, predicted.Error);
        var lines = predicted.Output.TrimEnd('\n').Split('\n');
        Assert.Equal("image,class,probability,p_blue,p_green,p_red", lines[0]);
        Assert.Equal(8, lines.Length - 1);
        Assert.Contains("broken.png", predicted.Error, StringComparison.Ordinal);

        // The weights may travel with the model; without them, or with others, it is refused by name.
        File.Move(weights, _folder.File("away"));
        Assert.Contains("needs the weights of small-cnn", CommandRun.Of("predict", model, blue).Error, StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.File("other"));
        File.Copy(model, _folder.File("other/mixture.cpm"));
        File.Copy(_folder.File("away"), _folder.File("other/small.safetensors"));
        var moved = CommandRun.Of("predict", _folder.File("other/mixture.cpm"), blue, "--format", "csv");
        Assert.Equal(predicted.Output, moved.Output);
        var bytes = File.ReadAllBytes(model);
        bytes[^9] ^= 1;
        File.WriteAllBytes(model, bytes);
        Assert.Contains("damaged", CommandRun.Of("predict", model, blue).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pixels", "two or more different ones")]
    [InlineData("pixels,resnet-99", "known networks are")]
    public void Experts_that_cannot_be_mixed_are_refused(string experts, string expected)
    {
        var run = CommandRun.Of("mixture", TinyImages.Write(_folder.File("images")), "--experts", experts);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_few_supports_judge_new_classes_of_images_and_rows_of_other_sites()
    {
        var images = TinyImages.Write(_folder.File("images"));
        Directory.CreateDirectory(Path.Combine(images, "white"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(images, "blue")))
        {
            File.Copy(file, Path.Combine(images, "white", Path.GetFileName(file)));
        }

        var run = CommandRun.Of("fewshot", images, "--network", $"small-cnn={Weights()}", "--base-classes", "blue,green", "--draws", "3",
            "--shots", "2", "--queries", "3", "--steps", "3", "--report", _folder.File("f.html"), "--model",
            _folder.File("f.cpm"), "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var predicted = CommandRun.Of("predict", _folder.File("f.cpm"), Path.Combine(images, "red"), "--format", "csv");
        Assert.True(predicted.ExitCode == 0, predicted.Error);
        Assert.StartsWith("image,class,probability,p_blue,p_green,p_red,p_white\n", predicted.Output, StringComparison.Ordinal);
        Assert.Equal(41, predicted.Output.TrimEnd('\n').Split('\n').Length);
        Assert.Equal(3 * 8, JsonDocument.Parse(run.Output).RootElement.GetProperty("scores").GetArrayLength());
        Assert.Contains("Spread over draws", File.ReadAllText(_folder.File("f.html")), StringComparison.Ordinal);
        var table = CommandRun.Of("fewshot", Sites(), "--target", "quality", "--positive", "bad", "--site", "site", "--draws", "4",
            "--shots", "2", "--json");
        Assert.True(table.ExitCode == 0, table.Error);
        var scores = JsonDocument.Parse(table.Output).RootElement.GetProperty("scores");
        Assert.Equal(4 * 6, scores.GetArrayLength());
        Assert.True(scores[0].GetProperty("metrics").TryGetProperty("sens@80spec", out _));
        var refused = CommandRun.Of("fewshot", Sites(), "--target", "quality", "--positive", "worse");
        Assert.Contains("the classes of quality are", refused.Error, StringComparison.Ordinal);
        Assert.Contains("give --target", CommandRun.Of("fewshot", Sites()).Error, StringComparison.Ordinal);
        Assert.Contains("--site is for tables", CommandRun.Of("fewshot", images, "--site", "site").Error, StringComparison.Ordinal);
        Assert.Contains("--network is for images", CommandRun.Of("fewshot", Sites(), "--target", "quality", "--network", "x=y").Error,
            StringComparison.Ordinal);
        Assert.Contains("--target is for tables", CommandRun.Of("fewshot", "a.nii,b.nii", "--target", "y").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Pixels_are_classified_beside_controls_and_generated_ones_are_flagged()
    {
        var report = _folder.File("p.html");
        var run = CommandRun.Of("hyperspectral", "generated", "--bands", "3", "--classes", "3", "--width", "4", "--epochs", "1",
            "--double", "--batch-size", "16", "--arms", "no scan", "--seeds", "1", "--report", report, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var document = JsonDocument.Parse(run.Output).RootElement;
        Assert.True(document.GetProperty("isSynthetic").GetBoolean());
        Assert.Contains("no quantum advantage can be claimed", run.Error, StringComparison.Ordinal);
        var html = File.ReadAllText(report);
        Assert.Contains("no quantum advantage can be claimed", html, StringComparison.Ordinal);
        Assert.Contains("data:image/png;base64,", html, StringComparison.Ordinal);
        var table = CommandRun.Of("hyperspectral", Neighbourhoods(), "--bands", "2", "--width", "4", "--epochs", "1", "--double", "--arms",
            "no head", "--seeds", "1", "--model", _folder.File("p.safetensors"), "--json");
        Assert.True(table.ExitCode == 0, table.Error);
        var predicted = CommandRun.Of("predict", _folder.File("p.safetensors"), Neighbourhoods(), "--format", "csv");
        Assert.True(predicted.ExitCode == 0, predicted.Error);
        var lines = predicted.Output.TrimEnd('\n').Split('\n');
        Assert.StartsWith("row,class,probability,p_", lines[0], StringComparison.Ordinal);
        Assert.Equal(File.ReadAllLines(Neighbourhoods()).Length, lines.Length);
        Assert.Contains("has no full column of numbers", CommandRun.Of("predict", _folder.File("p.safetensors"), Sites()).Error,
            StringComparison.Ordinal);
        Assert.Contains("boosting", table.Output, StringComparison.Ordinal);
        Assert.Contains("expected 5 bands", CommandRun.Of("hyperspectral", Neighbourhoods(), "--bands", "5").Error,
            StringComparison.Ordinal);
        Assert.Contains("Arms are moon", CommandRun.Of("hyperspectral", "generated", "--arms", "moon").Error, StringComparison.Ordinal);
    }

    private string Weights() => Weights(_folder.File("small.safetensors"));

    /// <summary>Writes the initial weights of a small network of 32 pixels, and returns the file.</summary>
    internal static string Weights(string path)
    {
        using var scope = torch.NewDisposeScope();
        using var classifier = ImageClassifier.Create(new ModelCard { Architecture = "small-cnn", ClassNames = ["a", "b"],
            ImageSize = 32 }, seed: 3);
        SafetensorsFile.Save(path, classifier.Network.StateDict());
        return path;
    }

    private string Sites()
    {
        var text = new StringBuilder("site,quality,a,b\n");
        for (var i = 0; i < 60; i++)
        {
            var isBad = i % 3 == 0;
            text.Append(CultureInfo.InvariantCulture,
                $"s{i % 4},{(isBad ? "bad" : i % 3 == 1 ? "good" : "fair")},{(isBad ? 3 : 0) + (i * 7 % 11 / 11.0)},{i * 5 % 13 / 13.0}\n");
        }

        return _folder.Write("sites.csv", text.ToString());
    }

    private string Neighbourhoods()
    {
        var text = new StringBuilder(string.Join(',', Enumerable.Range(1, 18).Select(i => $"x{i}")) + ",class\n");
        for (var row = 0; row < 60; row++)
        {
            text.AppendJoin(',', Enumerable.Range(0, 18).Select(i => ((row % 3 * 20) + (((row * 31) + (i * 17)) % 23))
                .ToString(CultureInfo.InvariantCulture))).Append(CultureInfo.InvariantCulture, $",soil{row % 3}\n");
        }

        return _folder.Write("neighbours.csv", text.ToString());
    }
}

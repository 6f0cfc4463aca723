using System.Globalization;
using System.Text.Json;
using Counterpoise.Vision.Mixtures;
using Counterpoise.Workflows.Images;
using Counterpoise.LabelAudits;
using Counterpoise.Workflows.LabelAudits;

namespace Counterpoise.Tests.Cli;

/// <summary>Verbs of tables on images: rows are frozen features.</summary>
public sealed class FrozenFeatureVerbsTests : IDisposable
{
    // Leaves of boosting hold 20 rows.
    private const int Copies = 3;

    private readonly TemporaryFolder _folder = new();

    private string Network => $"small-cnn={ImageSystemVerbsTests.Weights(_folder.File("small.safetensors"))}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Solve_finds_a_pipeline_on_images_whose_model_predicts_with_its_threshold_and_leaves_the_test_split_alone()
    {
        var (images, model) = (TinyImages.Write(_folder.File("images")), _folder.File("m.cpm"));
        foreach (var name in (string[])["blue", "red"])
        {
            Move(Path.Combine(images, name), Path.Combine(images, "train", name), Path.Combine(images, "test", name));
        }

        Directory.Delete(Path.Combine(images, "green"), recursive: true);
        var run = CommandRun.Of("solve", images, "--network", Network, "--trials", "2", "--outer-folds", "2", "--inner-folds", "2", "--out",
            model, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("the test split of images, 36 images, is left out", run.Error, StringComparison.Ordinal);
        var best = JsonDocument.Parse(run.Output).RootElement.GetProperty("value").GetDouble();
        Assert.InRange(best, 0.9, 1);

        using var kept = FeatureModel.Load(model, FeatureModelFile.Codecs);
        var threshold = kept.TableModel!.Card.Decision!.Threshold!.Value;
        Assert.Equal([18, 90], kept.ClassCounts);
        var predicted = CommandRun.Of("predict", model, Path.Combine(images, "test"), "--format", "csv");
        Assert.True(predicted.ExitCode == 0, predicted.Error);
        string[][] rows = [.. predicted.Output.TrimEnd('\n').Split('\n').Skip(1).Select(line => line.Split(','))];
        Assert.Equal(36, rows.Length);
        Assert.Equal(0, kept.TableModel.Card.PositiveClass);
        Assert.All(rows, row => Assert.Equal(double.Parse(row[3], CultureInfo.InvariantCulture) >= threshold ? "blue" : "red", row[1]));
        var evaluated = CommandRun.Of("evaluate", model, images, "--split", "test", "--json", "--bootstrap", "0");
        Assert.True(evaluated.ExitCode == 0, evaluated.Error);
        var accuracy = JsonDocument.Parse(evaluated.Output).RootElement.GetProperty("metrics").EnumerateArray()
            .Single(m => m.GetProperty("name").GetString() == "accuracy").GetProperty("value").GetDouble();
        Assert.Equal(rows.Count(row => row[0].Contains(row[1], StringComparison.Ordinal)) / 36.0, accuracy, 1e-12);
    }

    [Fact]
    public void An_audit_finds_images_that_lie_in_the_folder_of_another_class()
    {
        var images = TinyImages.Write(_folder.File("images"));
        foreach (var (i, file) in Directory.GetFiles(Path.Combine(images, "blue")).Order(StringComparer.Ordinal).Take(3).Index())
        {
            File.Move(file, Path.Combine(images, "red", $"wrong-{i}.png"));
        }

        var queue = _folder.File("queue.csv");
        var run = CommandRun.Of("audit-labels", images, "--network", Network, "--out", queue);
        Assert.True(run.ExitCode == 0, run.Error);
        var lines = File.ReadAllLines(queue);
        Assert.All(lines.Skip(1).Take(3), line => Assert.Contains("wrong-", line, StringComparison.Ordinal));
        var tried = CommandRun.Of("audit-labels", images, "--network", Network, "--epochs", "8", "--inject", "0.3", "--json");
        Assert.True(tried.ExitCode == 0, tried.Error);
        Assert.Equal(AuditRanking.LossMixture, new ImageLabelAuditingOptions { Data = new() { Path = images } }.Audit.Ranking);
        Assert.Equal(AuditRanking.ConfidentLearning, new TableLabelAuditingOptions { Path = queue }.Audit.Ranking);
    }

    [Fact]
    public void A_search_on_images_that_no_threshold_tells_apart_says_so_and_keeps_a_model()
    {
        var images = TinyImages.Write(_folder.File("images"));
        var same = File.ReadAllBytes(Directory.GetFiles(Path.Combine(images, "blue"))[0]);
        // Equal shares of the classes in every fold, and one picture for all: all scores are equal.
        foreach (var (name, count) in ((string, int)[])[("blue", 6), ("red", 30)])
        {
            foreach (var (i, file) in Directory.GetFiles(Path.Combine(images, name)).Order(StringComparer.Ordinal).Index())
            {
                if (i < count)
                    File.WriteAllBytes(file, same);
                else
                    File.Delete(file);
            }
        }

        var run = CommandRun.Of("solve", images, "--classes", "blue,red", "--network", Network, "--trials", "2", "--outer-folds", "2",
            "--inner-folds", "2", "--out", _folder.File("m.cpm"));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("no threshold tells the classes apart on the inner folds", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.Of("predict", _folder.File("m.cpm"), images).ExitCode);
    }

    [Theory]
    [InlineData("solve")]
    [InlineData("audit-labels")]
    public void Options_of_the_other_kind_are_refused_by_name(string verb)
    {
        var images = TinyImages.Write(_folder.File("images"));
        Assert.Contains("--target is for tables", CommandRun.Of(verb, images, "--target", "y").Error, StringComparison.Ordinal);
        var table = _folder.Write("t.csv", "a,y\n1,p\n2,q\n3,p\n4,q\n");
        Assert.Contains("--network is for images", CommandRun.Of(verb, table, "--target", "y", "--network", "x=y").Error,
            StringComparison.Ordinal);
        Assert.Contains("known networks are", CommandRun.Of(verb, images, "--network", "resnet-99").Error, StringComparison.Ordinal);
    }

    private static void Move(string from, string train, string test)
    {
        var files = Directory.GetFiles(from).Order(StringComparer.Ordinal).ToArray();
        foreach (var (i, file) in files.Index())
        {
            var into = Directory.CreateDirectory(i % 4 == 3 ? test : train).FullName;
            foreach (var copy in Enumerable.Range(0, Copies))
            {
                File.Copy(file, Path.Combine(into, $"{copy}-{Path.GetFileName(file)}"));
            }
        }

        Directory.Delete(from, recursive: true);
    }
}

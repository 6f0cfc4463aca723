using System.Text.Json;
using Counterpoise.Comparisons;
using Counterpoise.Verdicts;

namespace Counterpoise.Tests.Cli;

public sealed class ImageVerbsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Profile_counts_classes_and_splits_and_finds_leaks_conflicts_and_what_cannot_be_read()
    {
        var train = TinyImages.Write(_folder.File("data/train"));
        var test = _folder.File("data/test");
        for (var label = 0; label < 3; label++)
        {
            Directory.CreateDirectory(Path.Combine(test, TinyImages.Classes[label]));
            File.WriteAllBytes(Path.Combine(test, TinyImages.Classes[label], "new.png"), Gradient(label));
        }

        File.WriteAllBytes(Path.Combine(train, "red", "copy.png"), Gradient(2));
        File.WriteAllBytes(Path.Combine(train, "green", "wrong.png"), Gradient(2));
        File.WriteAllText(Path.Combine(train, "red", "torn.png"), "no image");
        var run = CommandRun.Of("profile", _folder.File("data"), "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var profile = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(13, profile.GetProperty("splits").GetProperty("train").GetProperty("green").GetInt32());
        Assert.Equal(1, profile.GetProperty("splits").GetProperty("test").GetProperty("red").GetInt32());
        Assert.Equal(41.0 / 8, profile.GetProperty("classes").GetProperty("imbalanceRatio").GetDouble(), 1e-12);

        // By hand: f = (8, 13, 41)/62, σ² = mean of squares − 1/9; τ = 0.1 (1 − σ), λ = 0.75 (1 + σ).
        var sigma = Math.Sqrt((((8.0 * 8) + (13 * 13) + (41 * 41)) / (62.0 * 62) / 3) - (1.0 / 9));
        var adaptive = profile.GetProperty("adaptive");
        Assert.Equal(sigma, adaptive.GetProperty("sigma").GetDouble(), 1e-12);
        Assert.Equal(0.1 * (1 - sigma), adaptive.GetProperty("temperature").GetDouble(), 1e-12);
        Assert.Equal(0.75 * (1 + sigma), adaptive.GetProperty("weight").GetDouble(), 1e-12);
        Assert.Equal("none", adaptive.GetProperty("weightClip").GetString());

        string Names(string kind) => profile.GetProperty("duplicates").GetProperty(kind).ToString();
        Assert.Contains("new.png", Names("acrossSplits"));
        Assert.Contains("copy.png", Names("acrossSplits"));
        Assert.Contains("wrong.png", Names("labelConflicts"));
        Assert.Contains("torn.png", profile.GetProperty("unreadable")[0].GetProperty("image").GetString());
        Assert.Contains("1 of 66 images left out", run.Error);
        var advice = string.Join('\n', profile.GetProperty("advice").EnumerateArray().Select(a => a.GetProperty("what").GetString()));
        Assert.Contains("a copy in the test split is a leak", advice);
        Assert.Contains("one of each pair may be labelled wrongly", advice);
        Assert.Contains("--methods ce,post-hoc-la,wce,la", advice);
        Assert.DoesNotContain("SMOTE", advice);

        var lines = CommandRun.Of("profile", _folder.File("data"), "--no-duplicates").Output.Split('\n');
        Assert.Equal("class\timages\ttrain\ttest\tprior\t1 in\teffective number\tsize", lines[0]);
        Assert.StartsWith("blue\t9\t8\t1\t12.9%\t5.1\t", lines[1]);
        Assert.DoesNotContain(lines, l => l.StartsWith("near-duplicates", StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_of_images_is_profiled_as_images_unless_its_class_column_is_named()
    {
        TinyImages.Write(_folder.File("data"));
        var table = _folder.Write("images.csv", "path,label,split\n" + string.Concat(Enumerable.Range(0, 8)
            .Select(i => $"data/{(i < 5 ? "red" : "blue")}/00{i}.png,{(i < 5 ? "a" : "b")},{(i % 4 == 0 ? "test" : "train")}\n")));
        Assert.StartsWith("class\timages\ttrain\ttest\t", CommandRun.Of("profile", table).Output);
        Assert.StartsWith("class\trows\t", CommandRun.Of("profile", table, "--target", "label", "--no-overlap").Output);
    }

    [Fact]
    public void A_comparison_that_is_interrupted_goes_on_and_trains_nothing_again()
    {
        var data = TinyImages.Write(_folder.File("data"));
        var cells = _folder.File("out/cells");
        string[] line = ["compare", data, "--scenarios", "shares:3/1/1", "--train-count", "20", "--test-count", "6", "--validation-count",
            "6", "--classes", "red,green,blue", "--methods", "ce,acl", "--baselines", "none", "--seeds", "2", "--epochs", "3", "--metric",
            "macro_f1", "--option", "acl.initial-weight=0.5", "--cutmix", "1", "--out", _folder.File("out"), .. TinyImages.Training];
        var stopped = InterruptedRun.Of("INT", () => Directory.Exists(cells) && Directory.GetFiles(cells, "*.json").Length >= 1, line);
        Assert.True(stopped.ExitCode == 130, $"{stopped.ExitCode}: {stopped.Error}");
        var kept = Directory.GetFiles(cells, "*.json");
        Assert.InRange(kept.Length, 1, 3);
        Assert.Equal(kept.Length, Comparison.Load(_folder.File("out/comparison.json")).Cells.Count);
        Assert.Contains("the same command goes on where this ends", stopped.Error);
        var early = CommandRun.Of("report", _folder.File("out"));
        Assert.True(early.ExitCode == 0, early.Error);
        Assert.Contains($"unfinished: {kept.Length} of 4 cells", early.Error);
        Assert.Contains($"Unfinished: {kept.Length} of 4 cells.", File.ReadAllText(_folder.File("out/report.html")));
        var written = kept.ToDictionary(c => c, File.GetLastWriteTimeUtc);

        var rest = CommandRun.Of(line);
        Assert.True(rest.ExitCode == 0, rest.Error);
        Assert.Equal(4, Directory.GetFiles(cells, "*.json").Length);
        Assert.All(written, c => Assert.Equal(c.Value, File.GetLastWriteTimeUtc(c.Key)));
        Assert.StartsWith("scenario\tmethod\truns", rest.Output);
        Assert.Contains(Verdict.Of(Comparison.Load(_folder.File("out/comparison.json"))).Headline, rest.Error);

        var again = CommandRun.Of([.. line, "--json"]);
        Assert.DoesNotContain("epoch", again.Error);
        Assert.Equal(4, JsonDocument.Parse(again.Output).RootElement.GetProperty("cells").GetArrayLength());
        var comparison = JsonDocument.Parse(File.ReadAllText(_folder.File("out/comparison.json"))).RootElement;
        Assert.DoesNotContain("Unfinished", comparison.GetProperty("dataDescription").GetString());
        Assert.Equal([12, 4, 4], comparison.GetProperty("scenarios")[0].GetProperty("trainCounts").EnumerateArray()
            .Select(n => n.GetInt32()));
        Assert.Equal("macro_f1", comparison.GetProperty("primaryMetric").GetString());
        Assert.Contains("CutMix α 1.", comparison.GetProperty("protocolNotes").ToString());
        Assert.Contains("acl.initial-weight=0.5.", comparison.GetProperty("protocolNotes").ToString());
        Assert.Equal(0.5 * (1 + comparison.GetProperty("scenarios")[0].GetProperty("imbalanceLevel").GetDouble()),
            comparison.GetProperty("scenarios")[0].GetProperty("contrastiveWeight").GetDouble(), 1e-12);

        var page = File.ReadAllText(_folder.File("out/report.html"));
        File.Delete(_folder.File("out/report.html"));
        Assert.Equal(0, CommandRun.Of("report", _folder.File("out/comparison.json")).ExitCode);
        Assert.Equal(page, File.ReadAllText(_folder.File("out/report.html")));
        Assert.Equal(0, CommandRun.Of("report", _folder.File("out"), "--out", _folder.File("out/results.md")).ExitCode);
        Assert.StartsWith("# acl against ce on data\n", File.ReadAllText(_folder.File("out/results.md")));

        Assert.Contains(Comparison.Load(_folder.File("out/comparison.json")).Cells, c => c.Mistakes.Any(m => m.Thumbnail is not null));
        Assert.DoesNotContain("epoch", CommandRun.Of([.. line, "--no-thumbnails"]).Error);
        Assert.All(Comparison.Load(_folder.File("out/comparison.json")).Cells, c => Assert.All(c.Mistakes, m => Assert.Null(m.Thumbnail)));
    }

    [Fact]
    public void Trivial_baselines_stand_beside_the_methods_unless_they_are_left_out()
    {
        string[] line = ["compare", TinyImages.Write(_folder.File("data")), "--methods", "ce,probe/wce", "--baselines",
            "linear,linear/wce", "--seeds", "1", "--epochs", "1", "--json", "--out", _folder.File("out"), .. TinyImages.Training];
        var run = ProgramRun.Of(ProgramRun.Program, line, environment: new Dictionary<string,
            string> { ["COUNTERPOISE_CACHE"] = _folder.File("cache") });
        Assert.True(run.ExitCode == 0, run.Error);
        var comparison = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["ce", "linear", "linear/wce", "probe/wce"], comparison.GetProperty("cells").EnumerateArray()
            .Select(c => c.GetProperty("method").GetString()).Order(StringComparer.Ordinal));
        Assert.NotEmpty(Directory.GetFiles(_folder.File("cache"), "*.features", SearchOption.AllDirectories));

        // Colours tell the classes apart, which a linear model on pixels sees at once.
        Assert.Equal(1, comparison.GetProperty("cells").EnumerateArray().Single(c => c.GetProperty("method").GetString() == "linear")
            .GetProperty("metrics").GetProperty("accuracy").GetDouble());
        var alone = CommandRun.Of(["compare", _folder.File("data"), "--methods", "linear", "--baselines", "none", "--seeds", "1", "--json",
            "--out", _folder.File("alone")]);
        Assert.True(alone.ExitCode == 0, alone.Error);
        Assert.Equal("linear", Assert.Single(JsonDocument.Parse(alone.Output).RootElement.GetProperty("cells").EnumerateArray())
            .GetProperty("method").GetString());
    }

    [Theory]
    [InlineData("--baselines", "median", "--baselines names 'median'")]
    [InlineData("--methods", "ce,nonsense", "there is no method 'nonsense'")]
    [InlineData("--scenarios", "own,S9", "'S9' is no scenario")]
    [InlineData("--scenarios", "S1", "S1 is made for 5 classes, the data has 3")]
    [InlineData("--scenarios", "exp:3", "lower the counts")]
    [InlineData("--seeds", "one", "--seeds has 'one'")]
    [InlineData("--baseline", "la+acl", "--baseline is 'la+acl'")]
    [InlineData("--metric", "beauty", "--metric is 'beauty'")]
    [InlineData("--methods", "ce,paco --mixup=0.2", "paco compares logits with one label")]
    [InlineData("--mixup", "0", "--mixup is 0")]
    [InlineData("--large-test", "--methods=ce", "--large-test is for scenarios that are drawn")]
    [InlineData("--scenarios", "exp:3 --test-share=0.3", "--test-share is for the data as it is (own), and --scenarios is exp:3")]
    [InlineData("--checkpoint-steps", "5", "--checkpoint-steps is for train")]
    [InlineData("--jobs", "0", "--jobs is 0")]
    [InlineData("--baseline", "acl --candidate=acl", "--baseline and --candidate are both acl")]
    public void A_comparison_of_images_that_cannot_be_is_refused_before_the_first_training(string option, string value, string message)
    {
        var run = CommandRun.Of(["compare", TinyImages.Write(_folder.File("data")), option, .. value.Split(' '), "--out",
            _folder.File("out")]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.DoesNotContain("epoch", run.Error);
        Assert.False(Directory.Exists(_folder.File("out")));
    }

    [Fact]
    public void A_comparison_tells_first_what_its_methods_do_and_prints_null_for_what_is_not_defined()
    {
        string[] line = ["compare", TinyImages.Write(_folder.File("data")), "--methods", "acl,ce+supcon,CE,ce", "--option",
            "acl.initial-weight=1.5", "--option", "acl.initial-temperature=0.5", "--baselines", "none", "--seeds", "1", "--epochs", "1",
            "--json", "--out", _folder.File("out"), .. TinyImages.Training];
        var run = CommandRun.Of(line);
        Assert.True(run.ExitCode == 0, run.Error);
        var start = run.Error[..run.Error.IndexOf("[1/3]", StringComparison.Ordinal)];
        Assert.Matches(@"own: imbalance σ 0\.\d{6}; acl τ 0\.100000, λ 1\.000000; ce\+supcon τ 0\.1, λ 0\.75 fixed\n", start);
        Assert.Matches(@"own: class weights blue \d+\.\d{3} \(n=\d+\), green ", start);
        Assert.Contains("warning: own: λ is clipped to its maximum 1", start);
        Assert.Contains("warning: own: τ is clipped to its maximum 0.1", start);

        // The method in question is no baseline, though it is named first.
        Assert.Equal("ce+supcon", JsonDocument.Parse(run.Output).RootElement.GetProperty("baseline").GetString());
        Assert.DoesNotContain("NaN", run.Output);
        var difference = JsonDocument.Parse(run.Output).RootElement.GetProperty("differences")[0];
        Assert.All(new[] { "low", "high", "pValue", "holmPValue" }, name =>
            Assert.Equal(JsonValueKind.Null, difference.GetProperty(name).ValueKind));
    }

    [Fact]
    public void Cells_without_a_description_are_no_comparison_and_the_report_says_what_brings_one()
    {
        Directory.CreateDirectory(_folder.File("old/cells"));
        var run = CommandRun.Of("report", _folder.File("old"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("has cells but no comparison.json yet: call compare on it again", run.Error);
    }

    [Fact]
    public void Methods_and_seeds_have_the_defaults_of_images_for_images()
    {
        var images = CommandRun.Of("compare", TinyImages.Write(_folder.File("data")), "--dry-run").Output;
        Assert.Contains("methods:\n- ce\n- wce\n- la\n- ce+supcon\n- wce+supcon\n- acl\n", images);
        Assert.Contains("seeds:\n- 6\n", images);
        Assert.Contains("methods:\n- none\n", CommandRun.Of("compare", _folder.Write("t.csv", "a,y\n1,0\n"), "--dry-run").Output);
    }

    [Fact]
    public void Info_says_of_each_native_library_whether_it_is_there()
    {
        var facts = JsonDocument.Parse(CommandRun.Of("info", "--json").Output).RootElement;
        Assert.Matches(@"^\d+\.\d+", facts.GetProperty("libtorch").GetString());
        Assert.StartsWith("cpu", facts.GetProperty("devices").GetString());
        Assert.All(new[] { "libSkiaSharp", "libxgboost", "libduckdb" },
            name => Assert.Matches(@"^(found|v?\d+\.\d+|missing: .+)", facts.GetProperty(name).GetString()));
    }

    /// <summary>A slope in a direction of its own, which stays what it is when it is shrunk.</summary>
    private static byte[] Gradient(int direction)
    {
        var pixels = new byte[40 * 40 * 3];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (i / 3 % 40, i / 120);
            pixels[i] = (byte)(direction switch { 0 => 6 * x, 1 => 6 * y, _ => Math.Min(255, 8 * (Math.Abs(x - 20) + Math.Abs(y - 12))) });
        }

        return Vision.Images.ImageCodec.EncodePng(new Vision.Images.RgbImage(40, 40, pixels));
    }
}

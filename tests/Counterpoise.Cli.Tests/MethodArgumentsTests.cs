using System.Text.Json;

namespace Counterpoise.Tests.Cli;

public sealed class MethodArgumentsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Methods_compose_and_variants_have_names_of_their_own_on_the_line_and_in_a_file()
    {
        // Jobs are processes of the program itself, so that it is started as one.
        string[] line = ["compare", Rows(), "--target", "y", "--classifiers", "logistic", "--folds", "2", "--inner-folds", "2", "--jobs",
            "2", "--json"];
        var run = ProgramRun.Counterpoise(
            [.. line, "--methods", "none,smote/wce/threshold,smote-1", "--variant", "smote-1=smote;k=1", "--option", "smote.strategy=0.5",
            "--out", _folder.File("one")]);
        Assert.True(run.ExitCode == 0, run.Error);
        var cells = Cells("one");
        Assert.Equal(["none", "smote-1", "smote/wce/threshold"], cells.Select(c => c.GetProperty("method").GetString()).Distinct()
            .Order(StringComparer.Ordinal));
        Assert.All(cells, c => Assert.Equal(2, c.GetProperty("classes").GetArrayLength()));

        var file = _folder.Write(
            "methods.yaml", "methods:\n  none:\n  smote/wce/threshold:\n  smote-1: {method: smote, k: 1}\noption:\n  smote.strategy: "
                + "0.5\n");
        var again = ProgramRun.Counterpoise([.. line, "--config", file, "--out", _folder.File("two")]);
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(cells.Select(c => c.GetProperty("configHash").GetString()), Cells("two")
            .Select(c => c.GetProperty("configHash").GetString()));
        Assert.Contains("Confusion matrices", File.ReadAllText(_folder.File("two/report.html")));
        Assert.Contains("Recall of each class", File.ReadAllText(_folder.File("two/report.html")));
    }

    [Theory]
    [InlineData("--methods", "none,weights", "'weights' is called wce now")]
    [InlineData("--methods", "smote/wec", "position 7: there is no method 'wec'")]
    [InlineData("--methods", "la+supcon", "contrastive loss")]
    [InlineData("--option", "smote.kk=3", "smote has no option 'kk'; it has strategy, k, neighbors.metric")]
    [InlineData("--option", "smoet.k=3", "did you mean smote?")]
    [InlineData("--option", "knn.k=0", "knn.k is 0; expected at least 1")]
    [InlineData("--variant", "smote-3", "expected NAME=METHOD")]
    [InlineData("--option", "smote.k=40", "40 neighbours of smote need at least 41")]
    public void A_method_or_an_option_that_is_none_is_refused_by_name(string option, string value, string said)
    {
        string[] methods = option == "--methods" ? [] : ["--methods", "none,smote"];
        var run = CommandRun.Of(
            ["compare", Rows(), "--target", "y", "--classifiers", "knn", "--folds", "2", .. methods, option, value, "--out",
            _folder.File("out")]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(said, run.Error);
        Assert.False(Directory.Exists(_folder.File("out")));
    }

    [Fact]
    public void Every_word_is_listed_and_each_option_has_default_and_documentation()
    {
        var words = JsonDocument.Parse(CommandRun.Of("methods", "--json").Output).RootElement.EnumerateArray().ToArray();
        Assert.Superset(new HashSet<string?> { "smote", "wce", "acl", "threshold", "boosting" },
            words.Select(w => w.GetProperty("name").GetString()).ToHashSet());
        Assert.All(words.SelectMany(w => w.GetProperty("options").EnumerateArray()), o =>
            Assert.NotEmpty(o.GetProperty("documentation").GetString()!));
        var smote = CommandRun.Of("methods", "smote").Output;
        Assert.Contains("smote.k\twhole number\t5\tNeighbours of a seed", smote);
        Assert.Contains("did you mean smote?", CommandRun.Of("methods", "smoet").Error);
    }

    [Fact]
    public void Resample_takes_every_option_of_its_method()
    {
        var output = _folder.File("out.csv");
        var run = CommandRun.Of(
            "resample", Rows(), output, "--target", "y", "--method", "borderline", "--option", "m=4", "--option",
            "borderline.strategy=rare=14");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(14, File.ReadLines(output).Count(l => l.EndsWith(",rare", StringComparison.Ordinal)));
        Assert.Contains("borderline.m is 0",
            CommandRun.Of("resample", Rows(), output, "--target", "y", "--method", "borderline", "--option", "m=0").Error);
        Assert.Contains("is no sampler alone",
            CommandRun.Of("resample", Rows(), output, "--target", "y", "--method", "smote/wce").Error);
    }

    private JsonElement[] Cells(string folder) =>
        [.. JsonDocument.Parse(File.ReadAllText(_folder.File($"{folder}/comparison.json"))).RootElement.GetProperty("cells")
            .EnumerateArray()];

    private string Rows()
    {
        var random = new Counterpoise.Randomness.RandomStream(3, "rows");
        return _folder.Write("rows.csv", "a,b,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            FormattableString.Invariant(
                $"{random.NextNormal() + (i % 6 == 0 ? 1.5 : 0):F4},{random.NextNormal():F4},{(i % 6 == 0 ? "rare" : "common")}\n"))));
    }
}

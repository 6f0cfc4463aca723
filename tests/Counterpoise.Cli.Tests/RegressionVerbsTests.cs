using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Counterpoise.Tests.Cli;

public sealed class RegressionVerbsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Compare_judges_methods_for_rare_targets_and_writes_its_report()
    {
        var folder = Path.Combine(_folder.Path, "out");
        var run = CommandRun.Of("compare", Houses(), "--target", "price", "--task", "regression", "--rare", "high", "--methods", "smogn",
            "--regressors", "ridge", "--out", folder, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var document = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["none", "post-hoc", "smogn"], document.GetProperty("cells").EnumerateArray()
            .Select(c => c.GetProperty("method").GetString())
            .Distinct());
        Assert.Contains("ridge", document.GetProperty("verdict").GetProperty("sentences")[0].GetString());
        Assert.True(document.GetProperty("target").GetProperty("rareHigh").GetInt32() > 0);
        Assert.Equal(run.Output.Trim(), File.ReadAllText(Path.Combine(folder, "regression.json")).Trim());
        Assert.Contains("Errors of each pipeline", File.ReadAllText(Path.Combine(folder, "report.html")));
    }

    [Fact]
    public void Resample_makes_rare_rows_and_says_where_each_comes_from()
    {
        var output = Path.Combine(_folder.Path, "more.csv");
        var run = CommandRun.Of("resample", Houses(), output, "--target", "price", "--task", "regression", "--rare", "high", "--method",
            "smoter", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var document = JsonDocument.Parse(run.Output).RootElement;
        Assert.True(document.GetProperty("after").GetProperty("rare").GetInt32() > document.GetProperty("before").GetProperty("rare")
            .GetInt32());
        var lines = File.ReadAllLines(output);
        Assert.Equal("area,garden,price,provenance,source_row,neighbor_row", lines[0]);
        Assert.Contains(lines, l => l.Contains(",synthetic,", StringComparison.Ordinal));
        Assert.All(lines.Skip(1), l => Assert.Contains(l.Split(',')[1], new[] { "yes", "no" }));
        // Features of rows that were not made stand as they were read, with their last zeros.
        var read = File.ReadAllLines(Path.Combine(_folder.Path, "houses.csv")).Select(l => l[..l.LastIndexOf(',')]).ToHashSet();
        Assert.All(lines.Skip(1).Where(l => !l.Contains(",synthetic,", StringComparison.Ordinal)),
            l => Assert.Contains(string.Join(',', l.Split(',')[..2]), read));
    }

    [Fact]
    public void Profile_says_which_targets_are_rare_and_own_points_say_it_otherwise()
    {
        JsonElement Profile(params string[] more)
        {
            var run = CommandRun.Of(["profile", Houses(), "--target", "price", "--task", "regression", "--json", .. more]);
            Assert.True(run.ExitCode == 0, run.Error);
            return JsonDocument.Parse(run.Output).RootElement;
        }

        Assert.Equal(0, Profile("--rare", "high").GetProperty("rareLow").GetInt32());
        var own = Profile("--relevance", "0:1", "50:0", "100:1", "--rare-from", "0.9");
        Assert.True(own.GetProperty("rareLow").GetInt32() > 0);
        Assert.Equal(3, own.GetProperty("points").GetArrayLength());
    }

    [Fact]
    public void Evaluate_measures_predictions_by_how_rare_the_target_is()
    {
        var path = Path.Combine(_folder.Path, "predictions.csv");
        File.WriteAllLines(path, ["y,guess", .. Enumerable.Range(0, 30).Select(i => $"{i},{i + 1}"), "500,400"]);
        var run = CommandRun.Of("evaluate", path, "--target", "y", "--predicted", "guess", "--task", "regression", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var evaluation = JsonDocument.Parse(run.Output).RootElement.GetProperty("evaluation");
        Assert.Equal(130 / 31.0, evaluation.GetProperty("meanAbsoluteError").GetDouble(), 9);
        Assert.True(evaluation.GetProperty("sera").GetDouble() >= 10_000);
    }

    [Theory]
    [InlineData("needs to know which number", "compare", "--task", "regression")]
    [InlineData("is categorical", "profile", "--target", "garden", "--task", "regression")]
    [InlineData("no column 'cost'", "profile", "--target", "cost", "--task", "regression")]
    [InlineData("--rare is for targets that are numbers", "profile", "--target", "garden", "--rare", "low")]
    [InlineData("--classifiers is for classes", "compare", "--target", "price", "--task", "regression", "--classifiers", "knn")]
    [InlineData("did you mean smogn", "compare", "--target", "price", "--task", "regression", "--methods", "smogm")]
    [InlineData("expected target:relevance", "profile", "--target", "price", "--task", "regression", "--relevance", "high")]
    [InlineData("expected a relevance above 0", "profile", "--target", "price", "--task", "regression", "--rare-from", "2")]
    [InlineData("give it with --predicted", "evaluate", "--target", "price", "--task", "regression")]
    public void What_cannot_be_is_refused_in_words(string words, string verb, params string[] options)
    {
        var run = CommandRun.Of([verb, Houses(), .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(words, run.Error);
    }

    [Fact]
    public void A_quantity_as_target_is_told_of_the_task()
    {
        var run = CommandRun.Of("profile", Houses(), "--target", "price");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--task regression", run.Error);
    }

    private string Houses()
    {
        var path = Path.Combine(_folder.Path, "houses.csv");
        var random = new Random(4);
        var text = new StringBuilder("area,garden,price\n");
        for (var i = 0; i < 150; i++)
        {
            var (area, garden) = (i % 12 == 0 ? 30 + (20 * random.NextDouble()) : 10 * random.NextDouble(), i % 3 == 0);
            text.Append(CultureInfo.InvariantCulture,
                $"{area:F3},{(garden ? "yes" : "no")},{(area * (i % 12 == 0 ? 4 : 2)) + (garden ? 5 : 0) + random.NextDouble():F3}\n");
        }

        File.WriteAllText(path, text.ToString());
        return path;
    }
}

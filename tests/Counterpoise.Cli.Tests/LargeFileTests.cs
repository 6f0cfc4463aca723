using System.Text.Json;

namespace Counterpoise.Tests.Cli;

public sealed class LargeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_are_drawn_from_a_file_that_is_not_held()
    {
        var run = CommandRun.Of("resample", Table(), _folder.File("out.parquet"), "--target", "y", "--method", "random-over", "--memory",
            "256", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var classes = JsonDocument.Parse(run.Output).RootElement.GetProperty("classes").EnumerateArray()
            .ToDictionary(c => c.GetProperty("name").GetString()!, c => (c.GetProperty("before").GetInt32(),
                c.GetProperty("after").GetInt32()));
        Assert.Equal((90, 90), classes["no"]);
        Assert.Equal((10, 90), classes["yes"]);
        Assert.Contains("writing: 180 rows", run.Error);
        var balanced = CommandRun.Of("resample", Table(), _folder.File("part.csv"), "--target", "y", "--method", "class-balanced", "--rows",
            "40", "--memory", "256");
        Assert.True(balanced.ExitCode == 0, balanced.Error);
        Assert.Equal(41, File.ReadAllLines(_folder.File("part.csv")).Length);
        Assert.Contains("yes\t10\t20", balanced.Output);
    }

    [Fact]
    public void A_file_that_is_not_held_is_profiled()
    {
        var run = CommandRun.Of("profile", Table(), "--target", "y", "--memory", "256", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var document = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(9, document.GetProperty("classes").GetProperty("imbalanceRatio").GetDouble());
        Assert.Equal("a", document.GetProperty("columns")[0].GetProperty("name").GetString());
        var told = CommandRun.Of("profile", Table(), "--target", "y", "--memory", "256");
        Assert.Contains("yes\t10\t10.00%\t9.0", told.Output);
        Assert.Contains("draw a part", told.Error);
    }

    [Theory]
    [InlineData("needs its rows in memory", "resample", "--memory", "256", "--target", "y")]
    [InlineData("name it with --target", "resample", "--memory", "256", "--method", "random-under")]
    [InlineData("has no column 'z'; it has 'a', 'y'", "resample", "--memory", "256", "--method", "random-under", "--target", "z")]
    [InlineData("--rows is for --method class-balanced", "resample", "--memory", "256", "--method", "random-under", "--target", "y",
        "--rows", "3")]
    [InlineData("--rows is for --memory", "resample", "--target", "y", "--rows", "3")]
    [InlineData("expected at least 256", "resample", "--memory", "8", "--method", "random-under", "--target", "y")]
    [InlineData("--decimal means nothing", "resample", "--memory", "256", "--method", "random-under", "--target", "y", "--decimal", ",")]
    [InlineData("--advisor means nothing", "profile", "--memory", "256", "--target", "y", "--advisor", "on")]
    [InlineData("name it with --target", "profile", "--memory", "256")]
    public void What_means_nothing_there_is_refused(string message, string verb, params string[] options)
    {
        string[] files = verb == "resample" ? [Table(), _folder.File("refused.csv")] : [Table()];
        var run = CommandRun.Of([verb, .. files, .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.False(File.Exists(_folder.File("refused.csv")));
    }

    private string Table() => _folder.Write("in.csv",
        "a,y\n" + string.Join('\n', Enumerable.Range(0, 100).Select(i => $"{i},{(i % 10 == 0 ? "yes" : "no")}")) + "\n");
}

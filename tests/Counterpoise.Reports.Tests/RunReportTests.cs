using Counterpoise.Comparisons;
using Counterpoise.Reports.Tests.Fixtures;

namespace Counterpoise.Reports.Tests;

public class RunReportTests
{
    private static readonly RunSummary Run = Samples.Run();

    [Fact]
    public void A_run_shows_its_classes_curves_mistakes_and_how_to_repeat_it()
    {
        var page = RunReport.Render(Run);
        Assert.Equal(["verdict", "counts", "confusion", "recall", "thresholds", "curves", "embedding", "mistakes", "results", "reproduce"],
            ComparisonReportTests.SectionsOf(page));
        Assert.Contains("hardest class", page, StringComparison.Ordinal);
        Assert.Contains("lambda0: 0.75", page, StringComparison.Ordinal);
        Assert.Equal(page, RunReport.Render(Run));
    }

    [Fact]
    public void Files_stand_under_their_mistakes_and_the_only_matrix_has_the_whole_width()
    {
        var mistake = Run.Result.Mistakes[0] with { Source = "/deep/down/rare/IMG_7.png" };
        var page = RunReport.Render(Run with { Result = Run.Result with { Mistakes = [mistake] } });
        Assert.Contains("<span class=\"quiet name\">rare/IMG_7.png</span>", page, StringComparison.Ordinal);
        Assert.Contains("class=\"grid matrices alone\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("matrix crowded", page[page.IndexOf("<body", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(31, true)]
    public void Many_classes_stand_in_narrow_columns(int count, bool crowded)
    {
        string[] classes = [.. Enumerable.Range(0, count).Select(i => $"class {i}")];
        var confusion = classes.Select((_, i) => classes.Select((_, j) => i == j ? 5 : 0).ToArray()).ToArray();
        var run = Run with { ClassNames = classes, Data = new() { Name = "x" },
            Result = Run.Result with { Confusion = confusion, Classes = [], Curve = [], Embedding = null, Mistakes = [] } };
        var page = RunReport.Render(run);
        Assert.Equal(crowded, page.Contains("class=\"matrix crowded\"", StringComparison.Ordinal));
        Assert.Equal(count, page.Split("<th scope=\"col\"><span>class ").Length - 1);
    }

    [Fact]
    public void A_run_with_metrics_alone_is_still_a_report()
    {
        var bare = Run with { Data = new() { Name = "x" }, Result = Run.Result with { Confusion = null, Classes = [], Curve = [],
            Embedding = null, Mistakes = [] } };
        Assert.Equal(["verdict", "thresholds", "results", "reproduce"], ComparisonReportTests.SectionsOf(RunReport.Render(bare)));
    }
}

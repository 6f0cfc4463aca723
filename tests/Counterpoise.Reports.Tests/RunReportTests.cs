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
        var read = ReportPage.Parse(page);
        var worst = Run.Result.Classes.MinBy(c => c.Recall.Value)!;
        Assert.Contains($"'{worst.Class}'", Assert.Single(read.Texts(".headline")), StringComparison.Ordinal);
        Assert.Contains("lambda0: 0.75", read.One("section#reproduce").TextContent, StringComparison.Ordinal);
        Assert.Equal(page, RunReport.Render(Run));
    }

    [Fact]
    public void Files_stand_under_their_mistakes_and_the_only_matrix_has_the_whole_width()
    {
        var mistake = Run.Result.Mistakes[0] with { Source = "/deep/down/rare/IMG_7.png" };
        var page = RunReport.Render(Run with { Result = Run.Result with { Mistakes = [mistake] } });
        var read = ReportPage.Parse(page);
        Assert.Equal(["rare/IMG_7.png"], read.Texts("section#mistakes .name"));
        Assert.Single(read.All(".matrices.alone"));
        Assert.Empty(read.All(".matrix.crowded"));
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
        var read = ReportPage.Parse(page);
        Assert.Equal(crowded, read.All(".matrix.crowded").Length > 0);
        Assert.Equal(classes, read.Texts(".matrix thead th[scope=col] span"));
    }

    [Fact]
    public void A_run_with_metrics_alone_is_still_a_report()
    {
        var bare = Run with { Data = new() { Name = "x" }, Result = Run.Result with { Confusion = null, Classes = [], Curve = [],
            Embedding = null, Mistakes = [] } };
        Assert.Equal(["verdict", "thresholds", "results", "reproduce"], ComparisonReportTests.SectionsOf(RunReport.Render(bare)));
    }
}

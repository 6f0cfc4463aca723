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
        Assert.Equal(["verdict", "counts", "confusion", "recall", "curves", "embedding", "mistakes", "results", "reproduce"], ComparisonReportTests.SectionsOf(page));
        Assert.Contains("hardest class", page, StringComparison.Ordinal);
        Assert.Contains("lambda0: 0.75", page, StringComparison.Ordinal);
        Assert.Equal(page, RunReport.Render(Run));
    }

    [Fact]
    public void A_run_with_metrics_alone_is_still_a_report()
    {
        var bare = Run with { Data = new() { Name = "x" }, Result = Run.Result with { Confusion = null, Classes = [], Curve = [], Embedding = null, Mistakes = [] } };
        Assert.Equal(["verdict", "results", "reproduce"], ComparisonReportTests.SectionsOf(RunReport.Render(bare)));
    }
}

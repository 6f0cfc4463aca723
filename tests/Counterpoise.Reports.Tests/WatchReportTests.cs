using Counterpoise.Reports.Tests.Fixtures;
using Counterpoise.Reports.Watching;

namespace Counterpoise.Tests.Reports;

public class WatchReportTests
{
    private static WatchSummary Summary => new()
    {
        Title = "Watched", Origin = "<stream>", Headline = "Drift since window 2.", Sentences = ["One sentence."],
            ClassNames = ["rare & few", "fine"], ReferenceRecall = [.8, double.NaN],
        Points = [Point(1, "rare & few", .75), Point(1, "fine", double.NaN), Point(2, "rare & few", .25), Point(2, "fine", .9)],
            Alarms = [new(2, 1000, "ks", "torque", "drift", "0.4")],
    };

    private static WatchPoint Point(int window, string name, double recall) => new()
    {
        Window = window, Class = name, PredictedShare = .5, Known = double.IsNaN(recall) ? 0 : 4, Recall = recall, Expected = .6,
            ExpectedLower = .5, ExpectedUpper = .7,
    };

    [Fact]
    public void The_page_holds_the_answer_the_recalls_and_the_alarms_with_every_text_escaped()
    {
        var page = WatchReport.Render(Summary);
        Assert.Equal(page, WatchReport.Render(Summary));
        var read = ReportPage.Parse(page);
        Assert.Equal(["answer", "recall", "shares", "alarms"], read.Sections[..4]);
        Assert.Contains("<stream>", read.Text, StringComparison.Ordinal);
        Assert.Equal(["rare & few", "fine"], read.Texts("section#recall figcaption b"));
        var rare = read.All("section#recall .plot")[0].GetAttribute("aria-label")!;
        Assert.All(["0.800", "0.250"], v => Assert.Contains(v, rare, StringComparison.Ordinal));
        Assert.Equal(["2", "1,000", "drift", "ks", "torque", "0.4"], Assert.Single(read.Tables("alarms")).Rows[0]);
    }

    [Fact]
    public void A_stream_without_a_window_has_an_answer_alone_and_no_class_is_no_report()
    {
        var page = WatchReport.Render(Summary with { Points = [], Alarms = [] });
        var read = ReportPage.Parse(page);
        Assert.DoesNotContain("recall", read.Sections);
        Assert.Empty(read.Tables("alarms"));
        Assert.Throws<ArgumentException>(() => WatchReport.Render(Summary with { ClassNames = [], ReferenceRecall = [] }));
    }
}

using Counterpoise.Reports.Federated;
using Counterpoise.Reports.Tests.Fixtures;

namespace Counterpoise.Tests.Reports.Federated;

public class FederatedReportTests
{
    private static FederatedSummary Summary => new()
    {
        Title = "Federations", Origin = "<toy>", Created = new DateOnly(2026, 11, 30), Headline = "No gain shown",
            Sentences = ["One seed."],
        ClassNames = ["cat", "dog & co"], Clients = [new("site 1", [5, 0]), new("site 2", [1, 9]), new("site 3", [0, 0])],
        Arms = [Arm("fedavg", []), Arm("fedavg+fedrela", [0, 7, 0, 0])], CommandLine = "counterpoise federate",
    };

    private static FederatedCurve Arm(string name, int[] moves) => new(name,
        [Point(1, 5, .4), Point(1, 10, .6), Point(2, 5, .5), Point(2, 10, .8)], 2_000_000, 1_000, moves);

    private static FederatedPoint Point(ulong seed, int round, double value) =>
        new(seed, round, new Dictionary<string, double> { ["accuracy"] = value, ["tail_accuracy"] = value / 2 });

    [Fact]
    public void The_page_holds_the_answer_the_curves_the_clients_and_the_moves()
    {
        var page = FederatedReport.Render(Summary);
        Assert.Equal(page, FederatedReport.Render(Summary));
        var read = ReportPage.Parse(page);
        Assert.Equal(["verdict", "rounds", "final", "clients", "moves", "reproduce"], read.Sections);
        Assert.Contains(Summary.Origin, read.Text, StringComparison.Ordinal);
        var final = read.Tables("final")[0];
        Assert.Contains("0.7000.600 to 0.800", final.Rows[0]);
        Assert.Contains("2 MB", final.Rows[0]);
        var moves = Assert.Single(read.Tables("moves"));
        Assert.Equal(["cat", "–", "7"], moves.Rows[0]);
        Assert.Equal(["from", "cat", "dog & co"], moves.Columns);
        Assert.Equal(["site 3", "0", "0", "0"], read.Tables("clients")[0].Rows[2]);
    }

    [Fact]
    public void Without_moves_there_is_no_such_section_and_without_arms_no_report()
    {
        Assert.DoesNotContain("moves", ReportPage.Parse(FederatedReport.Render(Summary with { Arms = [Arm("fedavg", [])] })).Sections);
        Assert.Throws<ArgumentException>(() => FederatedReport.Render(Summary with { Arms = [] }));
    }
}

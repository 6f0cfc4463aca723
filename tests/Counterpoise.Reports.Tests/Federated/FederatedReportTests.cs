using Counterpoise.Reports.Federated;

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
        Assert.Contains("&lt;toy&gt;", page);
        foreach (var id in new[] { "verdict", "rounds", "final", "clients", "moves", "reproduce" })
        {
            Assert.Contains($"id=\"{id}\"", page);
        }

        Assert.Contains("0.700<br><span class=\"quiet\">0.600 to 0.800</span>", page);
        Assert.Contains("7 rows re-labelled", page);
        Assert.Contains("1 client without rows", page);
        Assert.Contains("2 MB", page);
        Assert.Contains("dog &amp; co", page);
    }

    [Fact]
    public void Without_moves_there_is_no_such_part_and_without_arms_no_report()
    {
        Assert.DoesNotContain("id=\"moves\"", FederatedReport.Render(Summary with { Arms = [Arm("fedavg", [])] }));
        Assert.Throws<ArgumentException>(() => FederatedReport.Render(Summary with { Arms = [] }));
    }
}

using Counterpoise.Comparisons;

namespace Counterpoise.Tests.Comparisons;

public sealed class EqualCellsTests
{
    [Fact]
    public void Methods_that_share_a_cell_each_keep_theirs_and_a_cell_computed_again_replaces_the_old_one()
    {
        ComparisonCell Cell(string method, double accuracy) =>
            new() { Scenario = "S5", Method = method, Seed = 1, ConfigHash = "0011", Metrics = new Dictionary<string,
            double> { ["accuracy"] = accuracy } };
        var comparison = new Comparison
        {
            Title = "t", Created = new(2026, 1, 1), Pairing = Pairing.Runs, Item = "image", ClassNames = ["a", "b"],
                Scenarios = [new() { Name = "S5" }],
            Methods = [new() { Name = "ce", Label = "ce" }, new() { Name = "wce", Label = "wce" }],
            Cells = [Cell("wce", 0.1), Cell("ce", 0.2), Cell("ce", 0.3)],
        };
        Assert.Equal([("ce", 0.3), ("wce", 0.1)], comparison.Sorted().Cells.Select(c => (c.Method, c.Metrics["accuracy"])));
    }
}

using Counterpoise.Reports.Systems;
using Counterpoise.Workflows.Systems;

namespace Counterpoise.Workflows.Tests;

public sealed class ArmComparisonTests
{
    [Fact]
    public void A_verdict_names_the_controls_that_are_not_beaten_with_their_figures()
    {
        var comparison = Of(("system", [.80, .82, .81]), ("weak", [.60, .61, .63]), ("equal", [.81, .80, .83]));
        Assert.Contains("does not beat equal (-0.003", comparison.Verdict(), StringComparison.Ordinal);
        Assert.DoesNotContain("weak", comparison.Verdict(), StringComparison.Ordinal);
        Assert.True(comparison.Difference("weak").IsBetter);
        Assert.Equal(3, comparison.Difference("weak").Pairs);
    }

    [Fact]
    public void A_system_that_beats_all_says_which_was_closest_and_one_that_is_worse_is_not_to_be_taken()
    {
        Assert.Contains("beats all 2 controls in f1, the closest b",
            Of(("system", [.8, .81, .82]), ("a", [.5, .52, .51]), ("b", [.7, .72, .71])).Verdict(), StringComparison.Ordinal);
        Assert.Contains("worse than a", Of(("system", [.5, .51, .52]), ("a", [.8, .82, .81])).Verdict(), StringComparison.Ordinal);
        Assert.Contains("one seed", Of(("system", [.5]), ("a", [.4])).Verdict(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_without_a_value_is_no_pair_and_the_report_is_the_same_bytes_each_time()
    {
        var comparison = Of(("system", [.8, .9]), ("a", [.7, .6])) with { };
        var scores = comparison.Scores.Append(new ArmScore("system", 9, new Dictionary<string, double> { ["f1"] = 0.1 })).ToArray();
        Assert.Equal(2, (comparison with { Scores = scores }).Difference("a").Pairs);
        var summary = new SystemSummary { Title = "A <b>", Verdict = "v & w", Sentences = ["one"], Tables = [comparison.Table("T")],
            Pictures = [new("P", "c", [1, 2])], CommandLine = "counterpoise x", Created = new(2026, 11, 30) };
        var html = SystemReport.Render(summary);
        Assert.Equal(html, SystemReport.Render(summary));
        Assert.All(["A &lt;b&gt;", "v &amp; w", "AQI=", "counterpoise x", "system less it"],
            text => Assert.Contains(text, html, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => { SystemReport.Render(summary with { Tables = [new("T", "c", ["a", "b"], [["1"]])] }); });
    }

    private static ArmComparison Of(params (string Arm, double[] Values)[] arms) => new()
    {
        Scores = [.. arms.SelectMany(a => a.Values.Select((v, i) =>
            new ArmScore(a.Arm, (ulong)i, new Dictionary<string, double> { ["f1"] = v })))],
        System = "system",
        Metric = "f1",
    };
}

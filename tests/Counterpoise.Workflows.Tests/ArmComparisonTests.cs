using Counterpoise.Comparisons;
using Counterpoise.Reports.Systems;
using Counterpoise.Workflows.Systems;

namespace Counterpoise.Workflows.Tests;

public sealed class ArmComparisonTests
{
    // Wilcoxon's test over nine pairs of one sign has p = 0.004, below 0.05 after Holm's correction over several controls.
    private static readonly double[] Noise = [.00, .01, .02, .00, .01, .02, .00, .01, .02];

    [Fact]
    public void A_verdict_names_the_controls_that_are_not_beaten_with_their_figures()
    {
        var comparison = Of(("system", About(.80)), ("weak", About(.60, 2)), ("equal", About(.801, 4)));
        Assert.Contains("does not beat equal (-0.00", comparison.Verdict(), StringComparison.Ordinal);
        Assert.DoesNotContain("weak", comparison.Verdict(), StringComparison.Ordinal);
        Assert.Equal(VerdictOutcome.Helps, comparison.Difference("weak")!.Outcome);
        Assert.Equal(9, comparison.Difference("weak")!.Pairs);
    }

    [Fact]
    public void A_system_that_beats_all_says_which_was_closest_and_one_that_is_worse_is_not_to_be_taken()
    {
        Assert.Contains("beats all 2 controls in f1, the closest b",
            Of(("system", About(.8)), ("a", About(.5, 1)), ("b", About(.7, 2))).Verdict(), StringComparison.Ordinal);
        Assert.Contains("worse than a", Of(("system", About(.5)), ("a", About(.8, 1))).Verdict(), StringComparison.Ordinal);
        Assert.Contains("Undecided: a (+0.100, one seed)", Of(("system", [.5]), ("a", [.4])).Verdict(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_intervals_say_and_the_corrected_test_does_not_confirm_is_undecided()
    {
        var comparison = Of(("system", About(.8)[..5]), ("a", About(.5, 1)[..5]), ("b", About(.6, 2)[..5]));
        Assert.All(comparison.Differences(), d => Assert.Equal((1, VerdictOutcome.Undecided), (d.Side, d.Outcome)));
        Assert.Contains("seems to beat all 2 controls", comparison.Verdict(), StringComparison.Ordinal);
        Assert.EndsWith("which Wilcoxon's test does not confirm and with fewer than 6 seeds cannot", comparison.Verdict(),
            StringComparison.Ordinal);
        var six = Of(("system", About(.8)[..6]), ("a", About(.5, 1)[..6]), ("b", About(.6, 2)[..6]));
        Assert.Contains("beats all 2 controls", six.Verdict(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_without_a_value_is_no_pair_and_the_report_is_the_same_bytes_each_time()
    {
        var comparison = Of(("system", [.8, .9]), ("a", [.7, .6])) with { };
        var scores = comparison.Scores.Append(new ArmScore("system", 9, new Dictionary<string, double> { ["f1"] = 0.1 })).ToArray();
        Assert.Equal(2, (comparison with { Scores = scores }).Difference("a")!.Pairs);
        var summary = new SystemSummary { Title = "A <b>", Verdict = "v & w", Sentences = ["one"], Tables = [comparison.Table("T")],
            Pictures = [new("P", "c", [1, 2])], CommandLine = "counterpoise x", Created = new(2026, 11, 30) };
        var html = SystemReport.Render(summary);
        Assert.Equal(html, SystemReport.Render(summary));
        Assert.All(["A &lt;b&gt;", "v &amp; w", "AQI=", "counterpoise x", "system less it"],
            text => Assert.Contains(text, html, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => { SystemReport.Render(summary with { Tables = [new("T", "c", ["a", "b"], [["1"]])] }); });
    }

    private static double[] About(double mean, int shift = 0) => [.. Noise.Select((_, i) => mean + Noise[(i + shift) % Noise.Length])];

    private static ArmComparison Of(params (string Arm, double[] Values)[] arms) => new()
    {
        Scores = [.. arms.SelectMany(a => a.Values.Select((v, i) =>
            new ArmScore(a.Arm, (ulong)i, new Dictionary<string, double> { ["f1"] = v })))],
        System = "system",
        Metric = "f1",
    };
}

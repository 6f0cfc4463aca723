using Counterpoise.Comparisons;

namespace Counterpoise.Tests.Comparisons;

public class VerdictTests
{
    private static Verdict Of(int scenarios, int seeds, Func<int, string, double> level) =>
        Verdict.Of(ComparisonAnalysisTests.Images(scenarios, seeds, (s, m, seed) => level(s, m) + (0.01 * Math.Sin((seed * 7) + (s * 3) + (m[0] * 5)))));

    [Fact]
    public void A_gain_in_every_scenario_is_said_to_help()
    {
        var verdict = Of(2, 5, (_, m) => m == "c" ? 0.8 : 0.5);
        Assert.Equal(VerdictOutcome.Helps, verdict.Outcome);
        Assert.Equal("New helps: better G-mean than Plain in both scenarios (by the 95% intervals; the corrected test confirms it over all scenarios together).", verdict.Headline);
        Assert.False(verdict.IsTentative);
        Assert.Contains(verdict.Sentences, s => s.Contains("over all scenarios together +0.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_gain_in_some_scenarios_names_them()
    {
        var verdict = Of(3, 5, (s, m) => m == "c" && s == 1 ? 0.8 : 0.5);
        Assert.Equal("New seems to help: better G-mean than Plain in 1 of 3 scenarios (1), by the 95% interval alone, which the corrected test does not confirm.", verdict.Headline);
        Assert.True(verdict.IsTentative);
    }

    [Fact]
    public void A_null_result_is_said_plainly()
    {
        var verdict = Of(2, 5, (_, _) => 0.5);
        Assert.Equal(VerdictOutcome.NoMeasurableDifference, verdict.Outcome);
        Assert.Equal("No measurable difference in G-mean between New and Plain.", verdict.Headline);
    }

    [Fact]
    public void Harm_is_called_harm_and_both_ways_depend()
    {
        Assert.Equal(VerdictOutcome.Harms, Of(1, 5, (_, m) => m == "c" ? 0.2 : 0.5).Outcome);
        Assert.Equal(VerdictOutcome.Depends, Of(2, 5, (s, m) => m == "c" ? (s == 1 ? 0.2 : 0.8) : 0.5).Outcome);
    }

    [Fact]
    public void What_is_not_better_than_the_strongest_control_is_not_credited()
    {
        Assert.Contains(Of(2, 5, (_, m) => m == "a" ? 0.5 : 0.8).Sentences, s => s.StartsWith("Against the strongest control, Cheap:", StringComparison.Ordinal) && s.Contains("no measurable difference", StringComparison.Ordinal));
        Assert.Contains(Of(2, 5, (_, m) => m == "b" ? 0.9 : m == "c" ? 0.8 : 0.5).Sentences, s => s.Contains("the control Cheap is better than New", StringComparison.Ordinal));
    }

    [Fact]
    public void Who_reads_the_headline_only_learns_that_a_control_does_as_well() =>
        Assert.EndsWith("; no better than the control Cheap.", Of(2, 5, (_, m) => m == "a" ? 0.5 : 0.8).Headline, StringComparison.Ordinal);

    [Fact]
    public void With_few_pairs_the_limits_of_test_and_interval_are_told()
    {
        Assert.Contains(Of(1, 5, (_, m) => m == "c" ? 0.8 : 0.5).Sentences, s => s.Contains("cannot go below p = 0.06", StringComparison.Ordinal) && s.Contains("rather too narrow", StringComparison.Ordinal));
        Assert.Contains(Of(1, 12, (_, m) => m == "c" ? 0.8 : 0.5).Sentences, s => s.Contains("12 pairs of runs, equal", StringComparison.Ordinal) && s.Contains("p = 0.001 after Holm", StringComparison.Ordinal) && !s.Contains("narrow", StringComparison.Ordinal));
    }

    [Fact]
    public void One_pair_or_none_is_too_little()
    {
        Assert.Equal(VerdictOutcome.TooLittleData, Of(2, 1, (_, m) => m == "c" ? 0.8 : 0.5).Outcome);
        Assert.Equal(VerdictOutcome.TooLittleData, Of(2, 0, (_, _) => 0).Outcome);
    }

    [Fact]
    public void Fewer_than_five_pairs_are_no_claim_unless_all_scenarios_together_hold_enough()
    {
        Assert.Equal(VerdictOutcome.TooLittleData, Of(1, 4, (_, m) => m == "c" ? 0.8 : 0.5).Outcome);
        var verdict = Of(2, 3, (_, m) => m == "c" ? 0.8 : 0.5);
        Assert.Equal("New seems to help: better G-mean than Plain over all scenarios together, by the 95% interval alone, which the corrected test does not confirm.", verdict.Headline);
        Assert.True(verdict.IsTentative);
        Assert.Contains(verdict.Sentences, s => s.Contains("does not confirm", StringComparison.Ordinal));
        Assert.StartsWith("New helps:", Of(4, 4, (_, m) => m == "c" ? 0.8 : 0.5).Headline, StringComparison.Ordinal);
        Assert.Contains(verdict.Sentences, s => s.Contains("no scenario can be judged by itself", StringComparison.Ordinal));
    }

    [Fact]
    public void A_single_scenario_needs_no_name_and_rests_on_its_own_test()
    {
        Assert.Equal("New seems to help: better G-mean than Plain, by the 95% interval alone, which the corrected test does not confirm.", Of(1, 5, (_, m) => m == "c" ? 0.8 : 0.5).Headline);
        Assert.Equal("New helps: better G-mean than Plain.", Of(1, 12, (_, m) => m == "c" ? 0.8 : 0.5).Headline);
        Assert.Equal("New seems to do harm: worse G-mean than Plain, by the 95% interval alone, which the corrected test does not confirm.", Of(1, 5, (_, m) => m == "c" ? 0.2 : 0.5).Headline);
        Assert.StartsWith("Too few runs to judge New against Plain: 3 pairs, at least 5", Of(1, 3, (_, m) => m == "c" ? 0.8 : 0.5).Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void A_headline_says_how_many_of_its_scenarios_the_test_confirms()
    {
        // Nine pairs in scenario 1 (p 0.004, times three), five in scenario 2 (p 0.06, times three).
        var comparison = ComparisonAnalysisTests.Images(2, 9, (s, m, seed) => (m == "c" ? s == 1 ? 0.8 : 0.7 : 0.5) + (0.01 * Math.Sin((seed * 7) + (s * 3) + (m[0] * 5))));
        comparison = comparison with { Cells = [.. comparison.Cells.Where(c => c.Scenario == "1" || c.Seed <= 5)] };
        Assert.Equal("New helps: better G-mean than Plain in both scenarios (by the 95% intervals; the corrected test confirms 1 of 2).", Verdict.Of(comparison).Headline);
    }

    [Fact]
    public void Scenarios_with_too_few_runs_are_neither_for_nor_against()
    {
        Comparison Few(Func<int, string, double> level, params string[] enough)
        {
            var comparison = ComparisonAnalysisTests.Images(3, 5, (s, m, seed) => level(s, m) + (0.01 * Math.Sin((seed * 7) + (s * 3) + (m[0] * 5))));
            return comparison with { Cells = [.. comparison.Cells.Where(c => enough.Contains(c.Scenario) || c.Seed <= 3)] };
        }

        Assert.Contains("than Plain in the 2 scenarios with enough runs (1 and 2) (by", Verdict.Of(Few((_, m) => m == "c" ? 0.8 : 0.5, "1", "2")).Headline, StringComparison.Ordinal);
        Assert.Contains("than Plain in 1 of the 2 scenarios with enough runs (1)", Verdict.Of(Few((s, m) => m == "c" && s == 1 ? 0.8 : 0.5, "1", "2")).Headline, StringComparison.Ordinal);
        Assert.Contains("than Plain in the only scenario with enough runs (2)", Verdict.Of(Few((_, m) => m == "c" ? 0.8 : 0.5, "2")).Headline, StringComparison.Ordinal);
        Assert.Equal("No measurable difference in G-mean between New and Plain in the only scenario with enough runs (1).", Verdict.Of(Few((_, _) => 0.5, "1")).Headline);
    }

    [Fact]
    public void Below_five_pairs_no_interval_is_told() =>
        Assert.All(Of(2, 4, (_, m) => m == "c" ? 0.8 : 0.5).Sentences, s => Assert.DoesNotMatch(@"scenario \d [+−][\d.]+ \[", s.Split("over all")[0]));

    [Fact]
    public void The_control_with_fixed_constants_is_answered_for_by_name()
    {
        var fixedControl = Adaptive(2, 5, (_, m) => m == "a" ? 0.5 : 0.8);
        var sentence = Assert.Single(Verdict.Of(fixedControl).Sentences, s => s.StartsWith("Against fixed constants: New − Cheap", StringComparison.Ordinal));
        Assert.Contains("what adapting the constants adds is not shown here", sentence, StringComparison.Ordinal);
        Assert.Contains("the strongest control", sentence, StringComparison.Ordinal);
        Assert.Contains(Verdict.Of(Adaptive(2, 5, (_, m) => m == "c" ? 0.8 : 0.5)).Sentences, s => s.Contains("adapting the constants pays", StringComparison.Ordinal));
        Assert.Contains(Verdict.Of(Adaptive(2, 5, (_, m) => m == "b" ? 0.8 : 0.5)).Sentences, s => s.Contains("the fixed constants are better", StringComparison.Ordinal));
        Assert.Contains(Verdict.Of(Adaptive(1, 3, (_, m) => m == "c" ? 0.8 : 0.5)).Sentences, s => s.StartsWith("Against fixed constants", StringComparison.Ordinal) && s.EndsWith("too few pairs to judge.", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_balance_makes_the_constants_equal_it_is_said_so()
    {
        var comparison = Adaptive(2, 5, (_, m) => m == "a" ? 0.5 : 0.8);
        comparison = comparison with
        {
            Scenarios = [comparison.Scenarios[0] with { ImbalanceLevel = 0.3 }, comparison.Scenarios[1] with { ImbalanceLevel = 0 }],
            Cells = [.. comparison.Cells.Select(c => c.Method == "a" ? c : c with { Curve = [new() { Epoch = 1, Loss = 1, Temperature = c.Method == "c" && c.Scenario == "1" ? 0.07 : 0.1, ContrastiveWeight = 0.75 }] })],
        };
        Assert.Contains(Verdict.Of(comparison).Sentences, s => s.StartsWith("Equal by construction: in scenario 2 the classes are balanced", StringComparison.Ordinal));
        var other = comparison with { Cells = [.. comparison.Cells.Select(c => c with { Curve = [.. c.Curve.Select(e => e with { ContrastiveWeight = c.Method == "c" ? 0.5 : 0.75 })] })] };
        Assert.DoesNotContain(Verdict.Of(other).Sentences, s => s.StartsWith("Equal by construction", StringComparison.Ordinal));
    }

    private static Comparison Adaptive(int scenarios, int seeds, Func<int, string, double> level)
    {
        var comparison = ComparisonAnalysisTests.Images(scenarios, seeds, (s, m, seed) => level(s, m) + (0.01 * Math.Sin((seed * 7) + (s * 3) + (m[0] * 5))));
        return comparison with { Methods = [.. comparison.Methods.Select(m => m.Name == "c" ? m with { FixedCounterpart = "b" } : m)] };
    }

    [Fact]
    public void A_single_method_has_nothing_to_be_compared_with()
    {
        var comparison = ComparisonAnalysisTests.Images(1, 5, (_, _, seed) => seed);
        Assert.Equal("Nothing to compare: Plain is the only method.", Verdict.Of(comparison with { Methods = [comparison.Methods[0]] }).Headline);
    }

    [Fact]
    public void Where_less_is_better_a_fall_helps()
    {
        var comparison = ComparisonAnalysisTests.Images(1, 6, (s, m, seed) => (m == "c" ? 0.01 : 0.05) + (0.001 * Math.Sin(seed)));
        comparison = comparison with { PrimaryMetric = MetricNames.F1Variance, Cells = [.. comparison.Cells.Select(c => c with { Metrics = new Dictionary<string, double> { [MetricNames.F1Variance] = c.Metrics.Values.First() } })] };
        Assert.Equal(VerdictOutcome.Helps, Verdict.Of(comparison).Outcome);
    }

    [Fact]
    public void One_data_set_is_judged_over_its_folds_and_says_so()
    {
        var verdict = Verdict.Of(ComparisonAnalysisTests.Tables(1, refuses: false));
        Assert.Equal((VerdictOutcome.Helps, "New helps: better G-mean than Plain on this data set, over its 5 folds."), (verdict.Outcome, verdict.Headline));
        Assert.Contains(verdict.Sentences, s => s.Contains("+0.120 [+0.091, +0.149]", StringComparison.Ordinal));
        Assert.Contains(verdict.Sentences, s => s.Contains("corrected resampled t-test", StringComparison.Ordinal) && s.Contains("Other data may say otherwise", StringComparison.Ordinal));
        var same = ComparisonAnalysisTests.Tables(1, refuses: false) with { Candidate = "b" };
        Assert.Equal("No measurable difference in G-mean between Cheap and Plain on this data set, over its 5 folds.", Verdict.Of(same).Headline);
    }

    [Fact]
    public void Few_folds_of_one_data_set_and_a_refused_one_are_too_little()
    {
        var whole = ComparisonAnalysisTests.Tables(1, refuses: false);
        Assert.Equal("Too little data to judge: one data set and 4 folds of it, at least 5 folds are needed.", Verdict.Of(whole with { Cells = [.. whole.Cells.Where(c => c.Fold < 4)] }).Headline);
        var refused = Verdict.Of(ComparisonAnalysisTests.Tables(1));
        Assert.Equal(VerdictOutcome.TooLittleData, refused.Outcome);
        Assert.Equal(["Left out: 1, where New lacks a value."], refused.Sentences);
        Assert.Contains("Left out: 1, where New lacks a value.", Verdict.Of(ComparisonAnalysisTests.Tables(6)).Sentences);
    }

    [Fact]
    public void Tables_are_judged_over_data_sets_and_ranks()
    {
        var images = ComparisonAnalysisTests.Images(12, 1, (s, m, _) => (m == "c" ? 0.8 : m == "b" ? 0.6 : 0.5) + (0.1 * Math.Sin(s)) + (0.01 * Math.Sin((s * 5) + m[0])));
        var verdict = Verdict.Of(images with { Task = TaskKind.Tables });
        Assert.Equal("New helps: better G-mean than Plain over 12 data sets.", verdict.Headline);
        Assert.Contains(verdict.Sentences, s => s.Contains("New has the best mean rank", StringComparison.Ordinal));
    }
}

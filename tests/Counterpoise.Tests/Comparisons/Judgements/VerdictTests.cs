using Counterpoise.Comparisons;
using Counterpoise.Statistics;
using Counterpoise.Verdicts;

namespace Counterpoise.Tests.Comparisons;

public class VerdictTests
{
    /// <summary>Methods a (plain, a control), b (a control) and c, with a little noise of their own.</summary>
    private static Comparison Noisy(int scenarios, int seeds, Func<int, string, double> level) =>
        ComparisonAnalysisTests.Images(scenarios, seeds, (s, m, seed) =>
            level(s, m) + (0.01 * Math.Sin((seed * 7) + (s * 3) + (m[0] * 5))));

    private static Verdict Of(int scenarios, int seeds, Func<int, string, double> level) => Verdict.Of(Noisy(scenarios, seeds, level));

    [Fact]
    public void A_gain_over_the_strongest_control_helps_and_names_it_first()
    {
        var verdict = Of(1, 12, (_, m) => m == "c" ? 0.8 : m == "b" ? 0.6 : 0.5);
        Assert.Equal((VerdictOutcome.Helps, "Helps: G-mean +0.20 over Cheap, 95% interval above 0."), (verdict.Outcome, verdict.Headline));
        var group = Assert.Single(verdict.Judgement.Primary.Groups);
        Assert.Equal(("b", 12), (group.Control, group.Leading.Pairs));
    }

    [Fact]
    public void What_beats_the_baseline_and_not_a_control_is_no_gain()
    {
        var verdict = Of(1, 12, (_, m) => m == "a" ? 0.5 : 0.8);
        Assert.Equal((VerdictOutcome.NoGain, "No gain over Cheap."), (verdict.Outcome, verdict.Headline));
        Assert.Contains(verdict.Sentences, s => s.StartsWith("How much: New is ", StringComparison.Ordinal)
            && s.Contains("cannot be ruled out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.50, 0.55, 0.60, 0.70, "Under-trained: wce (−0.150 from linear/wce) is below a linear model on the same pixels.")]
    [InlineData(0.40, 0.55, 0.60, 0.70,
        "Under-trained: ce (−0.100 from linear) and wce (−0.150 from linear/wce) are below a linear model on the same pixels.")]
    [InlineData(0.50, 0.75, 0.60, 0.70, null)]
    public void Networks_below_a_linear_model_on_the_pixels_are_called_under_trained(double plain, double weighted, double probe,
        double linearWeighted, string? said)
    {
        string[] names = ["ce", "wce", "probe/wce", "linear", "linear/wce"];
        double[] values = [plain, weighted, probe, 0.5, linearWeighted];
        var comparison = ComparisonAnalysisTests.Images(1, 6, (_, _, _) => 0.5);
        var verdict = Verdict.Of(comparison with
        {
            Differences = [],
            Candidate = null,
            Methods = [.. names.Select((n, i) => new ComparisonMethod { Name = n, IsControl = i != 1 })],
            Cells = [.. comparison.Cells.DistinctBy(c => c.Seed).SelectMany(c => names.Select((n, i) => c with
            {
                Method = n, Metrics = new Dictionary<string, double> { [comparison.PrimaryMetric] = values[i] },
            }))],
        });
        var sentence = verdict.Sentences.FirstOrDefault(s => s.StartsWith("Under-trained", StringComparison.Ordinal));
        Assert.Equal(said, sentence?[..(sentence.IndexOf("pixels.", StringComparison.Ordinal) + "pixels.".Length)]);
        Assert.True(said is null || verdict.Sentences[0] == sentence);
    }

    [Fact]
    public void Harm_is_called_harm() =>
        Assert.Equal("Does harm: G-mean −0.30 against Plain, 95% interval below 0.",
            Of(1, 12, (_, m) => m == "c" ? 0.2 : m == "b" ? 0.1 : 0.5).Headline);

    [Fact]
    public void An_interval_and_a_test_that_disagree_are_undecided_and_the_seeds_that_would_tell_are_named()
    {
        // Five pairs of one sign: the exact p is 2/32, whatever the interval says. Six pairs can go below 0.05.
        var verdict = Of(1, 5, (_, m) => m == "c" ? 0.8 : 0.5);
        Assert.True(verdict.Judgement.Primary.Groups[0].Leading.Low > 0);
        Assert.Equal(0.0625, verdict.Judgement.Primary.Groups[0].Leading.HolmPValue, 12);
        Assert.Equal(VerdictOutcome.Undecided, verdict.Outcome);
        Assert.Matches("^Undecided against (Plain|Cheap): about 6 seeds would tell.$", verdict.Headline);
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 7)]
    [InlineData(3, 7)]
    [InlineData(4, 8)]
    [InlineData(6, 8)]
    [InlineData(7, 9)]
    public void The_fewest_pairs_of_a_claim_are_those_of_the_exact_test(int tests, int pairs)
    {
        Assert.Equal(pairs, VerdictRule.FewestPairs(tests));
        double P(int n) => WilcoxonSignedRank.Of([.. Enumerable.Range(1, n).Select(i => (double)i)], new double[n]).PValue;
        Assert.True(tests * P(pairs) < 0.05 && tests * P(pairs - 1) >= 0.05);
    }

    [Fact]
    public void To_beat_every_control_is_one_claim_and_that_one_of_them_is_better_is_several()
    {
        PairedDifference[] Against(double[] less) => [.. PairedDifference.Correct([.. Enumerable.Range(0, 5).Select(c =>
            PairedDifference.Compute("recall", "system", less, $"control {c}", new double[less.Length]))])];
        double[] better = [.10, .12, .11, .13, .10, .12];
        Assert.Equal(VerdictOutcome.Undecided, Against(better)[0].Outcome);
        Assert.Equal(VerdictOutcome.Helps, VerdictRule.BeatsAll(Against(better)));
        Assert.Equal(VerdictOutcome.Undecided, VerdictRule.BeatsAll(Against(better[1..])));
        Assert.Equal(VerdictOutcome.Undecided, VerdictRule.BeatsAll(Against([.. better.Select(d => -d)])));
        Assert.Equal(VerdictOutcome.Harms, VerdictRule.BeatsAll(Against([.. better.Concat(better).Select(d => -d)])));
    }

    [Theory]
    [InlineData(5, 0.01, 0.3, 0.04, VerdictOutcome.Helps)]
    [InlineData(5, 0.01, 0.3, 0.06, VerdictOutcome.Undecided)]
    [InlineData(5, -0.01, 0.3, 0.04, VerdictOutcome.Undecided)]
    [InlineData(5, -0.01, 0.3, 0.06, VerdictOutcome.NoGain)]
    [InlineData(5, -0.3, -0.01, 0.04, VerdictOutcome.Harms)]
    [InlineData(5, -0.3, -0.01, 0.06, VerdictOutcome.Undecided)]
    [InlineData(4, 0.01, 0.3, 0.04, VerdictOutcome.Undecided)]
    public void One_rule_decides(int pairs, double low, double high, double holm, VerdictOutcome outcome)
    {
        var d = new PairedDifference { Metric = MetricNames.GeometricMean, MethodA = "a", MethodB = "b", Pairs = pairs,
            Mean = (low + high) / 2, Low = low, High = high, PValue = holm / 2, HolmPValue = holm };
        Assert.Equal(outcome, d.Outcome);
        var turned = outcome switch { VerdictOutcome.Helps => VerdictOutcome.Harms, VerdictOutcome.Harms => VerdictOutcome.Helps,
            _ => outcome };
        Assert.Equal(turned, (d with { LowerIsBetter = true }).Outcome);
    }

    [Fact]
    public void Too_few_pairs_are_undecided_and_without_an_interval()
    {
        var verdict = Of(1, 3, (_, m) => m == "c" ? 0.8 : 0.5);
        Assert.Equal(VerdictOutcome.Undecided, verdict.Outcome);
        Assert.DoesNotContain(verdict.Sentences, s => s.Contains('['));
        Assert.Equal("Undecided against Plain: 1 pair of runs, at least 5 are needed.",
            Verdict.Of(ComparisonAnalysisTests.Images(1, 1, (_, m, _) => m == "c" ? 1 : m == "a" ? 0.5 : 0)).Headline);
        Assert.Equal(VerdictOutcome.Undecided, Of(2, 0, (_, _) => 0).Outcome);
    }

    [Fact]
    public void Several_scenarios_are_answered_together_and_each_by_itself()
    {
        var verdict = Of(3, 9, (s, m) => m == "c" && s == 1 ? 0.8 : 0.5);
        Assert.Equal(["1", "2", "3"], verdict.Judgement.Primary.Groups.Select(g => g.Scenario));
        Assert.Equal(27, verdict.Judgement.Primary.Overall!.Leading.Pairs);
        Assert.Contains(verdict.Sentences, s => s.StartsWith("By scenario: 1 helps (New +0.", StringComparison.Ordinal)
            && s.Contains("; 2 ", StringComparison.Ordinal));
        Assert.Contains(verdict.Sentences, s => s.Contains("27 pairs of runs from 9 seeds", StringComparison.Ordinal));
    }

    [Fact]
    public void Help_here_and_harm_there_depends_on_the_scenario()
    {
        var verdict = Of(2, 9, (s, m) => m == "c" ? (s == 1 ? 0.2 : 0.8) : 0.5);
        Assert.Equal((VerdictOutcome.Depends, "Depends on the scenario: helps in 2, does harm in 1."), (verdict.Outcome, verdict.Headline));
    }

    [Fact]
    public void A_method_is_in_question_only_where_it_is_named()
    {
        var all = Verdict.Of(Noisy(1, 12, (_, m) => m == "c" ? 0.5 : m == "d" ? 0.9 : 0.4) is var c
            ? c with { Methods = [.. c.Methods, new() { Name = "d", Label = "Newer" }],
                Cells = [.. c.Cells, .. c.Cells.Where(x => x.Method == "a")
                .Select(x => x with { Method = "d", ConfigHash = x.ConfigHash + "d", Metrics = new Dictionary<string,
                double> { [MetricNames.GeometricMean] = 0.9 } })] }
            : c);
        Assert.StartsWith("Helps: Newer, G-mean +0.50 over", all.Headline, StringComparison.Ordinal);
        Assert.Equal(["d", "c"], all.Judgement.Primary.Groups[0].Differences.Select(d => d.MethodA));
        var named = Noisy(1, 12, (_, m) => m == "c" ? 0.8 : m == "b" ? 0.6 : 0.5) with { Candidate = "b" };
        Assert.Equal("Helps: G-mean +0.10 over Plain, 95% interval above 0.", Verdict.Of(named).Headline);
    }

    [Fact]
    public void Holm_runs_over_all_methods_that_are_tested_against_the_control()
    {
        var comparison = Noisy(1, 6, (_, m) => m == "c" ? 0.8 : 0.5);
        comparison = comparison with
        {
            Methods = [.. comparison.Methods, .. "defg".Select(m => new ComparisonMethod { Name = $"{m}" })],
            Cells = [.. comparison.Cells, .. from m in "defg" from x in comparison.Cells where x.Method == "a"
                select x with { Method = $"{m}", ConfigHash = x.ConfigHash + m, Metrics = new Dictionary<string,
                double> { [MetricNames.GeometricMean] = 0.4 + (0.01 * Math.Sin((x.Seed * 3) + m)) } }],
        };
        var group = Assert.Single(Verdict.Of(comparison).Judgement.Primary.Groups);
        Assert.Equal(5, group.Differences.Count);
        Assert.Equal((2.0 / 64, 5 * 2.0 / 64), (group.Differences[0].PValue, Math.Round(group.Differences[0].HolmPValue, 9)));
        Assert.Equal(VerdictOutcome.Undecided, group.Outcome);
    }

    [Fact]
    public void The_control_with_fixed_constants_is_answered_for_by_name()
    {
        string Sentence(Comparison c) => Assert.Single(Verdict.Of(c).Sentences,
            s => s.StartsWith("Against fixed constants: New − Cheap", StringComparison.Ordinal));
        Assert.EndsWith("what adapting the constants adds is not shown here.", Sentence(Adaptive(1, 12, (_, m) => m == "a" ? 0.5 : 0.8)),
            StringComparison.Ordinal);
        Assert.EndsWith("adapting the constants pays.", Sentence(Adaptive(1, 12, (_, m) => m == "c" ? 0.8 : 0.5)),
            StringComparison.Ordinal);
        Assert.EndsWith("the fixed constants are better.", Sentence(Adaptive(1, 12, (_, m) => m == "b" ? 0.8 : 0.5)),
            StringComparison.Ordinal);
        Assert.EndsWith("too few pairs to judge.", Sentence(Adaptive(1, 3, (_, m) => m == "c" ? 0.8 : 0.5)), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_balance_makes_the_constants_equal_it_is_said_so()
    {
        var comparison = Adaptive(2, 5, (_, m) => m == "a" ? 0.5 : 0.8);
        comparison = comparison with
        {
            Scenarios = [comparison.Scenarios[0] with { ImbalanceLevel = 0.3 }, comparison.Scenarios[1] with { ImbalanceLevel = 0 }],
            Cells = [.. comparison.Cells.Select(c => c.Method == "a" ? c
                : c with { Curve = [new() { Epoch = 1, Loss = 1, Temperature = c.Method == "c" && c.Scenario == "1" ? 0.07 : 0.1,
                ContrastiveWeight = 0.75 }] })],
        };
        Assert.Contains(Verdict.Of(comparison).Sentences, s => s.StartsWith(
            "Equal by construction: in scenario 2 the classes are balanced", StringComparison.Ordinal));
        var other = comparison with { Cells = [.. comparison.Cells.Select(c =>
            c with { Curve = [.. c.Curve.Select(e => e with { ContrastiveWeight = c.Method == "c" ? 0.5 : 0.75 })] })] };
        Assert.DoesNotContain(Verdict.Of(other).Sentences, s => s.StartsWith("Equal by construction", StringComparison.Ordinal));
    }

    private static Comparison Adaptive(int scenarios, int seeds, Func<int, string, double> level)
    {
        var comparison = Noisy(scenarios, seeds, level);
        return comparison with { Methods = [.. comparison.Methods.Select(m => m.Name == "c" ? m with { FixedCounterpart = "b" } : m)] };
    }

    [Fact]
    public void A_single_method_has_nothing_to_be_compared_with()
    {
        var comparison = ComparisonAnalysisTests.Images(1, 5, (_, _, seed) => seed);
        Assert.Equal("Nothing to compare: Plain is the only method.",
            Verdict.Of(comparison with { Methods = [comparison.Methods[0]] }).Headline);
    }

    [Fact]
    public void Where_less_is_better_a_fall_helps()
    {
        var comparison = ComparisonAnalysisTests.Images(1, 6, (s, m, seed) => (m == "c" ? 0.01 : 0.05) + (0.001 * Math.Sin(seed + m[0])));
        comparison = comparison with { PrimaryMetric = MetricNames.F1Variance,
            Cells = [.. comparison.Cells.Select(c => c with { Metrics = new Dictionary<string,
            double> { [MetricNames.F1Variance] = c.Metrics.Values.First() } })] };
        var verdict = Verdict.Of(comparison);
        Assert.Equal((VerdictOutcome.Helps, true), (verdict.Outcome,
            verdict.Headline.EndsWith("95% interval below 0.", StringComparison.Ordinal)));
    }

    [Fact]
    public void One_data_set_is_judged_over_its_folds_by_classifier_and_says_so()
    {
        var verdict = Verdict.Of(ComparisonAnalysisTests.Tables(1, refuses: false));
        Assert.Equal("Helps: G-mean +0.12 over Plain, 95% interval above 0.", verdict.Headline);
        Assert.Equal(["knn", "tree"], verdict.Judgement.Primary.Groups.Select(g => g.Classifier));
        Assert.Contains(verdict.Sentences, s => s.Contains("+0.120 [+0.091, +0.149]", StringComparison.Ordinal));
        Assert.Contains(verdict.Sentences, s => s.Contains("corrected resampled t-test", StringComparison.Ordinal)
            && s.Contains("Other data may say otherwise", StringComparison.Ordinal));
        Assert.Contains(verdict.Sentences, s => s.StartsWith("By classifier: tree gains from New", StringComparison.Ordinal));
    }

    [Fact]
    public void Few_folds_of_one_data_set_are_undecided_and_a_refused_one_is_named()
    {
        var whole = ComparisonAnalysisTests.Tables(1, refuses: false);
        Assert.Equal(VerdictOutcome.Undecided, Verdict.Of(whole with { Cells = [.. whole.Cells.Where(c => c.Fold < 4)] }).Outcome);
        Assert.Equal("Nothing to judge yet: no method and control have a pair of values.",
            Verdict.Of(ComparisonAnalysisTests.Tables(1)).Headline);
        Assert.Contains("Incomplete: New lacks values on 1; these do not count for it.",
            Verdict.Of(ComparisonAnalysisTests.Tables(6)).Sentences);
    }

    [Fact]
    public void Test_parts_without_a_class_are_counted_and_judged_by_the_others()
    {
        var comparison = ComparisonAnalysisTests.Tables(1, refuses: false);
        comparison = comparison with { Cells = [.. comparison.Cells.Select(c => c.Fold < 3
            ? c with { Metrics = new Dictionary<string, double> { [MetricNames.GeometricMean] = double.NaN } } : c)] };
        var verdict = Verdict.Of(comparison);
        Assert.Contains("Left out: 3 of 5 test splits lack a class, and G-mean has no value there.", verdict.Sentences);
        Assert.Equal((VerdictOutcome.Undecided, 2), (verdict.Outcome, verdict.Judgement.Primary.Groups[0].Leading.Pairs));
    }
}

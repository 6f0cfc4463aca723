using Counterpoise.Comparisons;
using Counterpoise.Metrics;

namespace Counterpoise.Tests.Comparisons;

public class ComparisonAnalysisTests
{
    private static ComparisonCell Cell(string scenario, string method, long seed, double value, string metric = MetricNames.GeometricMean,
        string? classifier = null, int? fold = null) => new()
    {
        Scenario = scenario,
        Method = method,
        Seed = seed,
        Classifier = classifier,
        Fold = fold,
        ConfigHash = $"{scenario}.{method}.{seed}.{classifier}.{fold}",
        Metrics = new Dictionary<string, double> { [metric] = value },
    };

    /// <summary>Methods a (baseline), b (a control) and c; the n-th seed of scenario s has the value that the function says.</summary>
    internal static Comparison Images(int scenarios, int seeds, Func<int, string, int, double> value, string? candidate = null) => new()
    {
        Title = "t",
        Created = new(2026, 1, 1),
        Pairing = Pairing.Runs,
        Item = "image",
        Scenarios = [.. Enumerable.Range(1, scenarios).Select(s => new ComparisonScenario { Name = $"{s}" })],
        Candidate = candidate,
        Methods = [new() { Name = "a", Label = "Plain", IsControl = true, Level = MethodLevel.Plain },
            new() { Name = "b", Label = "Cheap", IsControl = true }, new() { Name = "c", Label = "New" }],
        Cells = [.. from s in Enumerable.Range(1, scenarios) from m in new[] { "a", "b", "c" } from seed in Enumerable.Range(1, seeds)
            select Cell($"{s}", m, seed, value(s, m, seed))],
    };

    [Fact]
    public void By_hand_a_difference_is_the_mean_over_pairs_of_the_same_seed()
    {
        // Differences c - a are 0.1, 0.3 and 0.2: mean 0.2, all positive, so p = 2/2^3.
        var comparison = Images(1, 3, (_, m, seed) => m == "a" ? 0.1 * seed : m == "c"
            ? (0.1 * seed) + seed switch { 1 => 0.1, 2 => 0.3, _ => 0.2 } : 0.5);
        var d = ComparisonAnalysis.Differences(comparison).Single(d => d is { MethodA: "c", MethodB: "a" });
        Assert.Equal(3, d.Pairs);
        Assert.Equal(0.2, d.Mean, 12);
        Assert.Equal(0.25, d.PValue, 12);
        // t(2) = 4.302652729749462, s = 0.1.
        Assert.Equal(0.2 - (4.302652729749462 * 0.1 / Math.Sqrt(3)), d.Low, 9);
        Assert.Equal(0.2 + (4.302652729749462 * 0.1 / Math.Sqrt(3)), d.High, 9);
        Assert.Equal("1", d.Scenario);
    }

    [Fact]
    public void An_interval_of_a_difference_stays_within_what_a_difference_can_be()
    {
        // Student's t over two or three far-apart G-means reaches beyond 1; no difference of values from 0 to 1 does.
        var d = ComparisonAnalysis.Differences(Images(1, 3, (_, m, seed) => m == "a" ? 0 : seed == 1 ? 0.05 : 0.95))
            .First(d => d is { MethodA: "c", MethodB: "a" });
        Assert.Equal(1, d.High);
        Assert.True(d.Low >= -1 && d.Mean + d.HalfWidth > 1);
    }

    [Fact]
    public void Every_pair_with_baseline_and_candidate_is_there_once_per_scenario_and_once_over_all()
    {
        var pairs = ComparisonAnalysis.Differences(Images(2, 3, (s, m, seed) => s + seed + m[0], "c"))
            .Select(d => $"{d.Scenario}:{d.MethodA}-{d.MethodB}").ToArray();
        Assert.Equal(["1:c-a", "1:b-a", "1:c-b", "2:c-a", "2:b-a", "2:c-b", ":c-a", ":b-a", ":c-b"], pairs);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 15)]
    public void Over_all_scenarios_of_fewer_than_three_seeds_a_seed_is_one_pair(int seeds, int pairs)
    {
        var all = ComparisonAnalysis.Differences(Images(5, seeds, (s, m, seed) => (m == "c" ? 0.1 * s : 0) + (0.01 * seed)))
            .Single(d => d is { MethodA: "c", MethodB: "a", Scenario: null });
        Assert.Equal((pairs, pairs >= PairedDifference.FewestPairs), (all.Pairs, all.HasInterval));
        Assert.Equal(0.3, all.Mean, 12);
    }

    [Fact]
    public void Holm_corrects_over_the_tests_of_one_level()
    {
        var all = ComparisonAnalysis.Differences(Images(2, 6, (s, m, seed) =>
            (m == "c" ? 1 : 0) + Math.Sin((seed * 7) + (s * 3) + (m[0] * 5))));
        var level = all.Where(d => d.Scenario is not null).ToArray();
        Assert.Equal(Counterpoise.Statistics.Holm.Adjust(level.Select(d => d.PValue).ToArray()), level.Select(d => d.HolmPValue));
    }

    [Fact]
    public void Runs_without_a_partner_and_values_that_are_not_numbers_are_left_out()
    {
        var whole = Images(1, 4, (_, m, seed) => m == "a" && seed == 4 ? double.NaN : seed);
        var comparison = whole with { Cells = [.. whole.Cells.Where(c => !(c.Method == "c" && c.Seed == 1))] };
        Assert.Equal(2, ComparisonAnalysis.Differences(comparison).Single(d => d is { MethodA: "c", MethodB: "a" }).Pairs);
    }

    [Fact]
    public void A_single_pair_has_a_difference_but_neither_interval_nor_p()
    {
        var d = ComparisonAnalysis.Differences(Images(1, 1, (_, m, _) => m[0], "c"))[0];
        Assert.Equal(1, d.Pairs);
        Assert.Equal(2, d.Mean);
        Assert.True(double.IsNaN(d.Low) && double.IsNaN(d.High) && double.IsNaN(d.PValue) && double.IsNaN(d.HolmPValue));
    }

    [Fact]
    public void The_order_of_the_cells_does_not_matter()
    {
        var comparison = Images(2, 5, (s, m, seed) => Math.Sin((seed * 7) + (s * 3) + m[0]));
        Assert.Equal(ComparisonAnalysis.Differences(comparison),
            ComparisonAnalysis.Differences(comparison with { Cells = [.. comparison.Cells.Reverse()] }));
    }

    [Fact]
    public void On_tables_a_pair_is_a_data_set_with_the_mean_of_its_folds()
    {
        var comparison = Images(3, 1, (_, _, _) => 0) with
        {
            Pairing = Pairing.DataSets,
            PrimaryMetric = MetricNames.Auroc,
            Cells = [.. from s in new[] { "1", "2", "3" } from m in new[] { "a", "b", "c" } from k in new[] { "knn", "tree" }
                from fold in new[] { 0, 1 }
                select Cell(s, m, 1, (m[0] - 'a') + (fold * 2) + (k == "tree" ? 1 : 0) + (m == "c" && s == "3" ? 1 : 0), MetricNames.Auroc,
                    k, fold)],
        };
        var all = ComparisonAnalysis.Differences(comparison).Where(d => d is { MethodA: "c", MethodB: "a" }).ToArray();
        Assert.Equal(["knn", "tree"], all.Select(d => d.Classifier));
        Assert.All(all, d => Assert.Equal((3, 7.0 / 3), (d.Pairs, Math.Round(d.Mean, 12)),
            (x, y) => x.Item1 == y.Item1 && Math.Abs(x.Item2 - y.Item2) < 1e-9));
        var ranks = ComparisonAnalysis.Ranks(comparison, MetricNames.Auroc)!;
        Assert.Equal([3, 2, 1], ranks.Friedman.MeanRanks);
        Assert.Equal(3, ranks.Blocks);
        Assert.Null(ComparisonAnalysis.Ranks(comparison, "unknown"));
    }

    /// <summary>Data sets of 5 folds, without noise: c gains 0.1 over a and b, and refuses the hard last fold of the first set.</summary>
    internal static Comparison Tables(int sets, bool refuses = true, double? share = 0.25) => Images(sets, 1, (_, _, _) => 0) with
    {
        Pairing = Pairing.DataSets,
        Scenarios = [.. Enumerable.Range(1, sets).Select(s => new ComparisonScenario { Name = $"{s}", TestShare = share })],
        Cells = [.. from s in Enumerable.Range(1, sets) from m in new[] { "a", "b", "c" } from k in new[] { "knn", "tree" }
            from fold in Enumerable.Range(0, 5)
            let value = refuses && m == "c" && s == 1 && fold == 4 ? double.NaN
                : (s == 1 && fold == 4 ? 0.1 : 0.8) + (m == "c" ? 0.1 + (0.01 * fold) : 0)
            select Cell($"{s}", m, 1, value, classifier: k, fold: fold) with { Notes = double.IsNaN(value)
                ? ["not computed: no borderline"] : [] }],
    };

    [Fact]
    public void A_method_that_refuses_a_hard_fold_leaves_the_data_set_instead_of_shining_in_the_others()
    {
        // Over its four folds c has a mean of 0.915 in set 1; a has 0.66 over all five.
        var comparison = Tables(3);
        Assert.Equal(2, ComparisonAnalysis.Ranks(comparison, MetricNames.GeometricMean)!.Blocks);
        var all = ComparisonAnalysis.Differences(comparison);
        Assert.All(all.Where(d => d.MethodA == "c"), d => Assert.Equal((2, 0.12), (d.Pairs, Math.Round(d.Mean, 9))));
        Assert.All(all.Where(d => d is { MethodA: "b", MethodB: "a" }), d => Assert.Equal(3, d.Pairs));
        var means = ComparisonAnalysis.Means(comparison, MetricNames.GeometricMean);
        Assert.Equal(["2", "3"], means["c"].Keys);
        Assert.Equal(0.66, means["a"]["1"], 12);
        Assert.Equal(["2", "3"], ComparisonAnalysis.Shared(means));
        var left = Assert.Single(ComparisonAnalysis.Incomplete(comparison, MetricNames.GeometricMean));
        Assert.Equal(("1", "c", 8, 10, "not computed: no borderline"), (left.DataSet, left.Method, left.Values, left.Cells, left.Reason));
    }

    [Fact]
    public void A_fold_that_leaves_a_metric_undefined_for_every_method_leaves_the_data_set_in()
    {
        var comparison = Tables(3, refuses: false);
        comparison = comparison with { Cells = [.. comparison.Cells.Select(c => c is { Scenario: "1", Fold: 4 }
            ? c with { Metrics = new Dictionary<string, double> { [MetricNames.GeometricMean] = double.NaN } } : c)] };
        Assert.Empty(ComparisonAnalysis.Incomplete(comparison, MetricNames.GeometricMean));
        Assert.Equal(3, ComparisonAnalysis.Ranks(comparison, MetricNames.GeometricMean)!.Blocks);
        Assert.Equal(0.8, ComparisonAnalysis.Means(comparison, MetricNames.GeometricMean)["a"]["1"], 12);
    }

    [Fact]
    public void A_method_without_any_complete_data_set_leaves_the_ranks_and_the_others_stay()
    {
        var comparison = Tables(3, refuses: false);
        comparison = comparison with
        {
            Methods = [.. comparison.Methods, new() { Name = "d" }],
            Cells = [.. comparison.Cells, .. comparison.Cells.Where(c => c.Method == "a")
                .Select(c => c with { Method = "d", ConfigHash = c.ConfigHash + "d", Metrics = new Dictionary<string,
                double> { [MetricNames.GeometricMean] = c.Fold == 0 ? double.NaN : 1 } })],
        };
        var ranks = ComparisonAnalysis.Ranks(comparison, MetricNames.GeometricMean)!;
        Assert.Equal(["a", "b", "c"], ranks.Methods);
        Assert.Equal(3, ranks.Blocks);
        Assert.Equal(3, ComparisonAnalysis.Shared(ComparisonAnalysis.Means(comparison, MetricNames.GeometricMean)).Count);
        Assert.Throws<ArgumentException>(() => ComparisonAnalysis.Incomplete(Images(1, 1, (_, _, _) => 0), MetricNames.GeometricMean));
    }

    [Fact]
    public void With_one_data_set_a_pair_is_a_fold_under_the_corrected_resampled_t_test()
    {
        // Differences by fold are 0.10, 0.11, 0.12, 0.13, 0.14: mean 0.12, s^2 = 0.00025, t = 0.12 / sqrt(0.00025 * (1/5 + 1/4)).
        var all = ComparisonAnalysis.Differences(Tables(1, refuses: false));
        var d = all.Single(d => d is { MethodA: "c", MethodB: "a", Classifier: "knn" });
        Assert.Equal((DifferenceTest.CorrectedResampledT, 5, 1), (d.Test, d.Pairs, d.Side));
        Assert.Equal(0.12, d.Mean, 12);
        Assert.Equal(0.12 - (2.7764451051977987 * Math.Sqrt(0.0001125)), d.Low, 9);
        Assert.Equal(0.12 + (2.7764451051977987 * Math.Sqrt(0.0001125)), d.High, 9);
        Assert.Equal(0.000350, d.PValue, 5);
        Assert.Equal(1, all.Single(d => d is { MethodA: "b", MethodB: "a", Classifier: "knn" }).PValue);

        var draws = Tables(1, refuses: false);
        draws = draws with { Cells = [.. draws.Cells, .. draws.Cells.Select(c => c with { Seed = 2, ConfigHash = c.ConfigHash + "2" })] };
        Assert.Equal(d, ComparisonAnalysis.Differences(draws).Single(d => d is { MethodA: "c", MethodB: "a", Classifier: "knn" }));
        Assert.Equal(DifferenceTest.Wilcoxon, ComparisonAnalysis.Differences(Tables(1, refuses: false, share: null))[0].Test);
        Assert.DoesNotContain(ComparisonAnalysis.Differences(Tables(1)), d => d.MethodA == "c");
    }

    [Fact]
    public void Ranks_turn_round_where_less_is_better()
    {
        var comparison = Images(2, 2, (_, m, _) => m[0]);
        comparison = comparison with { Cells = [.. comparison.Cells.Select(c =>
            c with { Metrics = new Dictionary<string, double> { [MetricNames.Brier] = c.Metrics.Values.First() } })] };
        Assert.Equal([1, 2, 3], ComparisonAnalysis.Ranks(comparison, MetricNames.Brier)!.Friedman.MeanRanks);
    }

    [Fact]
    public void An_evaluation_fills_a_cell_under_the_same_metric_names()
    {
        var cell = (Cell("1", "a", 1, 0) with { Notes = ["n"] })
            .WithEvaluation(Evaluation.Of([0, 0, 1, 1], [0.9, 0.1, 0.4, 0.6, 0.2, 0.8, 0.3, 0.7], ["x", "y"]));
        Assert.All(MetricNames.All, name => Assert.Contains(name, cell.Metrics.Keys));
        Assert.Equal(0.75, cell.Metrics[MetricNames.Accuracy]);
        Assert.Equal([[1, 1], [0, 2]], cell.Confusion!);
        Assert.Equal(0.5, cell.Classes[0].Recall.Value);
        Assert.InRange(cell.Classes[0].Recall.Low, 0.01, 0.49);
        Assert.Contains("n", cell.Notes);
    }
}

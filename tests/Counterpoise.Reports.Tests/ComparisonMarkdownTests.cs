using Counterpoise.Comparisons;
using Counterpoise.Verdicts;
using Counterpoise.Reports.Tests.Fixtures;

namespace Counterpoise.Reports.Tests;

public class ComparisonMarkdownTests
{
    private static readonly Comparison Images = Samples.Images(seeds: 5, scenarios: 2, testPerClass: 20);
    private static readonly Comparison Few = Samples.Own(seeds: 3);
    private static readonly string Text = ComparisonMarkdown.Render(Images);

    [Fact]
    public void The_verdict_stands_before_every_table()
    {
        var headline = Text.IndexOf(Verdict.Of(Images).Headline, StringComparison.Ordinal);
        Assert.InRange(headline, 1, Text.IndexOf('|', StringComparison.Ordinal));
    }

    [Fact]
    public void Each_scenario_has_a_row_for_each_method_with_its_runs()
    {
        var means = Text[..Text.IndexOf("## Paired", StringComparison.Ordinal)];
        foreach (var method in Images.Methods)
        {
            Assert.Equal(Images.Scenarios.Count, means.Split('\n').Count(l => l.StartsWith($"| {method.Label} |", StringComparison.Ordinal)
                && l.EndsWith("| 5 |", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void A_mean_is_that_of_its_cells()
    {
        var (scenario, method) = (Images.Scenarios[0], Images.Methods[0]);
        var mean = Images.Cells.Where(c => c.Scenario == scenario.Name && c.Method == method.Name)
            .Average(c => c.Metrics[MetricNames.Accuracy]);
        var row = Text.Split('\n').First(l => l.StartsWith($"| {method.Label} |", StringComparison.Ordinal));
        Assert.StartsWith($"| {method.Label} | {mean.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture)} [", row,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_scenario_says_what_always_predicting_the_most_frequent_class_comes_to()
    {
        var scenario = Images.Scenarios[0] with { TrainCounts = [5, 9, 2], TestCounts = [10, 20, 10], ClassNames = ["a", "b", "c"] };
        var row = ComparisonMarkdown.Render(Images with { Scenarios = [scenario] }).Split('\n')
            .Single(l => l.StartsWith("| always b |", StringComparison.Ordinal));
        Assert.Contains("| always b | 0.500 | ", row, StringComparison.Ordinal);

        // F1 of b is 2·20 / (20 + 40), those of the others are 0.
        Assert.Contains("| 0.000 | 0.222 | 0.0988 |", row, StringComparison.Ordinal);
        Assert.DoesNotContain("always", ComparisonMarkdown.Render(
            Images with { Scenarios = [.. Images.Scenarios.Select(s => s with { TestCounts = [] })] }), StringComparison.Ordinal);
        Assert.Contains("always b", ComparisonReport.Render(Images with { Scenarios = [scenario] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_of_a_table_has_the_cells_of_its_heading()
    {
        var columns = 0;
        foreach (var line in Text.Split('\n'))
        {
            if (!line.StartsWith('|'))
            {
                columns = 0;
                continue;
            }

            var count = line.Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|');
            Assert.True(columns == 0 || columns == count, line);
            columns = count;
        }
    }

    [Fact]
    public void Differences_of_the_primary_metric_and_of_accuracy_are_told_with_their_tests()
    {
        Assert.Contains("## Paired differences in G-mean", Text, StringComparison.Ordinal);
        Assert.Contains("## Paired differences in accuracy", Text, StringComparison.Ordinal);
        Assert.Contains("| p after Holm |", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reading_stands_beside_each_difference_and_intervals_need_five_pairs()
    {
        Assert.Contains("| p after Holm | reading |", Text, StringComparison.Ordinal);
        Assert.Contains("undecided: interval and test disagree |", Text, StringComparison.Ordinal);
        var few = ComparisonMarkdown.Render(Few);
        Assert.Contains("| 3 | ", few, StringComparison.Ordinal);
        Assert.All(few.Split('\n').SkipWhile(l => !l.StartsWith("## Paired", StringComparison.Ordinal))
            .Where(l => l.Contains("| 3 |", StringComparison.Ordinal)),
            l => Assert.Contains("| too few pairs |", l, StringComparison.Ordinal));
    }

    [Fact]
    public void Balanced_accuracy_is_left_out_where_it_is_accuracy()
    {
        Assert.DoesNotContain("| balanced accuracy", Text, StringComparison.Ordinal);
        Assert.Contains("balanced accuracy equals accuracy", Text, StringComparison.Ordinal);
        Assert.Contains("| accuracy | balanced accuracy |", ComparisonMarkdown.Render(Few), StringComparison.Ordinal);
        Assert.DoesNotContain("equals accuracy", ComparisonMarkdown.Render(Few), StringComparison.Ordinal);
    }

    [Fact]
    public void The_only_scenario_is_not_named_in_every_line()
    {
        var text = ComparisonMarkdown.Render(Few).Split("## How to reproduce")[0];
        Assert.Contains("\nThe data as it is.\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("| own |", text, StringComparison.Ordinal);
        Assert.DoesNotContain("scenario", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("| where | A − B |", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_on_the_large_test_part_have_a_table_of_their_own()
    {
        var large = Images with { Cells = [.. Images.Cells.Select(c =>
            c with { Metrics = c.Metrics.Append(new(MetricNames.OnLargeTest(MetricNames.Accuracy), 0.25)).ToDictionary() })] };
        Assert.DoesNotContain("large test", Text, StringComparison.Ordinal);
        Assert.Contains("accuracy, large test", ComparisonMarkdown.Render(large), StringComparison.Ordinal);
    }

    [Fact]
    public void An_interval_stays_within_what_the_metric_can_be()
    {
        var accuracies = new Queue<double>(Enumerable.Range(0, Images.Cells.Count).Select(i => i % 2 == 0 ? 1 : 0.5));
        var wide = Images with { Cells = [.. Images.Cells.Select(c =>
            c with { Metrics = new Dictionary<string, double> { [MetricNames.Accuracy] = accuracies.Dequeue() } })] };
        var rows = ComparisonMarkdown.Render(wide with { Differences = [] }).Split('\n')
            .Where(l => l.StartsWith($"| {Images.Methods[0].Label} | 0", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(rows);
        Assert.All(rows, r => Assert.Contains(", 1.000]", r, StringComparison.Ordinal));
    }

    [Fact]
    public void A_refused_run_is_no_run_and_its_method_is_not_called_the_best()
    {
        var tables = Samples.Tables(sets: 6);
        var (set, best) = (tables.Scenarios[0].Name, tables.Methods[^1]);
        var refused = tables with
        {
            Candidate = best.Name,
            Cells = [.. tables.Cells.Select(c => c with { Metrics =
                c.Metrics.ToDictionary(m => m.Key, m => c.Method != best.Name ? 0.5 : c is { Fold: 0 } && c.Scenario == set ? double.NaN
                : 1) })],
        };
        var rows = ComparisonMarkdown.Render(refused).Split('\n')
            .Where(l => l.Contains($"| {best.Name} |", StringComparison.Ordinal) && l.EndsWith("| 4 of 5 |", StringComparison.Ordinal));
        Assert.Equal(3, rows.Count());
        Assert.Contains($"Incomplete: {best.Name} lacks values on {set}; these do not count for it.", ComparisonMarkdown.Render(refused),
            StringComparison.Ordinal);
        var html = ComparisonReport.Render(refused);
        Assert.Contains("4 of 5", html, StringComparison.Ordinal);
        Assert.Equal(15 * 4, html.Split("<b>1.000</b>").Length - 1);
        Assert.Contains("0.500 → 1.000", html, StringComparison.Ordinal);
    }

    [Fact]
    public void One_data_set_is_told_by_name_with_the_test_over_its_folds()
    {
        var one = Samples.Tables(sets: 1);
        one = one with { Scenarios = [one.Scenarios[0] with { TestShare = 0.25 }] };
        var text = ComparisonMarkdown.Render(one);
        Assert.Contains("| corrected t p |", text, StringComparison.Ordinal);
        Assert.Contains($"| {one.Scenarios[0].Name}, ", text, StringComparison.Ordinal);
        Assert.Contains("5 folds of one data set", text, StringComparison.Ordinal);
        Assert.Contains("corrected resampled t-test (Nadeau and Bengio)", ComparisonReport.Render(one), StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_name_their_classifiers() => Assert.Contains("| classifier | method |",
        ComparisonMarkdown.Render(Samples.Tables(sets: 3)), StringComparison.Ordinal);
}

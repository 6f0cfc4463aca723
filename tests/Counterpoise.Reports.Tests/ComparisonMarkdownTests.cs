using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Reports.Tests.Fixtures;
using Counterpoise.Verdicts;

namespace Counterpoise.Reports.Tests;

public class ComparisonMarkdownTests
{
    private static readonly Comparison Images = Samples.Images(seeds: 5, scenarios: 2, testPerClass: 20);
    private static readonly Comparison Few = Samples.Own(seeds: 3);
    private static readonly string Text = ComparisonMarkdown.Render(Images);
    private static readonly ReportTable[] Tables = ReportTable.Markdown(Text);

    [Fact]
    public void The_verdict_stands_before_every_table()
    {
        var headline = Text.IndexOf(Verdict.Of(Images).Headline, StringComparison.Ordinal);
        Assert.InRange(headline, 1, Text.IndexOf('|', StringComparison.Ordinal));
    }

    [Fact]
    public void Each_scenario_has_a_row_for_each_method_with_its_runs()
    {
        var means = Means(Tables);
        Assert.Equal(Images.Scenarios.Count, means.Length);
        Assert.All(means, table => Assert.All(Images.Methods, method =>
            Assert.Equal("5", Assert.Single(table.Of(method.Label))[^1])));
    }

    [Fact]
    public void A_mean_is_that_of_its_cells()
    {
        var (scenario, method) = (Images.Scenarios[0], Images.Methods[0]);
        var mean = Images.Cells.Where(c => c.Scenario == scenario.Name && c.Method == method.Name)
            .Average(c => c.Metrics[MetricNames.Accuracy]);
        var table = Means(Tables)[0];
        var cell = Assert.Single(table.Of(method.Label))[Array.IndexOf(table.Columns, "accuracy")];
        Assert.StartsWith(mean.ToString("0.000 [", CultureInfo.InvariantCulture), cell, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_scenario_says_what_always_predicting_the_most_frequent_class_comes_to()
    {
        var scenario = Images.Scenarios[0] with { TrainCounts = [5, 9, 2], TestCounts = [10, 20, 10], ClassNames = ["a", "b", "c"] };
        var table = Means(ReportTable.Markdown(ComparisonMarkdown.Render(Images with { Scenarios = [scenario] })))[0];
        var row = table.Rows.Single(IsMajority);
        string Value(string column) => row[Array.IndexOf(table.Columns, column)];
        // F1 of b is 2·20 / (20 + 40), those of the others are 0.
        Assert.Equal(["0.500", "0.000", "0.222", "0.0988"],
            new[] { "accuracy", "G-mean", "macro-F1", "F1 variance" }.Select(Value));

        var without = ComparisonMarkdown.Render(Images with { Scenarios = [.. Images.Scenarios.Select(s => s with { TestCounts = [] })] });
        Assert.All(Means(ReportTable.Markdown(without)), t => Assert.DoesNotContain(t.Rows, IsMajority));
        var page = ReportPage.Parse(ComparisonReport.Render(Images with { Scenarios = [scenario] }));
        Assert.Contains(page.Tables("results").SelectMany(t => t.Rows), IsMajority);
        bool IsMajority(string[] cells) => cells[0].EndsWith(" b", StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_of_a_table_has_the_cells_of_its_heading() =>
        Assert.All(Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Length, row.Length)));

    [Fact]
    public void Differences_of_the_primary_metric_and_of_accuracy_are_told_with_their_tests()
    {
        var differences = Differences(Tables);
        Assert.Equal(2, differences.Length);
        Assert.EndsWith("G-mean", differences[0].Heading, StringComparison.Ordinal);
        Assert.EndsWith("accuracy", differences[1].Heading, StringComparison.Ordinal);
        Assert.All(differences, d => Assert.Contains("Wilcoxon p", d.Columns));
    }

    [Fact]
    public void A_reading_stands_beside_each_difference_and_intervals_need_five_pairs()
    {
        var known = Images.Differences.Count > 0 ? Images : new ComparisonView(Images).Comparison;
        var found = known.Differences.Where(d => d.Metric == known.PrimaryMetric).Select(DifferenceText.Reading);
        Assert.Equal(found, Differences(Tables)[0].Column("reading"));
        Assert.Contains(known.Differences, d => d.Outcome == VerdictOutcome.Undecided);
        Assert.All(Differences(Tables)[0].Column("95% interval"), i => Assert.Matches("^[+−]?[0-9.]+ to [+−]?[0-9.]+$", i));

        var few = Differences(ReportTable.Markdown(ComparisonMarkdown.Render(Few)));
        Assert.NotEmpty(few);
        Assert.All(few, table =>
        {
            Assert.All(table.Column("pairs"), n => Assert.Equal("3", n));
            Assert.All(table.Column("95% interval"), i => Assert.DoesNotMatch("[0-9]", i));
        });
    }

    [Fact]
    public void Balanced_accuracy_is_left_out_where_it_is_accuracy()
    {
        Assert.All(Means(Tables), t => Assert.DoesNotContain("balanced accuracy", t.Columns));
        Assert.All(Means(ReportTable.Markdown(ComparisonMarkdown.Render(Few))), t => Assert.Contains("balanced accuracy", t.Columns));
    }

    [Fact]
    public void The_only_scenario_is_not_named_in_every_line()
    {
        var text = ComparisonMarkdown.Render(Few).Split("## How to reproduce")[0];
        Assert.DoesNotContain(Few.Scenarios[0].Name, ReportTable.Markdown(text).SelectMany(t => t.Rows).SelectMany(r => r));
        Assert.DoesNotContain("scenario", text, StringComparison.OrdinalIgnoreCase);
        Assert.All(Differences(ReportTable.Markdown(text)), t => Assert.DoesNotContain("where", t.Columns));
        Assert.All(Differences(Tables), t => Assert.Contains("where", t.Columns));
    }

    [Fact]
    public void Metrics_on_the_large_test_split_have_a_table_of_their_own()
    {
        var large = Images with { Cells = [.. Images.Cells.Select(c =>
            c with { Metrics = c.Metrics.Append(new(MetricNames.OnLargeTest(MetricNames.Accuracy), 0.25)).ToDictionary() })] };
        Assert.Equal(Images.Scenarios.Count, Means(Tables).Length);
        var means = Means(ReportTable.Markdown(ComparisonMarkdown.Render(large)));
        Assert.Equal(2 * Images.Scenarios.Count, means.Length);
        Assert.Contains("accuracy, large test", means[^1].Columns);
    }

    [Fact]
    public void An_interval_stays_within_what_the_metric_can_be()
    {
        var accuracies = new Queue<double>(Enumerable.Range(0, Images.Cells.Count).Select(i => i % 2 == 0 ? 1 : 0.5));
        var wide = Images with { Cells = [.. Images.Cells.Select(c =>
            c with { Metrics = new Dictionary<string, double> { [MetricNames.Accuracy] = accuracies.Dequeue() } })] };
        var values = Means(ReportTable.Markdown(ComparisonMarkdown.Render(wide with { Differences = [] })))
            .SelectMany(t => t.Of(Images.Methods[0].Label)).Select(row => row[1]).ToArray();
        Assert.NotEmpty(values);
        Assert.All(values, v => Assert.EndsWith(", 1.000]", v, StringComparison.Ordinal));
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
        var rows = Means(ReportTable.Markdown(ComparisonMarkdown.Render(refused))).SelectMany(t => t.Rows.Where(r => r[1] == best.Name));
        Assert.Equal(3, rows.Count(r => r[^1] == "4 of 5"));
        Assert.Contains(Verdict.Of(refused).Sentences, s => s.Contains(best.Name, StringComparison.Ordinal)
            && s.Contains(set, StringComparison.Ordinal));
        var page = ReportPage.Parse(ComparisonReport.Render(refused));
        Assert.Contains(page.Tables("results").SelectMany(t => t.Rows), r => r.Contains("4 of 5"));
        Assert.Equal(15 * 4, page.Texts("b").Count(b => b == "1.000"));
        Assert.Contains(page.Texts(".cards .quiet"), t => t.StartsWith("0.500 → 1.000", StringComparison.Ordinal));
    }

    [Fact]
    public void One_data_set_is_told_by_name_with_the_test_over_its_folds()
    {
        var one = Samples.Tables(sets: 1);
        one = one with { Scenarios = [one.Scenarios[0] with { TestShare = 0.25 }] };
        var differences = Differences(ReportTable.Markdown(ComparisonMarkdown.Render(one)));
        Assert.NotEmpty(differences);
        Assert.All(differences, d =>
        {
            Assert.Contains("corrected t p", d.Columns);
            Assert.All(d.Column("where"), w => Assert.StartsWith(one.Scenarios[0].Name, w, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Tables_name_their_classifiers() => Assert.All(
        Means(ReportTable.Markdown(ComparisonMarkdown.Render(Samples.Tables(sets: 3)))),
        t => Assert.Equal(["classifier", "method"], t.Columns[..2]));

    private static ReportTable[] Means(ReportTable[] tables) => [.. tables.Where(t => t.Columns[^1] == "runs")];

    private static ReportTable[] Differences(ReportTable[] tables) => [.. tables.Where(t => t.Columns.Contains("p after Holm"))];
}

using System.Text;
using System.Text.RegularExpressions;
using Counterpoise.Comparisons;
using Counterpoise.Metrics;
using Counterpoise.Reports.Tests.Fixtures;

namespace Counterpoise.Reports.Tests;

public partial class ComparisonReportTests
{
    private static readonly string[] ImageSections = ["verdict", "scenarios", "counts", "confusion", "recall", "thresholds", "curves",
        "embedding", "mistakes", "results", "reproduce"];
    private static readonly Comparison Images = Samples.Images(seeds: 2, scenarios: 2, testPerClass: 20);
    private static readonly string Page = ComparisonReport.Render(Images);

    [Fact]
    public void The_sections_of_images_stand_in_order() => Assert.Equal(ImageSections, SectionsOf(Page));

    [Fact]
    public void A_report_of_full_size_stays_below_three_megabytes()
    {
        var size = Encoding.UTF8.GetByteCount(ComparisonReport.Render(Samples.Images(seeds: 5, scenarios: 5, testPerClass: 100)));
        Assert.InRange(size, 800_000, 3_000_000);
    }

    [Fact]
    public void Forty_data_sets_with_nine_resamplers_and_three_classifiers_stay_below_three_megabytes() =>
        Assert.InRange(Encoding.UTF8.GetByteCount(ComparisonReport.Render(Samples.Tables(sets: 40))), 800_000, 3_000_000);

    [Fact]
    public void Equal_input_gives_equal_bytes_whatever_the_order_of_the_cells() =>
        Assert.Equal(Page, ComparisonReport.Render(Images with { Cells = [.. Images.Cells.Reverse()] }));

    [Fact]
    public void A_saved_comparison_gives_the_same_report()
    {
        var path = Path.GetTempFileName();
        try
        {
            Images.Save(path);
            Assert.Equal(Page, ComparisonReport.Render(Comparison.Load(path)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Sections_without_data_are_left_out()
    {
        var bare = Images with
        {
            Cells = [.. Images.Cells.Select(c => c with { Confusion = null, Classes = [], Scores = [], Curve = [], Embedding = null,
                Mistakes = [] })],
            Scenarios = [.. Images.Scenarios.Select(s => s with { TrainCounts = [] })],
        };
        var page = ComparisonReport.Render(bare);
        Assert.Equal(["verdict", "scenarios", "results", "reproduce"], SectionsOf(page));
        Assert.DoesNotContain("href=\"#curves\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_without_cells_says_that_there_is_nothing_to_judge_and_carries_no_charts()
    {
        var page = ComparisonReport.Render(Images with { Cells = [], Scenarios =
            [.. Images.Scenarios.Select(s => s with { TrainCounts = [] })] });
        Assert.Contains("Nothing to judge yet", page, StringComparison.Ordinal);
        Assert.DoesNotContain("vega", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void No_string_of_the_user_becomes_markup()
    {
        const string evil = "</script><img src=x onerror=alert(1)>\"'&";
        var cell = Images.Cells[0];
        var page = ComparisonReport.Render(Images with
        {
            Title = evil,
            DataDescription = evil,
            CommandLine = evil,
            ClassNames = [evil, "b", "c", "d", "e"],
            ProtocolNotes = [evil],
            Methods = [.. Images.Methods.Select(m => m with { Label = m.Name + evil, Description = evil })],
            Scenarios = [.. Images.Scenarios.Select(s => s with { Description = evil })],
            Environment = new() { Device = evil, Versions = new Dictionary<string, string> { [evil] = evil } },
            Cells = [cell with { Notes = [evil], Mistakes = [new() { Source = evil, Label = 0, Prediction = 1 }],
                Metrics = new Dictionary<string, double>(cell.Metrics) { [evil] = 1 } }, .. Images.Cells.Skip(1)],
        });
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.Equal(ScriptEnds(Page), ScriptEnds(page));
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tables_need_no_script()
    {
        var withoutScripts = Scripts().Replace(Page, "");
        foreach (var text in new[] { "Cross-entropy", "ACL − Cross-entropy", "Paired differences", "Training images per class", "1,200",
            "Undecided against" })
        {
            Assert.Contains(text, withoutScripts, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Fewer_than_five_pairs_show_no_interval()
    {
        Assert.Contains("too few pairs for an interval", Page, StringComparison.Ordinal);
        Assert.Contains("have a dot only", Page, StringComparison.Ordinal);
        Assert.DoesNotContain("95%: [", Page, StringComparison.Ordinal);
        Assert.Contains("95%: [", ComparisonReport.Render(Samples.Images(seeds: 5, scenarios: 1, testPerClass: 20)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Green_and_red_are_for_what_the_corrected_test_confirms()
    {
        Assert.Contains("class=\"headline open\"", ComparisonReport.Render(Samples.Images(seeds: 5, scenarios: 1, testPerClass: 40)),
            StringComparison.Ordinal);
        var images = Samples.Images(seeds: 12, scenarios: 1, testPerClass: 40);
        var against = images with { Methods = [images.Methods[0], images.Methods[^1]],
            Cells = [.. images.Cells.Where(c => c.Method is "ce" or "acl")] };
        Assert.Contains("class=\"headline better\"", ComparisonReport.Render(against), StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_of_your_own_that_is_better_when_lower_is_green_when_it_falls()
    {
        var images = Samples.Images(seeds: 12, scenarios: 1, testPerClass: 20);
        var own = new MetricDescription { Name = "missed", Label = "missed per week", HigherIsBetter = false, Low = 0 };
        Comparison With(double acl) => images with
        {
            PrimaryMetric = "missed",
            OwnMetrics = [own],
            Differences = [],
            Cells = [.. images.Cells.Select(c => c with { Metrics = new Dictionary<string,
                double>(c.Metrics) { ["missed"] = (c.Method == "acl" ? acl : 5) + (0.1 * Math.Sin((c.Seed * 7) + c.Method.Length)) } })],
        };
        var page = ComparisonReport.Render(With(2));
        Assert.Contains("class=\"headline better\"", page, StringComparison.Ordinal);
        Assert.Contains("missed per week, lower is better", page, StringComparison.Ordinal);
        Assert.Contains("class=\"headline worse\"", ComparisonReport.Render(With(9)), StringComparison.Ordinal);
    }

    [Fact]
    public void Ones_own_data_puts_the_methods_on_the_axis()
    {
        var page = Scripts().Replace(ComparisonReport.Render(Samples.Own()), "");
        Assert.Contains("<h2 id=\"scenarios-title\">Method by method</h2>", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"G-mean of each method: Cross-entropy 0.", page, StringComparison.Ordinal);
        Assert.Contains("The data as it is", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("[Ss]cenario own|1 scenario|Each method by itself", page);
    }

    [Fact]
    public void The_means_beside_a_difference_are_those_of_the_runs_that_it_was_taken_from()
    {
        // Six pairs in scenario 1, one in scenario 2, and runs of one method alone in scenario 2: the difference weighs runs, not
        // scenarios.
        var images = Samples.Images(seeds: 6, scenarios: 2, testPerClass: 20);
        images = images with { Cells = [.. images.Cells.Where(c => c.Scenario == "1" || c.Seed == 1 || c.Method == "ce")] };
        double Mean(string method) => images.Cells.Where(c => c.Method == method && (c.Scenario == "1" || c.Seed == 1))
            .Average(c => c.Metrics[MetricNames.Accuracy]);
        Assert.Contains(FormattableString.Invariant($"{Mean("ce"):0.000} → {Mean("acl"):0.000}<br>95%: ["),
            ComparisonReport.Render(images), StringComparison.Ordinal);
    }

    [Fact]
    public void One_table_is_still_told_classifier_by_classifier() =>
        Assert.Contains("; QC-SMOTE, logistic regression − None: ", ComparisonReport.Render(Samples.Tables(sets: 1)),
            StringComparison.Ordinal);

    [Fact]
    public void Images_are_called_images_and_rows_rows()
    {
        var images = Scripts().Replace(Page, "");
        Assert.Contains("test images", images, StringComparison.Ordinal);
        Assert.DoesNotMatch("test row|[Tt]raining rows|[0-9] rows", images);
        Assert.Contains("Training rows per class", ComparisonReport.Render(Samples.Tables(sets: 6)), StringComparison.Ordinal);
    }

    [Fact]
    public void Balanced_accuracy_stands_only_where_it_is_not_accuracy()
    {
        Assert.DoesNotContain(">balanced accuracy</th>", Page, StringComparison.Ordinal);
        Assert.Contains("balanced accuracy equals accuracy", Page, StringComparison.Ordinal);
        Assert.Contains(">balanced accuracy</th>", ComparisonReport.Render(Samples.Own()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_primary_metric_is_the_first_column() =>
        Assert.Contains("<th scope=\"col\">method</th><th scope=\"col\">G-mean</th>", Page, StringComparison.Ordinal);

    [Fact]
    public void Curves_name_the_metric_that_chose_the_epoch_and_the_level_of_embeddings_that_are_alike()
    {
        Assert.Contains("<b>macro-F1 on validation</b>", Page, StringComparison.Ordinal);
        Assert.Contains("chosen epoch", Page, StringComparison.Ordinal);
        Assert.Contains("ln(M − 1) = 4.844", Page, StringComparison.Ordinal);
        Assert.Contains("{\"v\":4.8442}", Page, StringComparison.Ordinal);
        Assert.DoesNotContain("ln(M", ComparisonReport.Render(Images with { ContrastiveBatch = null }), StringComparison.Ordinal);
    }

    [Fact]
    public void Far_points_of_an_embedding_are_left_outside_the_frame_and_counted()
    {
        var cell = Images.Cells.First(c => c.Embedding is not null);
        var plane = cell.Embedding!;
        var far = cell with { Embedding = plane with { X = [1e6, -1e6, .. plane.X.Skip(2)] } };
        var page = ComparisonReport.Render(Images with { Cells = [far, .. Images.Cells.Where(c => c.ConfigHash != cell.ConfigHash)] });
        Assert.Contains("2 outside the frame", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"x\":1000000", page, StringComparison.Ordinal);
        Assert.DoesNotContain("outside the frame", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_chart_says_in_words_what_it_shows()
    {
        var plots = Plots().Matches(Page);
        Assert.NotEmpty(plots);
        Assert.All(plots, p => Assert.True(p.Groups[1].Value.Length > 30, p.Value));
    }

    [Fact]
    public void Nothing_points_to_the_network()
    {
        var own = Scripts().Replace(Page, "");
        Assert.DoesNotMatch("(src|href)=\"(?!#|data:)", own);
        Assert.DoesNotContain("url(", own, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", own, StringComparison.Ordinal);
    }

    [Fact]
    public void Thumbnails_beyond_the_limit_are_named_without_their_image()
    {
        var page = ComparisonReport.Render(Images, new ReportOptions { MaxThumbnailBytes = 0 });
        Assert.DoesNotContain("data:image/png", page, StringComparison.Ordinal);
        Assert.Contains("class=\"noimage\">test/", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_neither_png_nor_jpeg_are_not_shown_as_an_image()
    {
        var cell = Images.Cells[0] with { Mistakes = [new() { Source = "x.gif", Label = 0, Prediction = 1, Thumbnail = [1, 2, 3, 4] }] };
        Assert.Contains("class=\"noimage\">x.gif", ComparisonReport.Render(Images with { Cells = [cell, .. Images.Cells.Skip(1)] }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_would_grow_too_large_is_refused_with_advice()
    {
        var large = Images with { ProtocolNotes = [new string('x', 1_300_000)] };
        var error = Assert.Throws<InvalidOperationException>(() =>
            ComparisonReport.Render(large, new ReportOptions { MaxBytes = 1_200_000 }));
        Assert.Contains("MaxThumbnailBytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_all_named()
    {
        var error = Assert.Throws<ArgumentException>(() => ComparisonReport.Render(Images,
            new ReportOptions { MaxBytes = 1, MaxMistakes = -1 }));
        Assert.Contains("MaxBytes is 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxMistakes is -1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_show_ranks_with_their_tests()
    {
        var page = ComparisonReport.Render(Samples.Tables(sets: 6));
        Assert.Equal(["verdict", "ranks", "counts", "results", "reproduce"], SectionsOf(page));
        Assert.Contains("Mean rank by metric and classifier", page, StringComparison.Ordinal);
        Assert.Contains("Critical difference", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_written_as_rendered()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "report.html");
        try
        {
            ComparisonReport.Write(Images, path);
            Assert.Equal(Page, File.ReadAllText(path));
            Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    internal static string[] SectionsOf(string page) => [.. SectionIds().Matches(page).Select(m => m.Groups[1].Value)];

    private static int ScriptEnds(string page) => Regex.Count(page, "</script", RegexOptions.IgnoreCase);

    [GeneratedRegex("<section id=\"([a-z]+)\"")]
    private static partial Regex SectionIds();

    [GeneratedRegex("<script.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Scripts();

    [GeneratedRegex("<div class=\"plot\" role=\"img\" aria-label=\"([^\"]*)\"")]
    private static partial Regex Plots();
}

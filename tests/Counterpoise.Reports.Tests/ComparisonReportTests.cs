using System.Text;
using System.Text.RegularExpressions;
using Counterpoise.Comparisons;
using Counterpoise.Metrics;
using Counterpoise.Reports.Tests.Fixtures;
using Counterpoise.Verdicts;

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
        Assert.Empty(ReportPage.Parse(page).All("a[href='#curves']"));
    }

    [Fact]
    public void A_comparison_without_cells_says_that_there_is_nothing_to_judge_and_carries_no_charts()
    {
        var empty = Images with { Cells = [], Scenarios = [.. Images.Scenarios.Select(s => s with { TrainCounts = [] })] };
        var page = ReportPage.Parse(ComparisonReport.Render(empty));
        Assert.Equal([Verdict.Of(empty).Headline], page.Texts(".headline"));
        Assert.Empty(page.All(".plot"));
        Assert.DoesNotContain(page.All("script"), s => s.TextContent.Contains("vega", StringComparison.OrdinalIgnoreCase));
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
        Assert.Equal(ScriptEnds(Page), ScriptEnds(page));
        var read = ReportPage.Parse(page);
        Assert.Empty(read.All("[onerror], img[src=x]"));
        Assert.Contains(evil, read.Texts("h1"));
        Assert.Contains(evil, read.One("section#reproduce").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tables_need_no_script()
    {
        var page = ReportPage.Parse(Page);
        Assert.Equal([Verdict.Of(Images).Headline], page.Texts(".headline"));
        var results = page.Tables("results");
        Assert.Contains(results, t => Images.Methods.All(m => t.Of(m.Label).Length > 0));
        Assert.Contains(results, t => t.Columns.Contains("95% interval") && t.Rows.Any(r => r[0] == "ACL − Cross-entropy"));
        Assert.Contains(page.Tables("counts").SelectMany(t => t.Rows).SelectMany(r => r), c => c == "1,200");
    }

    [Fact]
    public void Fewer_than_five_pairs_show_no_interval()
    {
        Assert.NotEmpty(Intervals(Page));
        Assert.All(Intervals(Page), i => Assert.DoesNotMatch("[0-9]", i));
        Assert.All(Intervals(ComparisonReport.Render(Samples.Images(seeds: 5, scenarios: 1, testPerClass: 20))), i =>
            Assert.Matches("[0-9]", i));
        string[] Intervals(string page) => [.. ReportPage.Parse(page).Tables("results").Where(t => t.Columns.Contains("95% interval"))
            .SelectMany(t => t.Column("95% interval"))];
    }

    [Fact]
    public void Green_and_red_are_for_what_the_corrected_test_confirms()
    {
        Assert.Equal("open", Tone(ComparisonReport.Render(Samples.Images(seeds: 5, scenarios: 1, testPerClass: 40))));
        var images = Samples.Images(seeds: 12, scenarios: 1, testPerClass: 40);
        var against = images with { Methods = [images.Methods[0], images.Methods[^1]],
            Cells = [.. images.Cells.Where(c => c.Method is "ce" or "acl")] };
        Assert.Equal("better", Tone(ComparisonReport.Render(against)));
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
        Assert.Equal("better", Tone(page));
        Assert.Contains("missed per week", ReportPage.Parse(page).Tables("results")[0].Columns);
        Assert.Equal("worse", Tone(ComparisonReport.Render(With(9))));
    }

    [Fact]
    public void Ones_own_data_puts_the_methods_on_the_axis()
    {
        var page = ReportPage.Parse(ComparisonReport.Render(Samples.Own()));
        var chart = page.All("section#scenarios .plot")[0].GetAttribute("aria-label")!;
        Assert.All(Samples.Own().Methods, m => Assert.Contains(m.Label, chart, StringComparison.Ordinal));
        Assert.DoesNotMatch("[Ss]cenario", string.Join(' ', page.Texts("h2, h3, caption")));
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
    public void One_table_is_still_told_classifier_by_classifier()
    {
        var one = Samples.Tables(sets: 1);
        var groups = ReportPage.Parse(ComparisonReport.Render(one)).Texts("section#results tr.group");
        Assert.All(one.Cells.Select(c => c.Classifier!).Distinct(), c =>
            Assert.Contains(groups, g => g.EndsWith($", {c}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Images_are_called_images_and_rows_rows()
    {
        var images = ReportPage.Parse(Page);
        Assert.DoesNotMatch(@"test row|[Tt]raining rows|[0-9] rows", images.Text);
        Assert.Contains(images.Texts("section#counts caption"), c => c.Contains("images", StringComparison.Ordinal));
        Assert.Contains(ReportPage.Parse(ComparisonReport.Render(Samples.Tables(sets: 6))).Texts("section#counts caption"), c =>
            c.Contains("rows", StringComparison.Ordinal));
    }

    [Fact]
    public void Balanced_accuracy_stands_only_where_it_is_not_accuracy()
    {
        Assert.DoesNotContain("balanced accuracy", ReportPage.Parse(Page).Texts("th"));
        Assert.Contains("balanced accuracy", ReportPage.Parse(ComparisonReport.Render(Samples.Own())).Texts("th"));
    }

    [Fact]
    public void The_primary_metric_is_the_first_column() =>
        Assert.Equal(["method", "G-mean"], ReportPage.Parse(Page).Tables("results")[0].Columns[..2]);

    [Fact]
    public void Curves_name_the_metric_that_chose_the_epoch_and_the_level_of_embeddings_that_are_alike()
    {
        Assert.Contains(ReportPage.Parse(Page).Texts("section#curves b"), t => t.StartsWith("macro-F1", StringComparison.Ordinal));
        // ln(M − 1) of batches of M = 128 embeddings.
        const string level = "{\"v\":4.8442}";
        Assert.Contains(level, Page, StringComparison.Ordinal);
        Assert.DoesNotContain(level, ComparisonReport.Render(Images with { ContrastiveBatch = null }), StringComparison.Ordinal);
    }

    [Fact]
    public void Far_points_of_an_embedding_are_left_outside_the_frame_and_counted()
    {
        var cell = Images.Cells.First(c => c.Embedding is not null);
        var plane = cell.Embedding!;
        var far = cell with { Embedding = plane with { X = [1e6, -1e6, .. plane.X.Skip(2)] } };
        var page = ComparisonReport.Render(Images with { Cells = [far, .. Images.Cells.Where(c => c.ConfigHash != cell.ConfigHash)] });
        Assert.DoesNotContain("\"x\":1000000", page, StringComparison.Ordinal);
        Assert.Contains(Captions(page).Except(Captions(Page)), c => c.Contains('2', StringComparison.Ordinal));
        static string[] Captions(string text) => ReportPage.Parse(text).Texts("section#embedding figcaption");
    }

    [Fact]
    public void Every_chart_says_in_words_what_it_shows()
    {
        var plots = ReportPage.Parse(Page).All(".plot[role=img]");
        Assert.NotEmpty(plots);
        Assert.All(plots, p => Assert.True(p.GetAttribute("aria-label")!.Length > 30, p.OuterHtml));
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
        Assert.Contains(ReportPage.Parse(page).Texts(".noimage"), t => t.StartsWith("test/", StringComparison.Ordinal));
    }

    [Fact]
    public void Bytes_that_are_neither_png_nor_jpeg_are_not_shown_as_an_image()
    {
        var cell = Images.Cells[0] with { Mistakes = [new() { Source = "x.gif", Label = 0, Prediction = 1, Thumbnail = [1, 2, 3, 4] }] };
        var page = ReportPage.Parse(ComparisonReport.Render(Images with { Cells = [cell, .. Images.Cells.Skip(1)] }));
        Assert.Contains(page.Texts(".noimage"), t => t.StartsWith("x.gif", StringComparison.Ordinal));
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
        var read = ReportPage.Parse(page);
        Assert.Contains(read.Tables("ranks"), t => Samples.Tables(sets: 6).Methods.All(m =>
            t.Rows.Any(r => r[0].EndsWith(m.Label, StringComparison.Ordinal))));
        Assert.NotEmpty(read.All("section#ranks .plot"));
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

    internal static string[] SectionsOf(string page) => ReportPage.Parse(page).Sections;

    private static string Tone(string page) => ReportPage.Parse(page).One(".headline").ClassName!.Replace("headline", "",
        StringComparison.Ordinal).Trim();

    private static int ScriptEnds(string page) => Regex.Count(page, "</script", RegexOptions.IgnoreCase);

    [GeneratedRegex("<script.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Scripts();
}

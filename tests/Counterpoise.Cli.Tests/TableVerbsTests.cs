using System.Globalization;
using System.Text.Json;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Tests.Cli;

public sealed class TableVerbsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Profile_counts_the_classes_and_advises_with_evidence()
    {
        var run = CommandRun.Of("profile", Cards(), "--target", "y", "--json");
        Assert.Equal(0, run.ExitCode);
        var profile = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(4, profile.GetProperty("classes").GetProperty("imbalanceRatio").GetDouble());
        Assert.InRange(profile.GetProperty("overlap").GetProperty("n3").GetDouble(), 0, 1);
        Assert.Contains(profile.GetProperty("advice").EnumerateArray(),
            a => a.GetProperty("evidence").GetString()!.Contains("common has 4 rows for each of rare", StringComparison.Ordinal));
        Assert.Contains(profile.GetProperty("augmentation").GetProperty("verdict").GetString(),
            Enum.GetNames<Augmentation.AugmentationVerdict>().Select(JsonNamingPolicy.CamelCase.ConvertName));
        Assert.Contains("auroc at a positive share of", profile.GetProperty("advice").EnumerateArray().Last().GetProperty("evidence")
            .GetString());
        var quick = CommandRun.Of("profile", Cards(), "--target", "y", "--no-overlap", "--advisor", "off").Output;
        Assert.Contains("do not\t", quick);
        Assert.DoesNotContain("auroc", quick);
    }

    [Fact]
    public void Profile_warns_of_ids_and_of_columns_that_give_the_failure_away()
    {
        var run = CommandRun.Of("profile", Repository.Data("ai4i2020/ai4i2020.csv"), "--target", "Machine failure", "--no-overlap",
            "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var suspects = JsonDocument.Parse(run.Output).RootElement.GetProperty("suspects").EnumerateArray()
            .ToLookup(s => s.GetProperty("suspicion").GetString(), s => s.GetProperty("column").GetString());
        Assert.Equal(["UDI", "Product ID"], suspects["namesRows"]);
        Assert.Equal(["TWF", "HDF", "PWF", "OSF"], suspects["givesAnswerAway"]);
        var compared = CommandRun.Of("compare", Repository.Data("ai4i2020/ai4i2020.csv"), "--target", "Machine failure", "--out",
            _folder.File("out"));
        Assert.Equal(2, compared.ExitCode);
        Assert.Contains("'Product ID' names rows", compared.Error);
    }

    [Fact]
    public void Resample_writes_the_rows_with_their_provenance_and_leaves_originals_to_the_last_digit()
    {
        var run = CommandRun.Of("resample", Cards(), _folder.File("out.csv"), "--target", "y", "--method", "smote", "--k", "3", "--seed",
            "7", "--standardize", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var lines = File.ReadAllLines(_folder.File("out.csv"));
        Assert.Equal("a,b,provenance,source_row,neighbor_row,y", lines[0]);
        Assert.Equal(1 + 80, lines.Length);
        Assert.Equal(File.ReadAllLines(_folder.File("cards.csv")).Skip(1).Select(l => l[..l.LastIndexOf(',')]),
            lines.Skip(1).Take(50).Select(l => string.Join(',', l.Split(',')[..2])));
        Assert.All(lines.Skip(51), l => Assert.Contains(",synthetic,", l));
        Assert.Equal(30, JsonDocument.Parse(run.Output).RootElement.GetProperty("rows").GetProperty("synthetic").GetInt32());
        CommandRun.Of("resample", Cards(), _folder.File("again.csv"), "--target", "y", "--method", "smote", "--k", "3", "--seed", "7",
            "--standardize");
        Assert.Equal(lines, File.ReadAllLines(_folder.File("again.csv")));
    }

    [Theory]
    [InlineData("smote", "2", "column 'colour' is categorical")]
    [InlineData("nonsense", "2", "there is no method 'nonsense'")]
    [InlineData("smote-n", "2", "column 'a' is numeric")]
    [InlineData("smote-nc", "40", "40")]
    public void A_method_that_does_not_fit_the_rows_is_bad_input_and_says_what_does(string method, string k, string message)
    {
        var path = _folder.Write("mixed.csv", "a,colour,y\n" + string.Concat(Enumerable.Range(0, 20)
            .Select(i => $"{i},{(i % 2 == 0 ? "red" : "blue")},{(i % 5 == 0 ? 1 : 0)}\n")));
        var run = CommandRun.Of("resample", path, _folder.File("out.csv"), "--target", "y", "--method", method, "--k", k);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.False(File.Exists(_folder.File("out.csv")));
    }

    [Fact]
    public void Names_and_wanted_counts_are_resampled_as_asked()
    {
        var path = _folder.Write("mixed.csv", "a,colour,y\n" + string.Concat(Enumerable.Range(0, 20)
            .Select(i => $"{i},{(i % 2 == 0 ? "red" : "blue")},{(i % 5 == 0 ? "yes" : "no")}\n")));
        Assert.Equal(0, CommandRun.Of("resample", path, _folder.File("nc.csv"), "--target", "y", "--method", "smote-nc", "--k", "2")
            .ExitCode);
        Assert.All(File.ReadAllLines(_folder.File("nc.csv")).Skip(1), l => Assert.Contains(l.Split(',')[1], new[] { "red", "blue" }));
        Assert.Equal(0, CommandRun.Of("resample", path, _folder.File("over.csv"), "--target", "y", "--method", "random-over", "--strategy",
            "yes=9").ExitCode);
        Assert.Equal(9, File.ReadAllLines(_folder.File("over.csv")).Count(l => l.EndsWith(",yes", StringComparison.Ordinal)));
        Assert.Contains("there is no class 'maybe'", CommandRun.Of("resample", path, _folder.File("bad.csv"), "--target", "y",
            "--strategy", "maybe=9").Error);
    }

    [Fact]
    public void Evaluate_gives_the_metrics_of_scores_by_hand()
    {
        // Scores 0.9 0.8 0.4 | 0.7 0.2 0.1 0.1 of 3 positives and 4 negatives: 11 of 12 pairs stand right.
        var path = _folder.Write("p.csv", "truth,score\nyes,0.9\nyes,0.8\nyes,0.4\nno,0.7\nno,0.2\nno,0.1\nno,0.1\n");
        var run = CommandRun.Of("evaluate", path, "--target", "truth", "--score", "score", "--threshold", "0.75", "--bootstrap", "50",
            "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var metrics = JsonDocument.Parse(run.Output).RootElement.GetProperty("metrics").EnumerateArray()
            .ToDictionary(m => m.GetProperty("name").GetString()!);
        Assert.Equal(11.0 / 12, metrics["auroc"].GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(6.0 / 7, metrics["accuracy"].GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(Math.Sqrt(2.0 / 3), metrics["geometric_mean"].GetProperty("value").GetDouble(), 1e-12);
        Assert.True(metrics["auroc"].GetProperty("interval").GetProperty("lower").GetDouble() <= 11.0 / 12);
        Assert.Contains("auroc\t0.9167", CommandRun.Of("evaluate", path, "--target", "truth", "--score", "score").Output);
    }

    [Theory]
    [InlineData("truth,predicted\na,a\nb,a\nc,c\n", "--predicted", "predicted", "accuracy\t0.6667")]
    [InlineData("truth,p_a,p_b,p_c\na,0.5,0.3,0.2\nb,0.6,0.3,0.1\nc,0,0,1\n", null, null, "accuracy\t0.6667")]
    public void Evaluate_takes_classes_or_a_probability_per_class(string text, string? option, string? column, string expected)
    {
        string[] more = option is null ? [] : [option, column!];
        Assert.Contains(expected, CommandRun.Of([.. new[] { "evaluate", _folder.Write("p.csv", text), "--target", "truth", "--bootstrap",
            "0" }, .. more]).Output);
    }

    [Theory]
    [InlineData("truth,score\nyes,1.5\nno,0.2\n", "expected probabilities in [0, 1]")]
    [InlineData("truth,score\nyes,0.5\nyes,0.2\n", "one class")]
    [InlineData("truth,other\nyes,0.5\nno,0.2\n", "no column 'score'")]
    public void Predictions_that_cannot_be_measured_are_bad_input(string text, string message)
    {
        var run = CommandRun.Of("evaluate", _folder.Write("p.csv", text), "--target", "truth", "--score", "score");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
    }

    [Fact]
    public void Compare_ranks_the_methods_writes_a_report_and_goes_on_where_it_stopped()
    {
        var (first, second) = (Cards("one.csv", 1), Cards("two.csv", 2));
        string[] line = ["compare", first, second, "--target", "y", "--methods", "none,wce,smote", "--classifiers", "logistic,knn",
            "--folds", "2", "--out", _folder.File("out")];
        var run = CommandRun.Of([.. line, "--json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        var summary = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(2 * 2 * 3 * 2, summary.GetProperty("cells").GetInt32());
        Assert.Equal(3, summary.GetProperty("ranks")[0].GetProperty("meanRanks").EnumerateObject().Count());
        var comparison = JsonDocument.Parse(File.ReadAllText(_folder.File("out/comparison.json"))).RootElement;
        Assert.Contains("8 of 24 cells lowered k", comparison.GetProperty("protocolNotes").ToString());
        Assert.Contains("smote: k lowered in 8 of 8 cells", run.Error);
        Assert.Equal(8, summary.GetProperty("remarks").GetProperty("kLowered").GetInt32());
        Assert.Equal(ProgramVersion.Text, comparison.GetProperty("environment").GetProperty("versions").GetProperty("counterpoise")
            .GetString());
        Assert.StartsWith("<!doctype html", File.ReadAllText(_folder.File("out/report.html")), StringComparison.OrdinalIgnoreCase);

        Assert.Equal(2 * 3 * 2, JsonDocument.Parse(File.ReadAllText(_folder.File("out/cells.json"))).RootElement.EnumerateArray()
            .Count(g => g.GetProperty("auroc").GetArrayLength() == 2));
        Assert.Empty(summary.GetProperty("candidateTests").EnumerateArray());

        var cells = Directory.GetFiles(_folder.File("out/cells"));
        Assert.Equal(24, cells.Length);
        var written = cells.Select(File.GetLastWriteTimeUtc).Max();
        File.Delete(cells[0]);
        Assert.Equal(0, CommandRun.Of(line).ExitCode);
        Assert.Equal(23, cells.Count(c => File.GetLastWriteTimeUtc(c) <= written));
    }

    [Fact]
    public void Compare_takes_the_official_folds_where_there_are_some()
    {
        var set = Repository.Data("keel-5fold/glass2");
        var run = CommandRun.Of("compare", set, "--methods", "none,threshold,qc-smote", "--classifiers", "logistic", "--folds", "3",
            "--out", _folder.File("out"), "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(3 * 5, JsonDocument.Parse(run.Output).RootElement.GetProperty("cells").GetInt32());
        var scenario = JsonDocument.Parse(File.ReadAllText(_folder.File("out/comparison.json"))).RootElement.GetProperty("scenarios")[0];
        Assert.Equal("glass2", scenario.GetProperty("name").GetString());
        Assert.StartsWith("214 rows, 9 columns", scenario.GetProperty("description").GetString());
    }

    [Fact]
    public void Compare_goes_forward_in_time_draws_folds_repeatedly_and_counts_seeds()
    {
        var path = _folder.Write("days.csv", "day,a,y\n" + string.Concat(Enumerable.Range(0, 60)
            .Select(i => $"2026-01-{1 + (i / 2):00},{i % 7},{(i % 4 == 0 ? "rare" : "common")}\n")));
        string[] line = ["compare", path, "--target", "y", "--methods", "none,wce", "--classifiers", "logistic"];
        JsonElement Comparison(params string[] more)
        {
            var run = CommandRun.Of([.. line, "--out", _folder.File("out"), .. more]);
            Assert.True(run.ExitCode == 0, run.Error);
            return JsonDocument.Parse(File.ReadAllText(_folder.File("out/comparison.json"))).RootElement;
        }

        var forward = Comparison("--time", "day", "--folds", "4");
        Assert.Equal(2 * 4, forward.GetProperty("cells").GetArrayLength());
        Assert.Contains("forward in 'day'", forward.GetProperty("protocolNotes").ToString());
        Assert.StartsWith("60 rows, 1 columns", forward.GetProperty("scenarios")[0].GetProperty("description").GetString());
        var repeated = Comparison("--exclude", "day", "--folds", "2", "--repeats", "5");
        Assert.Equal(2 * 10, repeated.GetProperty("cells").GetArrayLength());
        Assert.Contains("drawn 5 times", repeated.GetProperty("protocolNotes").ToString());
        int[] Seeds(string text) => [.. Comparison("--exclude", "day", "--folds", "2", "--seeds", text).GetProperty("seeds")
            .EnumerateArray().Select(s => s.GetInt32())];
        Assert.Equal([0, 1], Seeds("2"));
        Assert.Equal([0, 7], Seeds("0,7"));
        Assert.Equal([7], Seeds("7,"));

        foreach (var (option, value, message) in new[] { ("--repeats", "2", "leaves nothing to draw"),
            ("--groups", "a", "cannot be combined") })
        {
            var refused = CommandRun.Of([.. line, "--time", "day", option, value]);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains(message, refused.Error);
        }
    }

    [Fact]
    public void Compare_takes_methods_for_names_where_there_are_names_and_says_so_where_there_are_none()
    {
        var mixed = _folder.Write("mixed.csv", "a,colour,code,y\n" + string.Concat(Enumerable.Range(0, 60)
            .Select(i => $"{i % 11},{(i % 3 == 0 ? "red" : "blue")},{i % 4},{(i % 4 == 0 ? "rare" : "common")}\n")));
        string[] line = ["--target", "y", "--classifiers", "logistic,knn", "--folds", "3", "--out", _folder.File("out")];
        var run = CommandRun.Of(["compare", mixed, "--methods", "none,smote,smote-nc", "--categorical", "code", .. line]);
        Assert.True(run.ExitCode == 0, run.Error);
        var cells = JsonDocument.Parse(File.ReadAllText(_folder.File("out/comparison.json"))).RootElement.GetProperty("cells")
            .EnumerateArray().Where(c => c.GetProperty("method").GetString() == "smote-nc").ToArray();
        Assert.Equal(6, cells.Length);
        Assert.All(cells, c => Assert.InRange(c.GetProperty("metrics").GetProperty("auroc").GetDouble(), 0.5, 1));
        Assert.Equal(0, CommandRun.Of(["compare", mixed, "--methods", "none,smote-n", "--categorical", "code", "--exclude", "a", .. line])
            .ExitCode);

        foreach (var (data, method, message) in new[] { (Cards(), "smote-nc", "data set 'cards': no column is categorical"),
            (mixed, "smote-n", "data set 'mixed': column 'a' is numeric") })
        {
            var refused = CommandRun.Of(["compare", data, "--methods", $"none,{method}", .. line]);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains(message, refused.Error);
        }
    }

    [Fact]
    public void Compare_refuses_rows_that_were_resampled_before_the_split()
    {
        Assert.Equal(0, CommandRun.Of("resample", Cards(), _folder.File("out.csv"), "--target", "y", "--k", "3").ExitCode);
        var run = CommandRun.Of("compare", _folder.File("out.csv"), "--target", "y", "--out", _folder.File("out"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("was written by resample", run.Error);
    }

    [Theory]
    [InlineData("--seeds", "0", "asks for 0 seeds")]
    [InlineData("--repeats", "0", "--repeats is 0")]
    [InlineData("--methods", "none,nonsense", "there is no method 'nonsense'")]
    [InlineData("--classifiers", "oracle", "there is no classifier 'oracle'")]
    [InlineData("--baseline", "smote-enn-x", "--baseline is 'smote-enn-x'")]
    [InlineData("--seeds", "one", "--seeds has 'one'")]
    [InlineData("--metric", "foo", "--metric is 'foo'; known for tables are auroc, average_precision, macro_f1, geometric_mean")]
    [InlineData("--metric", "accuracy", "--metric is 'accuracy'; known for tables are")]
    [InlineData("--k", "0", "--k is 0; expected at least 1")]
    [InlineData("--k", "500", "data set 'cards': class 'rare' has 8 training rows in fold 0, --k 500 needs at least 501: --k 7 at most")]
    [InlineData("--folds", "11", "cards.csv': class 'rare' has 10 rows, 11 folds need at least 11: give --folds 10")]
    public void A_comparison_that_cannot_be_is_bad_input(string option, string value, string message)
    {
        var run = CommandRun.Of("compare", Cards(), "--target", "y", option, value, "--out", _folder.File("out"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.DoesNotContain("MissingClassPolicy", run.Error);
        Assert.False(Directory.Exists(_folder.File("out")));
    }

    [Fact]
    public void Compare_refuses_a_k_that_no_method_takes_and_says_which_do_not_take_it()
    {
        string[] line = ["compare", Cards(), "--target", "y", "--classifiers", "logistic", "--out", _folder.File("out")];
        var refused = CommandRun.Of([.. line, "--methods", "none,enn,prowsyn", "--k", "3"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--k is 3, and none of none, enn, prowsyn takes it: leave it out; it is for smote, smote-nc", refused.Error);
        var run = CommandRun.Of([.. line, "--methods", "none,smote,enn", "--k", "3"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("--k 3 goes to smote; enn does not take it", run.Error);
    }

    [Fact]
    public void Compare_judges_one_table_over_its_folds()
    {
        var run = CommandRun.Of("compare", Cards(), "--target", "y", "--methods", "none,wce", "--classifiers", "logistic", "--repeats",
            "2", "--json", "--out", _folder.File("out"));
        Assert.True(run.ExitCode == 0, run.Error);
        var summary = JsonDocument.Parse(run.Output).RootElement;
        Assert.StartsWith("Take logistic regression with ", summary.GetProperty("verdict").GetString());
        Assert.Contains(summary.GetProperty("sentences").EnumerateArray(),
            s => s.GetString()!.StartsWith("How sure: 10 folds of one data set, corrected resampled t-test", StringComparison.Ordinal));
        Assert.Contains("Take logistic regression with ", CommandRun.Of("compare", Cards(), "--target", "y", "--methods", "none,wce",
            "--classifiers", "logistic", "--repeats", "2", "--out", _folder.File("out")).Error);
        var difference = summary.GetProperty("differences")[0];
        Assert.Equal(("correctedResampledT", 10), (difference.GetProperty("test").GetString(), difference.GetProperty("pairs").GetInt32()));
        Assert.True(difference.GetProperty("low").GetDouble() <= difference.GetProperty("high").GetDouble());
    }

    [Fact]
    public void Compare_tunes_a_decision_for_several_classes()
    {
        var three = _folder.Write("three.csv", "a,b,y\n" + string.Concat(Enumerable.Range(0, 90)
            .Select(i => $"{(i * 7) % 31},{i % 13},{(i % 9 == 0 ? "rare" : i % 3 == 0 ? "some" : "common")}\n")));
        string[] line = ["compare", three, "--target", "y", "--classifiers", "logistic", "--folds", "5", "--json", "--out",
            _folder.File("out")];
        var run = CommandRun.Of([.. line, "--methods", "none,wce,threshold,smote"]);
        Assert.True(run.ExitCode == 0, run.Error);
        var summary = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(0, summary.GetProperty("remarks").GetProperty("notComputed").GetInt32());
        var primary = summary.GetProperty("judgement").GetProperty("primary");
        Assert.Equal("tuned_geometric_mean", primary.GetProperty("metric").GetString());
        Assert.Equal(["smote"], primary.GetProperty("groups")[0].GetProperty("differences").EnumerateArray()
            .Select(d => d.GetProperty("methodA").GetString()!));
        var asked = CommandRun.Of([.. line, "--methods", "none,wce,threshold,smote", "--inner-folds", "1"]);
        Assert.Equal((2, true), (asked.ExitCode, asked.Error.Contains("--inner-folds is 1; expected 0 or at least 2",
            StringComparison.Ordinal)));
    }

    [Fact]
    public void Ties_at_the_top_of_easy_sets_are_no_evidence()
    {
        // Five differences of one sign and one of exactly 0 have p = 2/32, whatever an approximation says.
        string[] sets = [.. new[] { "ecoli4", "glass5", "yeast5", "shuttle-c2-vs-c4", "vowel0",
            "page-blocks-1-3_vs_4" }.Select(s => Repository.Data($"keel-5fold/{s}"))];
        var run = CommandRun.Of(["compare", .. sets, "--methods", "none,post-hoc-la", "--classifiers", "knn", "--inner-folds", "0",
            "--json", "--out", _folder.File("out")]);
        Assert.True(run.ExitCode == 0, run.Error);
        var summary = JsonDocument.Parse(run.Output).RootElement;
        var difference = summary.GetProperty("differences").EnumerateArray()
            .Single(d => d.GetProperty("metric").GetString() == "geometric_mean");
        Assert.Equal((6, 0.0625), (difference.GetProperty("pairs").GetInt32(), difference.GetProperty("pValue").GetDouble()));
        Assert.Contains(summary.GetProperty("outcome").GetString(), new[] { "undecided", "noGain" });
    }

    [Fact]
    public void Groups_of_one_class_each_in_too_few_folds_are_refused_with_a_count()
    {
        var rows = string.Concat(Enumerable.Range(0, 50).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"P{i % 5},{(i * 37) % 11},{(i % 5 < 2 ? "sick" : "well")}\n")));
        var path = _folder.Write("wards.csv", "patient,x,y\n" + rows);
        string[] line = ["compare", path, "--target", "y", "--groups", "patient", "--methods", "none,wce", "--classifiers", "logistic",
            "--out", _folder.File("out")];
        var refused = CommandRun.Of([.. line, "--folds", "5"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("no test split holds both classes: class 'sick' has 2 groups, so at most 2 folds can test it: give --folds 2",
            refused.Error);
        var two = CommandRun.Of([.. line, "--folds", "2"]);
        Assert.True(two.ExitCode == 0, two.Error);
    }

    [Fact]
    public void Compare_does_not_reward_a_method_for_refusing_a_hard_fold()
    {
        string[] sets = [.. new[] { "glass2", "ecoli4", "shuttle-c0-vs-c4" }.Select(s => Repository.Data($"keel-5fold/{s}"))];
        var run = CommandRun.Of(["compare", .. sets, "--classifiers", "logistic", "--methods", "none,wce,adasyn", "--json", "--out",
            _folder.File("out")]);
        Assert.True(run.ExitCode == 0, run.Error);
        var summary = JsonDocument.Parse(run.Output).RootElement;
        Assert.All(summary.GetProperty("ranks").EnumerateArray(), r => Assert.Equal(2, r.GetProperty("blocks").GetInt32()));
        var left = Assert.Single(summary.GetProperty("incomplete").EnumerateArray());
        Assert.Equal(("shuttle-c0-vs-c4", "adasyn", 4, 5), (left.GetProperty("dataSet").GetString(),
            left.GetProperty("method").GetString(), left.GetProperty("values").GetInt32(), left.GetProperty("cells").GetInt32()));
        Assert.Contains("1 of 3 data sets left means, ranks and tests: shuttle-c0-vs-c4 (adasyn has 4 of 5 values); --keep-refused",
            run.Error);
        Assert.Contains("adasyn: 1 of 15 cells not computed; shuttle-c0-vs-c4, fold", run.Error);
    }

    [Fact]
    public void Files_of_one_name_are_told_apart_by_their_folder_and_a_file_counts_once()
    {
        Directory.CreateDirectory(_folder.File("here"));
        Directory.CreateDirectory(_folder.File("there"));
        var (here, there) = (Cards("here/n.csv", 1), Cards("there/n.csv", 2));
        string[] line = ["--target", "y", "--methods", "none,wce", "--classifiers", "logistic", "--folds", "2", "--out",
            _folder.File("out")];
        Assert.Equal(0, CommandRun.Of(["compare", here, there, .. line]).ExitCode);
        Assert.Equal(["here/n", "there/n"], JsonDocument.Parse(File.ReadAllText(_folder.File("out/comparison.json")))
            .RootElement.GetProperty("scenarios").EnumerateArray().Select(s => s.GetProperty("name").GetString()!));
        Assert.Equal(["n.csv", "n.tsv", "m"], DataSetNames.Of(["a/n.csv", "a/n.tsv", "b/m.csv"]));
        Assert.Equal(["x/a/n", "y/a/n", "m"], DataSetNames.Of(["x/a/n.csv", "y/a/n.csv", "m.csv"]));
        var twice = CommandRun.Of(["compare", here, here, .. line]);
        Assert.Equal(2, twice.ExitCode);
        Assert.Contains("is given twice", twice.Error);
    }

    /// <summary>50 rows, a fifth of them rare, drawn by a plain congruence so that the file is the same everywhere.</summary>
    private string Cards(string name = "cards.csv", int seed = 1)
    {
        var state = (uint)seed;
        double Next() => (state = (state * 1664525) + 1013904223) / 4294967296.0;
        return _folder.Write(name, "a,b,y\n" + string.Concat(Enumerable.Range(0, 50)
            .Select(i => string.Create(CultureInfo.InvariantCulture,
            $"{Next() + (i % 5 == 0 ? 0.4 : 0)},{1000 * Next()},{(i % 5 == 0 ? "rare" : "common")}\n"))));
    }
}

using System.Globalization;
using System.Text.Json;

namespace Counterpoise.Tests.Cli;

/// <summary>Tables as people have them: what was silently wrong, lost or refused with advice that nobody could follow.</summary>
public sealed class TableFieldTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("01/02/2023", "'dd/MM/yyyy' or 'MM/dd/yyyy'")]
    [InlineData("01.02.2023", "'dd.MM.yyyy' or 'MM.dd.yyyy'")]
    [InlineData("1.2.23", "'d.M.yy' or 'M.d.yy'")]
    [InlineData("01/02/2023 10:30", "'dd/MM/yyyy HH:mm' or 'MM/dd/yyyy HH:mm'")]
    [InlineData("1 Feb 2023", "--time-format")]
    public void A_date_that_is_not_iso_is_refused_with_line_text_and_format(string date, string advice)
    {
        var path = _folder.Write("t.csv", $"when,x,y\n2023-01-01,1,a\n{date},2,b\n");
        var run = CommandRun.Of("compare", path, "--target", "y", "--time", "when", "--out", _folder.File("out"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"line 3, column 'when': '{date}' is neither a number nor an ISO 8601 date", run.Error);
        Assert.Contains(advice, run.Error);
        Assert.Contains("--lenient", run.Error);
    }

    [Fact]
    public void Days_first_with_their_format_give_the_folds_of_the_same_iso_dates()
    {
        string Rows(Func<DateTime, string> date) => "when,x,y\n" + string.Concat(Enumerable.Range(0, 120)
            .Select(i => $"{date(new DateTime(2023, (i / 12) + 1, (i % 12) + 1))},{(i * 7) % 31},{(i % 5 == 0 ? "bad" : "ok")}\n"));
        string[] Results(string name, string text, params string[] further)
        {
            Directory.CreateDirectory(_folder.File(name));
            var run = CommandRun.Of(["compare", _folder.Write($"{name}/t.csv", text), "--target", "y", "--time", "when", "--methods",
                "none", "--classifiers", "logistic", "--folds", "3", "--out", _folder.File($"out-{name}"), .. further]);
            Assert.True(run.ExitCode == 0, run.Error);
            return File.ReadAllLines(_folder.File($"out-{name}/cells.json"));
        }

        var iso = Results("iso", Rows(d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Assert.Equal(iso, Results("dots", Rows(d => d.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)), "--time-format",
            "dd.MM.yyyy"));
        Assert.NotEqual(iso, Results("swapped", Rows(d => d.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)), "--time-format",
            "MM.dd.yyyy"));
    }

    [Fact]
    public void A_gap_in_time_is_left_out_and_few_times_are_told()
    {
        var path = _folder.Write("m.csv", "when,x,y\n" + string.Concat(Enumerable.Range(0, 90)
            .Select(i => $"2024-0{(i / 30) + 1},{i % 7},{(i % 4 == 0 ? "b" : "a")}\n")));
        var few = CommandRun.Of("compare", path, "--target", "y", "--time", "when", "--folds", "3", "--out", _folder.File("out"));
        Assert.Equal(2, few.ExitCode);
        Assert.Contains("found 3 different times; 3 folds forward in time need at least 4", few.Error);
        var gap = CommandRun.Of("compare", path, "--target", "y", "--time", "when", "--folds", "2", "--gap", "40d", "--methods", "none",
            "--classifiers", "logistic", "--out", _folder.File("out"));
        Assert.Equal(2, gap.ExitCode);
        Assert.Contains("fold 1 of 2 has 0 training", gap.Error);
        Assert.Contains("--gap is 'soon'", CommandRun.Of("compare", path, "--target", "y", "--time", "when", "--gap", "soon", "--out",
            _folder.File("out")).Error);
        Assert.Contains("give --time, or leave --gap out", CommandRun.Of("compare", path, "--target", "y", "--exclude", "when", "--gap",
            "3", "--out", _folder.File("out")).Error);
    }

    [Theory]
    [InlineData("1,0.9\n1,0.8\n1,0.7\n0,0.1\n0,0.2\n", "p", "1", "by its name")]
    [InlineData("ill,0.9\nill,0.8\nill,0.7\nwell,0.1\nwell,0.2\n", "p_ill", "ill", "by the name of column 'p_ill'")]
    [InlineData("Yes,0.9\nNo,0.1\nNo,0.2\n", "p", "Yes", "by its name")]
    public void The_positive_class_of_a_score_is_told_with_its_reason(string rows, string column, string positive, string reason)
    {
        var path = _folder.Write("p.csv", $"truth,{column}\n{rows}");
        var run = CommandRun.Of("evaluate", path, "--target", "truth", "--score", column, "--bootstrap", "0", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var document = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal((positive, reason), (document.GetProperty("positiveClass").GetProperty("name").GetString(),
            document.GetProperty("positiveClass").GetProperty("reason").GetString()));
        Assert.Equal(1, Value(document, "auroc"));
    }

    [Fact]
    public void A_score_of_an_unnamed_class_is_asked_about_and_reversed_scores_are_warned_of()
    {
        var path = _folder.Write("p.csv", "truth,p\n" + string.Concat(Enumerable.Range(0, 40)
            .Select(i => $"{(i < 30 ? "stays" : "churns")},{(i < 30 ? 0.9 : 0.1)}\n")));
        var asked = CommandRun.Of("evaluate", path, "--target", "truth", "--score", "p");
        Assert.Equal(2, asked.ExitCode);
        Assert.Contains("give --positive churns (10 rows) or --positive stays (30 rows)", asked.Error);
        var reversed = CommandRun.Of("evaluate", path, "--target", "truth", "--score", "p", "--positive", "churns", "--bootstrap", "0");
        Assert.Equal(0, reversed.ExitCode);
        Assert.Contains("warning: AUROC is 0.0000, clearly below 0.5", reversed.Error);
        Assert.DoesNotContain("clearly below", CommandRun.Of("evaluate", path, "--target", "truth", "--score", "p", "--positive", "stays",
            "--bootstrap", "0").Error);
    }

    [Fact]
    public void Class_names_that_do_not_meet_are_refused_and_strangers_named()
    {
        var apart = CommandRun.Of("evaluate", _folder.Write("a.csv", "truth,guess\nyes,ja\nno,nein\n"), "--target", "truth", "--predicted",
            "guess");
        Assert.Equal(2, apart.ExitCode);
        Assert.Contains("have no class in common", apart.Error);
        var stranger = CommandRun.Of("evaluate", _folder.Write("b.csv", "truth,guess\na,a\nb,c\nb,b\n"), "--target", "truth",
            "--predicted", "guess", "--bootstrap", "0");
        Assert.Equal(0, stranger.ExitCode);
        Assert.Contains("'c' is predicted in 1 row and is no class of 'truth'", stranger.Error);
        var numbers = CommandRun.Of("evaluate", _folder.Write("c.csv",
            "truth,guess,p_0.0,p_1.0\n0,0.0,0.9,0.1\n1,1.0,0.3,0.7\n0,1.0,0.6,0.4\n"), "--target", "truth", "--predicted", "guess",
            "--bootstrap", "0", "--json");
        Assert.True(numbers.ExitCode == 0, numbers.Error);
        Assert.Equal(2.0 / 3, Value(JsonDocument.Parse(numbers.Output).RootElement, "accuracy"), 1e-12);
        Assert.Equal(1, Value(JsonDocument.Parse(numbers.Output).RootElement, "auroc"));
        Assert.Equal(0, CommandRun.Of("evaluate", _folder.Write("d.csv", "truth,p\n1.0,0.9\n0.0,0.2\n"), "--target", "truth", "--score",
            "p", "--positive", "1", "--bootstrap", "0").ExitCode);
    }

    [Fact]
    public void Percentages_and_rounded_probabilities_are_read_where_they_are_that()
    {
        var percent = _folder.Write("p.csv", "truth,p_a,p_b,p_c\na,50,30,20\nb,20,60,20\nc,10,10,80\n");
        Assert.Contains("--percent reads them", CommandRun.Of("evaluate", percent, "--target", "truth").Error);
        Assert.Equal(0, CommandRun.Of("evaluate", percent, "--target", "truth", "--percent", "--bootstrap", "0").ExitCode);
        var rounded = CommandRun.Of("evaluate", _folder.Write("r.csv",
            "truth,p_a,p_b,p_c\na,0.3333,0.3333,0.3333\nb,0.21,0.6,0.2\nc,0.1,0.1,0.81\n"), "--target", "truth", "--bootstrap", "0");
        Assert.True(rounded.ExitCode == 0, rounded.Error);
        Assert.Contains("each row was divided by its sum", rounded.Error);
        var wrong = _folder.Write("w.csv", "truth,p_a,p_b\na,0.5,0.2\nb,0.1,0.9\nb,0.2,0.8\n");
        Assert.Contains("sum to 0.7; expected 1, or what rounding explains: --rescale",
            CommandRun.Of("evaluate", wrong, "--target", "truth").Error);
        Assert.Equal(0, CommandRun.Of("evaluate", wrong, "--target", "truth", "--rescale", "--bootstrap", "0").ExitCode);
        var tie = CommandRun.Of("evaluate", _folder.Write("t.csv", "truth,p\n1,0.5\n0,0.1\n0,0.2\n"), "--target", "truth", "--score", "p",
            "--bootstrap", "0");
        Assert.Contains("1 row has equal probabilities and goes to '0', the first class; --threshold 0.5 gives it to '1'", tie.Error);
    }

    [Fact]
    public void Log_loss_of_a_certain_and_wrong_row_is_that_of_scikit_learn()
    {
        var run = CommandRun.Of("evaluate", _folder.Write("l.csv", "truth,p\nyes,0\nno,0.1\nno,0.2\nyes,0.9\n"), "--target", "truth",
            "--score", "p", "--bootstrap", "0", "--json");
        // sklearn.metrics.log_loss, version 1.2: (36.04365338911715 + 0.10536051565782628 + 0.2231435513142097 + 0.10536051565782628) / 4
        Assert.Equal(9.119379492936753, Value(JsonDocument.Parse(run.Output).RootElement, "log_loss"), 1e-9);
    }

    [Theory]
    [InlineData("f1", "largest F1")]
    [InlineData("cost", "least mean cost")]
    [InlineData("recall-at-precision=0.6", "largest recall at a precision of at least 0.6")]
    [InlineData("precision-at-recall=0.5", "largest precision at a recall of at least 0.5")]
    public void A_threshold_is_chosen_on_a_file_of_scores_with_its_interval(string rule, string words)
    {
        var path = Scores();
        var run = CommandRun.Of("evaluate", path, "--target", "truth", "--score", "p", "--tune-threshold", rule, "--cost", "1=5",
            "--bootstrap", "100", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var threshold = JsonDocument.Parse(run.Output).RootElement.GetProperty("threshold");
        Assert.Equal(words, threshold.GetProperty("rule").GetString());
        var (at, interval) = (threshold.GetProperty("threshold").GetDouble(), threshold.GetProperty("interval"));
        Assert.InRange(at, 0, 1);
        Assert.True(interval.GetProperty("lower").GetDouble() <= interval.GetProperty("upper").GetDouble());
        Assert.Contains("on rows that it is not chosen on", run.Error);
        var again = CommandRun.Of("evaluate", path, "--target", "truth", "--score", "p", "--threshold",
            at.ToString("R", CultureInfo.InvariantCulture), "--cost", "1=5", "--bootstrap", "0", "--json");
        Assert.Equal(Value(JsonDocument.Parse(run.Output).RootElement, "mean_cost"),
            Value(JsonDocument.Parse(again.Output).RootElement, "mean_cost"));
    }

    [Fact]
    public void A_rule_that_no_threshold_meets_or_that_is_none_is_refused()
    {
        Assert.Contains("no threshold gives the largest recall at a precision",
            CommandRun.Of("evaluate", _folder.Write("n.csv", "truth,p\n1,0.1\n0,0.9\n0,0.8\n"), "--target", "truth", "--score", "p",
            "--tune-threshold", "recall-at-precision=0.9").Error);
        var useless = CommandRun.Of("evaluate", _folder.Write("e.csv", "truth,p\n1,0.5\n0,0.5\n0,0.5\n"), "--target", "truth", "--score",
            "p", "--tune-threshold", "g-mean");
        Assert.Contains("by G-mean no threshold is better on these rows", useless.Error);
        Assert.DoesNotContain("ask for less", useless.Error);
        Assert.Contains("expected f1, balanced-accuracy", CommandRun.Of("evaluate", Scores(), "--target", "truth", "--score", "p",
            "--tune-threshold", "best").Error);
        Assert.Contains("give --cost", CommandRun.Of("evaluate", Scores(), "--target", "truth", "--score", "p", "--tune-threshold", "cost")
            .Error);
    }

    [Fact]
    public void Numbers_with_thousands_are_told_never_called_an_id_and_read_with_the_option()
    {
        var path = _folder.Write("t.csv", "amount,age,churn\n" + string.Concat(Enumerable.Range(0, 90)
            .Select(i => $"\"{(i * 37) + 500:N2}\",{20 + (i % 50)},{(i % 6 == 0 ? "yes" : "no")}\n")));
        var run = CommandRun.Of("profile", path, "--target", "churn", "--advisor", "off", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("they would be numbers with --thousands ,", run.Error);
        var advice = JsonDocument.Parse(run.Output).RootElement.GetProperty("advice").EnumerateArray()
            .Select(a => a.GetProperty("what").GetString()!).ToArray();
        Assert.Contains("read column 'amount' as numbers", advice[0]);
        Assert.DoesNotContain(advice, a => a.Contains("leave column 'amount' out", StringComparison.Ordinal));
        Assert.Contains(JsonDocument.Parse(run.Output).RootElement.GetProperty("notes").EnumerateArray(),
            n => n.GetString()!.Contains("'amount'", StringComparison.Ordinal));
        var read = CommandRun.Of("profile", path, "--target", "churn", "--advisor", "off", "--thousands", ",", "--json");
        Assert.Equal(("numeric", ""), (JsonDocument.Parse(read.Output).RootElement.GetProperty("columns")[0].GetProperty("kind")
            .GetString()!.ToLowerInvariant(), read.Error));
        Assert.Contains("--thousands ,", CommandRun.Of("compare", path, "--target", "churn", "--out", _folder.File("out")).Error);
    }

    [Fact]
    public void Repeated_rows_are_counted_told_and_kept_together_where_asked()
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 40).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"{random.NextDouble():F4},{random.NextDouble():F4},{(i % 4 == 0 ? "bad" : "ok")}\n")).ToArray();
        var path = _folder.Write("r.csv", "a,b,y\n" + string.Concat(Enumerable.Repeat(rows, 4).SelectMany(r => r)));
        string[] line = ["compare", path, "--target", "y", "--methods", "none", "--classifiers", "knn", "--folds", "4", "--out",
            _folder.File("out"), "--json"];
        var run = CommandRun.Of(line);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("equal a training row of their fold in every feature", run.Error);
        var repeated = JsonDocument.Parse(run.Output).RootElement.GetProperty("repeatedRows")[0];
        Assert.True(repeated.GetProperty("rows").GetInt32() > 100);
        Assert.Equal(4, repeated.GetProperty("byFold").GetArrayLength());
        Assert.Contains("equal a training row", File.ReadAllText(_folder.File("out/report.html")));
        var together = CommandRun.Of([.. line, "--equal-rows", "together"]);
        Assert.True(together.ExitCode == 0, together.Error);
        Assert.Equal(0, JsonDocument.Parse(together.Output).RootElement.GetProperty("repeatedRows").GetArrayLength());
        Assert.DoesNotContain("equal a training row", together.Error);

        // Of noise nothing can be learned, and the inner folds that choose a pipeline must not say otherwise.
        string[] cells = [.. Directory.GetFiles(_folder.File("out/cells")).OrderBy(File.GetLastWriteTimeUtc).TakeLast(4)];
        Assert.All(cells, cell => Assert.True(JsonDocument.Parse(File.ReadAllText(cell)).RootElement.GetProperty("inner")
            .GetProperty("auroc")[0].GetDouble() < .8, cell));
    }

    [Fact]
    public void Subjects_that_are_measured_repeatedly_are_suggested_as_groups()
    {
        var random = new Random(3);
        var path = _folder.Write("s.csv", "pid,f,g,y\n" + string.Concat(Enumerable.Range(0, 60).OrderBy(i => (i * 23) % 60)
            .SelectMany(p => Enumerable.Range(0, 6).Select(_ => string.Create(CultureInfo.InvariantCulture,
            $"{100 + p},{random.NextDouble():F3},{random.NextDouble():F3},{((p * 7) % 3 == 0 ? "ill" : "well")}\n")))));
        var run = CommandRun.Of("profile", path, "--target", "y", "--advisor", "off", "--no-overlap", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var suspect = Assert.Single(JsonDocument.Parse(run.Output).RootElement.GetProperty("suspects").EnumerateArray());
        Assert.Equal(("pid", "namesSubjects"), (suspect.GetProperty("column").GetString(), suspect.GetProperty("suspicion").GetString()));
        Assert.Contains(JsonDocument.Parse(run.Output).RootElement.GetProperty("notes").EnumerateArray(),
            n => n.GetString()!.Contains("--groups pid", StringComparison.Ordinal));
        Assert.Contains("--groups pid keeps each in one fold",
            CommandRun.Of("compare", path, "--target", "y", "--methods", "none", "--classifiers", "logistic", "--out", _folder.File("out"))
            .Error);
    }

    [Theory]
    [InlineData("card,amount,y\n9007199254740993,10.10,a\n9007199254740995,12.5,b\n9007199254740997,11.0,a\n", "random-over")]
    [InlineData("zip,x,y\n00501,1.50,n\n01010,1e3,p\n02134,NA,n\n", "random-over")]
    [InlineData("region,x,y\nEU,1,no\nNA,2,no\nnull,3,yes\n", "random-over")]
    public void Original_rows_are_written_as_they_were_read(string text, string method)
    {
        var run = CommandRun.Of("resample", _folder.Write("in.csv", text), _folder.File("out.csv"), "--target", "y", "--method", method);
        Assert.True(run.ExitCode == 0, run.Error);
        static string Features(string line) => string.Join(',', line.Split(',')[..2]);
        var known = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Features).ToHashSet();
        Assert.All(File.ReadAllLines(_folder.File("out.csv")).Skip(1), line => Assert.Contains(Features(line), known));
        Assert.Equal(4, File.ReadAllLines(_folder.File("out.csv")).Skip(1).Count());
    }

    [Fact]
    public void A_class_whose_name_means_missing_can_be_kept_and_its_loss_is_told()
    {
        var path = _folder.Write("n.csv", "x,region\n" + string.Concat(Enumerable.Range(0, 24)
            .Select(i => $"{i % 7},{(i % 4 == 0 ? "NA" : i % 4 == 1 ? "APAC" : "EU")}\n")));
        string[] line = ["profile", path, "--target", "region", "--advisor", "off", "--json"];
        var refused = CommandRun.Of(line);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("line 2, column 'region': 'NA' means missing", refused.Error);
        Assert.Contains("--keep-text NA", refused.Error);
        Assert.Contains("all 6 rows of class 'NA' were left out", CommandRun.Of([.. line, "--lenient"]).Error);
        foreach (string[] kept in (string[][])[["--keep-text", "NA"], ["--missing-only", "?"]])
        {
            var run = CommandRun.Of([.. line, .. kept]);
            Assert.True(run.ExitCode == 0, run.Error);
            Assert.Equal(3, JsonDocument.Parse(run.Output).RootElement.GetProperty("classes").GetProperty("classes").GetArrayLength());
        }
    }

    [Fact]
    public void A_file_without_names_keeps_its_first_row()
    {
        var path = _folder.Write("h.csv", string.Concat(Enumerable.Range(0, 20)
            .Select(i => $"{4 + (i * 0.1):F1},{3 + (i * 0.05):F2},{i % 4 / 3}\n")));
        Assert.Contains("--no-header takes it for a row", CommandRun.Of("profile", path, "--last-column-is-target").Error);
        var run = CommandRun.Of("profile", path, "--last-column-is-target", "--no-header", "--no-overlap", "--advisor", "off", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(20, JsonDocument.Parse(run.Output).RootElement.GetProperty("rows").GetInt32());
    }

    [Fact]
    public void Fractions_among_whole_numbers_are_told_and_rounded_where_asked()
    {
        var path = _folder.Write("f.csv", "l1,count,x,y\n" + string.Concat(Enumerable.Range(0, 60)
            .Select(i => $"{i % 2},{i % 9},{i * 0.37:F2},{(i % 5 == 0 ? "b" : "a")}\n")));
        string[] line = ["resample", path, _folder.File("out.csv"), "--target", "y", "--method", "smote", "--k", "3"];
        var run = CommandRun.Of(line);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("2 columns hold whole numbers alone, 1 of them only 0 and 1 (l1, count)", run.Error);
        Assert.Contains("--method smote-nc --categorical l1", run.Error);
        var rounded = CommandRun.Of([.. line, "--round"]);
        Assert.True(rounded.ExitCode == 0, rounded.Error);
        Assert.DoesNotContain("whole numbers alone", rounded.Error);
        Assert.All(File.ReadAllLines(_folder.File("out.csv")).Skip(1),
            l => Assert.True(int.TryParse(l.Split(',')[0], out _) && int.TryParse(l.Split(',')[1], out _)));
    }

    [Fact]
    public void A_column_that_is_far_wider_than_others_is_told_where_distances_are_measured()
    {
        var path = _folder.Write("w.csv", "small,huge,y\n" + string.Concat(Enumerable.Range(0, 60)
            .Select(i => $"{i % 7 * 0.001:F4},{(i * 77777L % 999) * 5000000},{(i % 5 == 0 ? "b" : "a")}\n")));
        Assert.Contains("--standardize measures all on equal terms",
            CommandRun.Of("resample", path, _folder.File("out.csv"), "--target", "y", "--method", "enn").Error);
        Assert.DoesNotContain("on equal terms", CommandRun.Of("resample", path, _folder.File("out.csv"), "--target", "y", "--method",
            "enn", "--standardize").Error);
        Assert.DoesNotContain("on equal terms", CommandRun.Of("resample", path, _folder.File("out.csv"), "--target", "y", "--method",
            "random-over").Error);
    }

    [Theory]
    [InlineData("profile")]
    [InlineData("compare")]
    [InlineData("resample")]
    public void A_quantity_as_target_is_asked_about_and_made_two_classes_by_a_rule(string verb)
    {
        var path = _folder.Write("q.csv", "a,price\n" + string.Concat(Enumerable.Range(0, 100)
            .Select(i => $"{i % 13},{100 + (i * 1.37):F2}\n")));
        string[] line = [verb, path, .. verb == "resample" ? [_folder.File("out.csv"), "--k", "3"] : Array.Empty<string>(), "--target",
            "price", .. verb == "compare" ? ["--methods", "none", "--classifiers", "logistic", "--out", _folder.File("out")]
            : Array.Empty<string>()];
        var asked = CommandRun.Of(line);
        Assert.Equal(2, asked.ExitCode);
        Assert.Contains("100 different numbers in 100 rows: is it a quantity?", asked.Error);
        Assert.Contains("--positive-when '>167.1' makes two classes", asked.Error);
        var made = CommandRun.Of([.. line, "--positive-when", ">200"]);
        Assert.True(made.ExitCode == 0, made.Error);
        Assert.Contains(">200", made.Output + made.Error);
    }

    [Fact]
    public void Counts_are_told_and_made_two_classes()
    {
        var path = _folder.Write("c.csv", "a,bug\n" + string.Concat(Enumerable.Range(0, 60)
            .Select(i => $"{i % 13},{(i % 3 == 0 ? i % 5 : 0)}\n")));
        Assert.Contains("--positive-when '>0' makes two classes",
            CommandRun.Of("profile", path, "--target", "bug", "--no-overlap", "--advisor", "off").Error);
        var run = CommandRun.Of("compare", path, "--target", "bug", "--positive-when", ">0", "--methods", "none", "--classifiers",
            "logistic", "--out", _folder.File("out"), "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("positive class '>0'", run.Output);
    }

    [Theory]
    [InlineData("0.5")]
    [InlineData("0.3")]
    public void A_ratio_that_is_reached_is_no_fault(string ratio)
    {
        var path = _folder.Write("r.csv", "x,c\n" + string.Concat(Enumerable.Range(0, 151)
            .Select(i => $"{i % 17 * 0.5:F1},{(i < 101 ? "X" : "Y")}\n")));
        var run = CommandRun.Of("resample", path, _folder.File("out.csv"), "--target", "c", "--strategy", ratio);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("nothing was changed: the ratio is 0.495", run.Error);
        Assert.Equal(152, File.ReadAllLines(_folder.File("out.csv")).Length);
    }

    [Fact]
    public void A_sentinel_is_told_and_weights_are_no_feature()
    {
        var path = _folder.Write("s.csv", "a,w,y\n" + string.Concat(Enumerable.Range(0, 60)
            .Select(i => $"{(i % 5 == 0 ? -999 : 20 + (i % 31))},{1 + (i % 3)},{(i % 4 == 0 ? "b" : "a")}\n")));
        var run = CommandRun.Of("profile", path, "--target", "y", "--no-overlap", "--advisor", "off", "--weights", "w", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var document = JsonDocument.Parse(run.Output).RootElement;
        Assert.Contains(document.GetProperty("advice").EnumerateArray(),
            a => a.GetProperty("what").GetString()!.Contains("--missing -999", StringComparison.Ordinal));
        Assert.Equal(["a"], document.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        var resampled = CommandRun.Of("resample", path, _folder.File("out.csv"), "--target", "y", "--weights", "w", "--k", "3");
        Assert.True(resampled.ExitCode == 0, resampled.Error);
        var lines = File.ReadAllLines(_folder.File("out.csv"));
        Assert.Equal("a,w,provenance,source_row,neighbor_row,y", lines[0]);
        Assert.All(lines.Skip(1), l => Assert.Contains(l.Split(',')[1], (string[])["1", "2", "3"]));
        Assert.Contains("rows count by 'w', for classifiers, thresholds and metrics", CommandRun.Of("compare", path,
            "--target", "y", "--weights", "w", "--methods", "none,smote", "--classifiers", "logistic", "--folds", "2", "--out",
            _folder.File("out")).Error);
    }

    [Fact]
    public void Rows_count_by_their_weights_in_evaluate_train_and_compare()
    {
        var random = new Random(14);
        var path = _folder.Write("survey.csv", "x,w,y\n" + string.Concat(Enumerable.Range(0, 200).Select(i =>
            string.Create(CultureInfo.InvariantCulture,
                $"{random.NextDouble() + (i % 5 == 0 ? 0.6 : 0):F3},{1 + (i % 9)},{(i % 5 == 0 ? "ill" : "well")}\n"))));
        double Value(JsonElement evaluation, string metric) => evaluation.GetProperty("metrics").EnumerateArray()
            .First(m => m.GetProperty("name").GetString() == metric).GetProperty("value").GetDouble();

        // Predictions: the accuracy is that of the weights.
        var predicted = _folder.Write("p.csv", "truth,guess,w\na,a,3\nb,a,1\nb,b,2\na,a,4\n");
        var run = CommandRun.Of("evaluate", predicted, "--target", "truth", "--predicted", "guess", "--weights", "w", "--bootstrap", "0",
            "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var evaluation = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(0.9, Value(evaluation, "accuracy"), 1e-12);
        Assert.Equal(4, evaluation.GetProperty("rowCount").GetInt32());
        Assert.Equal(1, evaluation.GetProperty("confusion").GetProperty("weightSums")[1][0].GetDouble());

        // A model of a table: what train measures is what evaluate measures of the same rows.
        var model = _folder.File("m.cpm");
        var trained = CommandRun.Of("train", path, "--target", "y", "--weights", "w", "--classifier", "logistic", "--out", model, "--json");
        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.Contains("every metric counts rows by their weights", trained.Output + trained.Error);
        var by = CommandRun.Of("evaluate", model, path, "--weights", "w", "--bootstrap", "0", "--json");
        Assert.True(by.ExitCode == 0, by.Error);
        var without = CommandRun.Of("evaluate", model, path, "--bootstrap", "0", "--json");
        Assert.NotEqual(Value(JsonDocument.Parse(without.Output).RootElement, "accuracy"),
            Value(JsonDocument.Parse(by.Output).RootElement, "accuracy"));

        // A comparison: other weights, other cells, in the same folder.
        string Cells(string file)
        {
            var compared = CommandRun.Of("compare", file, "--target", "y", "--weights", "w",
                "--methods", "none,smote,threshold,post-hoc-la", "--classifiers", "logistic", "--folds", "3", "--out", _folder.File("cmp"));
            Assert.True(compared.ExitCode == 0, compared.Error);
            return File.ReadAllText(_folder.File("cmp/cells.json"));
        }

        var first = Cells(path);
        Assert.DoesNotContain("null", first);
        File.WriteAllText(path, string.Concat(File.ReadLines(path).Select((l, i) => i == 0 ? l + "\n"
            : string.Join(',', l.Split(',')[0], "1", l.Split(',')[2]) + "\n")));
        var even = Cells(path);
        Assert.NotEqual(first, even);
    }

    [Fact]
    public void Classes_that_people_would_take_for_one_are_told_also_of_image_folders()
    {
        var path = _folder.Write("names.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 40)
            .Select(i => $"{i},{(i % 4 == 0 ? "cafe\u0301" : i % 4 == 1 ? "Caf\u00e9" : "tea")}\n")));
        Assert.Contains("differ in case, blanks or accents alone", CommandRun.Of("profile", path, "--target", "y", "--no-overlap",
            "--advisor", "off").Error);
        foreach (var name in (string[])["cat", "Cat", "dog"])
        {
            var folder = Directory.CreateDirectory(_folder.File($"pets/{name}")).FullName;
            foreach (var i in Enumerable.Range(0, 3))
                File.WriteAllBytes(Path.Combine(folder, $"{i}.png"), Counterpoise.Vision.Images.ImageCodec.EncodePng(new(8, 8)));
        }

        Assert.Contains("the classes 'Cat' (3 images) and 'cat' (3 images) differ in case", CommandRun.Of("profile", _folder.File("pets"),
            "--no-duplicates").Error);
    }

    [Fact]
    public void A_target_that_names_rows_is_refused()
    {
        var path = _folder.Write("ids.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 7},row{i}\n")));
        foreach (var line in new[] { new[] { "profile", path }, ["train", path], ["compare", path, "--out", _folder.File("c")] })
        {
            var run = CommandRun.Of([.. line, "--target", "y"]);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("40 different names in 40 rows: it tells rows apart", run.Error);
        }
    }

    [Fact]
    public void Many_classes_of_one_test_row_have_intervals_within_seconds()
    {
        var path = _folder.Write("some.csv", "truth,guess\n" + string.Concat(Enumerable.Range(0, 61).Select(i =>
            $"k{i % 60},k{(i % 3 == 0 ? 0 : i % 60)}\n")));
        var run = CommandRun.Of("evaluate", path, "--target", "truth", "--predicted", "guess", "--bootstrap", "200");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("each takes one row of every class first", run.Error);
        Assert.Contains("–", run.Output);
    }

    [Fact]
    public void Rows_that_were_computed_again_are_counted_as_repeated_and_kept_together()
    {
        var random = new Random(3);
        var path = _folder.Write("float.csv", "a,b,y\n" + string.Concat(Enumerable.Range(0, 75).SelectMany(k =>
        {
            var (a, b, y) = (random.NextDouble(), random.NextDouble() * 100, k % 5 == 0 ? "p" : "n");
            return Enumerable.Range(0, 4).Select(_ => string.Create(CultureInfo.InvariantCulture,
                $"{a + (random.NextDouble() * 1e-9):R},{(float)b * (1 + (random.NextDouble() * 5e-8)):R},{y}\n"));
        })));
        double Auroc(string name, params string[] further)
        {
            var run = CommandRun.Of(["compare", path, "--target", "y", "--methods", "none", "--classifiers", "knn", "--folds", "3", "--out",
                _folder.File(name), .. further]);
            Assert.True(run.ExitCode == 0, run.Error);
            Assert.Equal(further.Length == 0, run.Error.Contains("of them but for rounding", StringComparison.Ordinal));
            var line = run.Output.Split('\n').First(l => l.StartsWith("5 nearest", StringComparison.Ordinal));
            return double.Parse(line.Split('\t')[2], CultureInfo.InvariantCulture);
        }

        Assert.True(Auroc("apart") > 0.8);
        Assert.True(Auroc("together", "--equal-rows", "together") < 0.7);
    }

    [Theory]
    [InlineData("amount", "\u22121.5", "2.5", "")]
    [InlineData("amount", "\u0661\u0662", "7", "")]
    [InlineData("amount", "1,23,456", "12,34,567", "--thousands ,")]
    [InlineData("amount", "<0.1", "0.7", "are no numbers")]
    public void Numbers_of_other_scripts_and_habits_are_read_or_told(string column, string one, string other, string told)
    {
        var path = _folder.Write("n.csv", $"{column};y\n" + string.Concat(Enumerable.Range(0, 60)
            .Select(i => $"{(i % 3 == 0 ? one : other)};{(i % 4 == 0 ? "b" : "a")}\n")));
        var run = CommandRun.Of("profile", path, "--target", "y", "--no-overlap", "--advisor", "off", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var kind = JsonDocument.Parse(run.Output).RootElement.GetProperty("columns")[0].GetProperty("kind").GetString();
        Assert.Equal(told.Length == 0 ? "numeric" : "categorical", kind, ignoreCase: true);
        Assert.Contains(told, run.Error);
    }

    [Fact]
    public void Numbers_in_texts_of_json_are_told_and_read_with_the_same_options()
    {
        string Rows(Func<int, string> amount) => string.Concat(Enumerable.Range(0, 60)
            .Select(i => $"{{\"amount\": \"{amount(i)}\", \"y\": \"{(i % 4 == 0 ? "b" : "a")}\"}}\n"));
        var path = _folder.Write("a.jsonl", Rows(i => $"{1 + i},{100 + i}.50"));
        string[] line = ["profile", path, "--target", "y", "--no-overlap", "--advisor", "off", "--json"];
        var told = CommandRun.Of(line);
        Assert.Contains("row 1: '1,100.50'", told.Error);
        Assert.Contains("--thousands ,", told.Error);
        Assert.DoesNotContain("tells rows apart", told.Output);
        var read = CommandRun.Of([.. line, "--thousands", ","]);
        Assert.Contains("\"numeric\"", read.Output, StringComparison.OrdinalIgnoreCase);
        path = _folder.Write("p.jsonl", Rows(i => $"{100 + i}.50"));
        Assert.Contains("--numeric amount reads them as numbers",
            CommandRun.Of("profile", path, "--target", "y", "--no-overlap", "--advisor",
            "off").Error);
        path = _folder.Write("bad.jsonl", Rows(i => i == 7 ? "x" : $"{i}"));
        var bad = CommandRun.Of("profile", path, "--target", "y", "--numeric", "amount", "--no-overlap", "--advisor", "off");
        Assert.Equal(2, bad.ExitCode);
        Assert.Contains("row 8, column 'amount': 'x' is not a number", bad.Error);
        var lenient = CommandRun.Of("profile", path, "--target", "y", "--numeric", "amount", "--no-overlap", "--advisor", "off",
            "--lenient");
        Assert.True(lenient.ExitCode == 0, lenient.Error);
        Assert.Contains("1 of 60 rows left out", lenient.Error);
        Assert.Contains("it holds no row", CommandRun.Of("profile", _folder.Write("e.json", "[]"), "--target", "y").Error);
    }

    [Fact]
    public void Files_put_one_behind_another_are_told_by_the_line_of_the_second_header()
    {
        var rows = string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{(i % 4 == 0 ? "b" : "a")}\n"));
        var path = _folder.Write("two.csv", $"x,y\n{rows}x,y\n{rows}");
        var run = CommandRun.Of("profile", path, "--target", "y", "--no-overlap", "--advisor", "off");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("line 22: repeats the names of the columns", run.Error);
        Assert.Equal(0, CommandRun.Of("profile", path, "--target", "y", "--no-overlap", "--advisor", "off", "--lenient").ExitCode);
    }

    [Fact]
    public void Times_with_and_without_a_zone_and_gaps_in_days_of_numbers_are_refused()
    {
        var path = _folder.Write("z.csv", "when,x,y\n" + string.Concat(Enumerable.Range(0, 60)
            .Select(i => $"2023-01-{(i % 28) + 1:00}T10:00:00{(i == 9 ? "" : "Z")},{i},{(i % 4 == 0 ? "b" : "a")}\n")));
        Assert.Contains("line 11, column 'when': '2023-01-10T10:00:00' has no time zone, and rows before it have one",
            CommandRun.Of("compare",
            path, "--target", "y", "--time", "when", "--out", _folder.File("c")).Error);
        path = _folder.Write("d.csv", "when,x,y\n" + string.Concat(Enumerable.Range(0, 60)
            .Select(i => $"{i},{i % 7},{(i % 4 == 0 ? "b" : "a")}\n")));
        Assert.Contains("--gap has a unit of time, and the column of --time holds numbers", CommandRun.Of("compare", path, "--target", "y",
            "--time", "when", "--gap", "3d", "--out", _folder.File("c")).Error);
    }

    [Theory]
    [InlineData("audit-labels", "the audit of labels")]
    [InlineData("federate", "federated training")]
    [InlineData("compare --task regression", "--task regression")]
    public void Weights_are_refused_where_nothing_heeds_them(string verb, string expected)
    {
        var path = _folder.Write("r.csv", "x,w,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},1,{i % 3}\n")));
        var words = verb.Split(' ');
        var run = CommandRun.Of([words[0], path, .. words[1..], "--target", "y", "--weights", "w"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"--weights w means nothing here, since {expected}", run.Error);
    }

    [Theory]
    [InlineData("solve", "--trials", "1", "--trials is 1; expected at least 2")]
    [InlineData("solve", "--outer-folds", "0", "--outer-folds is 0; expected at least 2")]
    [InlineData("audit-labels", "--epochs", "0", "--epochs is 0; expected at least 1")]
    [InlineData("audit-labels", "--queue", "0", "--queue is 0; expected a share above 0 and up to 1")]
    [InlineData("solve", "--config", "", "--config")]
    public void Numbers_out_of_range_are_told_by_the_option_of_the_verb(string verb, string option, string value, string expected)
    {
        var path = _folder.Write("n.csv",
            "x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{(i % 4 == 0 ? "b" : "a")}\n")));
        var run = CommandRun.Of(verb, path, "--target", "y", $"{option}={value}");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error);
        Assert.DoesNotContain("Options:", run.Error);
        Assert.DoesNotContain("Exception", run.Error);
    }

    [Fact]
    public void A_configuration_that_no_scanner_understands_is_refused_in_words()
    {
        var path = _folder.Write("c.csv", "x,y\n1,a\n2,b\n");
        var yaml = _folder.Write("o.yaml", "targM-^?t: y}\n{\"a\"\nno-overlap: true+advisor: off\n");
        var run = CommandRun.Of("profile", path, "--config", yaml);
        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain("Exception", run.Error);
    }

    [Fact]
    public void A_store_or_a_parquet_file_that_cannot_be_written_is_told_in_words()
    {
        var path = _folder.Write("s.csv",
            "x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{(i % 4 == 0 ? "b" : "a")}\n")));
        Directory.CreateDirectory(_folder.File("store"));
        File.WriteAllText(_folder.File("store/index.sqlite"), new string('x', 5000));
        var store = CommandRun.Of("pipeline", "run", path, "--target", "y", "--store", _folder.File("store"), "--yes");
        Assert.Equal(2, store.ExitCode);
        Assert.DoesNotContain("Exception", store.Error);
        var parquet = CommandRun.Of("resample", path, "/proc/none.parquet", "--target", "y");
        Assert.Equal(2, parquet.ExitCode);
        Assert.DoesNotContain("Exception", parquet.Error);
    }

    [Theory]
    [InlineData("-2", "line 3, column 'w': '-2' is no weight: a weight is finite and at least 0")]
    [InlineData("", "line 3, column 'w': has no value")]
    [InlineData("NaN", "line 3, column 'w'")]
    [InlineData("much", "line 3, column 'w': 'much' is not a number")]
    [InlineData("0", "column 'w' gives every row weight 0")]
    public void Weights_that_are_none_are_refused_with_their_line(string weight, string expected)
    {
        var rows = string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{(weight == "0" ? 0 : 1)},{(i % 2 == 0 ? "a" : "b")}\n"));
        var path = _folder.Write("w.csv", $"x,w,y\n0,{(weight == "0" ? 0 : 1)},a\n1,{weight},b\n{rows}");
        foreach (var line in new[] { new[] { "profile", path }, ["evaluate", path, "--predicted", "y"], ["train", path, "--out",
            _folder.File("m.cpm")], ["compare", path, "--out", _folder.File("c")], ["resample", path, _folder.File("o.csv")] })
        {
            var run = CommandRun.Of([.. line, "--target", "y", "--weights", "w"]);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains(expected, run.Error);
        }
    }

    [Theory]
    [InlineData("kmeans-smote")]
    [InlineData("near-miss")]
    [InlineData("smote")]
    [InlineData("borderline")]
    [InlineData("qc-smote")]
    [InlineData("cnn")]
    public void What_a_method_refuses_names_options_that_there_are(string method)
    {
        var path = _folder.Write("o.csv", "x,z,c\n" + string.Concat(Enumerable.Range(0, 40)
            .Select(i => $"{i % 7},{i % 5 * 0.3:F1},{(i == 0 ? "rare" : i < 12 ? "some" : "common")}\n")));
        var run = CommandRun.Of("resample", path, _folder.File("out.csv"), "--target", "c", "--method", method);
        Assert.DoesNotMatch(@"lower [A-Zk]|change [A-Z]|raise [A-Z]|[a-z]Sampler|Parameter '|\bclass \d|leave Strict", run.Error);
        Assert.Contains(run.ExitCode, (int[])[0, 2]);
    }

    [Fact]
    public void A_table_without_a_row_is_left_out_of_a_folder_and_refused_where_it_is_named()
    {
        Directory.CreateDirectory(_folder.File("tables"));
        var empty = _folder.Write("tables/e.csv", "a,y\n");
        _folder.Write("tables/full.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 40)
            .Select(i => $"{i % 7},{(i % 4 == 0 ? "p" : "n")}\n")));
        string[] line = ["--target", "y", "--methods", "none,wce", "--classifiers", "logistic", "--seeds", "1", "--out", _folder.File("c")];
        var run = CommandRun.Of(["compare", _folder.File("tables"), .. line]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains($"{empty} has no row; left out", run.Error);
        Assert.Equal(2, CommandRun.Of(["compare", empty, .. line]).ExitCode);
    }

    [Fact]
    public void One_class_no_row_and_several_targets_are_told_as_they_are()
    {
        Assert.Contains("has names of columns and no row", CommandRun.Of("profile", _folder.Write("e.csv", "a,y\n"), "--target", "y")
            .Error);
        var one = _folder.Write("o.csv", "a,y\n1,x\n2,x\n");
        foreach (var verb in new[] { "profile", "resample" })
        {
            var run = CommandRun.Of([verb, one, .. verb == "resample" ? [_folder.File("out.csv")] : Array.Empty<string>(), "--target",
                "y"]);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("holds one class, 'x', in its 2 rows", run.Error);
        }

        Assert.Contains("--target names 2 columns (a, y), and a row has one class here",
            CommandRun.Of("resample", one, _folder.File("out.csv"), "--target", "a,y").Error);
        var rare = CommandRun.Of("profile", _folder.Write("r.csv", "a,y\n"
            + string.Concat(Enumerable.Range(0, 20000).Select(i => $"{i % 97},{(i == 5 ? "1" : "0")}\n"))), "--target", "y",
            "--no-overlap", "--advisor", "off");
        Assert.Matches(@"always saying '0' is 99\.99\d*% right", rare.Output);
        Assert.DoesNotContain("has 1 rows", rare.Output);
        Assert.DoesNotContain("100.0%", rare.Output);
    }

    [Theory]
    [InlineData("--k", "2147483647", "at least 2147483648")]
    [InlineData("--strategy", "b=2147483647", "more than memory can hold")]
    public void Numbers_beyond_all_bounds_are_refused_in_words(string option, string value, string words)
    {
        var path = _folder.Write("k.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 30)
            .Select(i => $"{i},{(i % 3 == 0 ? "b" : "a")}\n")));
        var run = CommandRun.Of("resample", path, _folder.File("out.csv"), "--target", "y", option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(words, run.Error);
    }

    [Fact]
    public void A_report_of_other_data_is_kept_aside()
    {
        string Data(string name) => _folder.Write(name, "x,y\n" + string.Concat(Enumerable.Range(0, 40)
            .Select(i => $"{i * 7 % 23},{(i % 4 == 0 ? "b" : "a")}\n")));
        string[] line = ["--target", "y", "--methods", "none", "--classifiers", "logistic", "--out", _folder.File("out")];
        Assert.Equal(0, CommandRun.Of(["compare", Data("one.csv"), .. line]).ExitCode);
        var second = CommandRun.Of(["compare", Data("two.csv"), .. line]);
        Assert.True(second.ExitCode == 0, second.Error);
        Assert.Contains("has one, which this comparison has not: it is kept in", second.Error);
        Assert.Contains("one", File.ReadAllText(_folder.File("out/earlier/1/cells.json")));
        Assert.DoesNotContain("is kept in", CommandRun.Of(["compare", Data("two.csv"), .. line]).Error);
        Directory.CreateDirectory(_folder.File("data"));
        File.Move(Data("three.csv"), _folder.File("data/three.csv"));
        Directory.CreateSymbolicLink(_folder.File("link"), _folder.File("data"));
        foreach (var into in new[] { "data", "link" })
        {
            Assert.Contains("the folder of the data", CommandRun.Of("compare", _folder.File("data"), "--target", "y", "--out",
                _folder.File(into)).Error);
        }
    }

    [Fact]
    public void The_positive_class_is_told_where_tables_go_into_a_pipe_too()
    {
        var scores = CommandRun.Of("evaluate", Scores(), "--target", "truth", "--score", "p", "--bootstrap", "0");
        Assert.Contains("the positive class is '1', by its name", scores.Error);
        var rows = _folder.Write("t.csv", "a,b,y\n" + string.Concat(Enumerable.Range(0, 80)
            .Select(i => $"{i * 7 % 23},{i * 5 % 11},{(i % 4 == 0 ? "ill" : "well")}\n")));
        var model = _folder.File("m.cpm");
        var trained = CommandRun.Of("train", rows, "--target", "y", "--bootstrap", "0", "--out", model);
        Assert.Contains("the positive class is 'ill', the minority class", trained.Error);
        Assert.Contains("the positive class is 'ill', the model's", CommandRun.Of("evaluate", model, rows, "--bootstrap", "0").Error);
    }

    [Fact]
    public void Class_weights_of_ones_own_find_more_of_the_class_that_is_dear()
    {
        var random = new Random(3);
        var path = _folder.Write("t.csv", "a,b,y\n" + string.Concat(Enumerable.Range(0, 400).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"{random.NextDouble() + (i % 8 == 0 ? 0.35 : 0):F4},{random.NextDouble():F4},{(i % 8 == 0 ? "fraud" : "fair")}\n"))));
        double Recall(params string[] more)
        {
            var run = CommandRun.Of(["train", path, "--target", "y", "--bootstrap", "0", "--json", "--out", _folder.File("m.cpm"),
                "--classifier", "logistic", .. more]);
            Assert.True(run.ExitCode == 0, run.Error);
            return JsonDocument.Parse(run.Output).RootElement.GetProperty("test").GetProperty("classes").EnumerateArray()
                .Single(c => c.GetProperty("name").GetString() == "fraud").GetProperty("recall").GetDouble();
        }

        var (plain, dear, twice) = (Recall("--method", "none"), Recall("--method", "wce", "--option", "wce.weights=fraud:50"),
            Recall("--method", "wce", "--option", "wce.weights=fraud:100,fair:2"));
        Assert.True(dear > plain + 0.5, $"{plain} and {dear}");
        // Only the ratio counts.
        Assert.Equal(dear, twice);
        string[] compare = ["compare", path, "--target", "y", "--methods", "none,wce", "--classifiers", "logistic", "--folds", "2", "--out",
            _folder.File("out"), "--option"];
        Assert.Equal(0, CommandRun.Of([.. compare, "wce.weights=fraud:20"]).ExitCode);
        Assert.Contains("weights fraud:20", File.ReadAllText(_folder.File("out/comparison.json")));
        foreach (var verb in new string[][] { ["train", path, "--target", "y", "--method", "wce", "--option"], compare })
        {
            var refused = CommandRun.Of([.. verb, "wce.weights=froud:20"]);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains("the weights name the class 'froud'; the classes are fair, fraud", refused.Error);
        }
    }

    [Fact]
    public void What_the_library_says_of_folds_classes_and_rows_is_told_in_names_and_options()
    {
        var months = _folder.Write("m.csv", "when,a,y\n" + string.Concat(Enumerable.Range(0, 90)
            .Select(i => $"2024-0{(i % 3) + 1},{i * 7 % 23},{(i % 5 == 0 ? "b" : "a")}\n")));
        var few = CommandRun.Of("compare", months, "--target", "y", "--time", "when", "--folds", "3", "--out", _folder.File("out"));
        Assert.Contains("found 3 different times", few.Error);
        Assert.Contains("lower --folds", few.Error);

        var one = _folder.Write("o.csv", "a,y\n1,rare\n" + string.Concat(Enumerable.Range(0, 40)
            .Select(i => $"{i * 7 % 11},common\n")));
        var advised = CommandRun.Of("profile", one, "--target", "y", "--advisor", "on");
        Assert.DoesNotMatch(@"\bclass \d|[a-z]Over[A-Z]|lower k", advised.Output + advised.Error);
        Assert.Contains("use --method random-over", CommandRun.Of("resample", one, _folder.File("x.csv"), "--target", "y", "--method",
            "kmeans-smote").Error);

        var scarce = _folder.Write("s.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 30_000)
            .Select(i => $"{i * 7 % 1009},{(i < 3 ? "1" : "0")}\n")));
        var profile = CommandRun.Of("profile", scarce, "--target", "y", "--no-overlap");
        Assert.DoesNotContain("100.0% right", profile.Output);
    }

    private static double Value(JsonElement evaluation, string metric) =>
        evaluation.GetProperty("metrics").EnumerateArray().First(m => m.GetProperty("name").GetString() == metric).GetProperty("value")
        .GetDouble();

    private string Scores()
    {
        var random = new Random(11);
        return _folder.Write("scores.csv", "truth,p\n" + string.Concat(Enumerable.Range(0, 200)
            .Select(i => string.Create(CultureInfo.InvariantCulture,
            $"{(i % 5 == 0 ? 1 : 0)},{Math.Clamp((i % 5 == 0 ? 0.35 : 0.1) + (random.NextDouble() * 0.5), 0, 1):F4}\n"))));
    }
}

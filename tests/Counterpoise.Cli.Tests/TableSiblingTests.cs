using System.Globalization;

namespace Counterpoise.Tests.Cli;

/// <summary>Other tables of the kinds that <see cref="TableFieldTests"/> has: what was wrong with them.</summary>
public sealed class TableSiblingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_the_codes_1_and_2_neither_is_the_positive_class_by_its_name()
    {
        // p is the probability of 2: taken for that of 1, AUROC would be 0 and nothing said.
        var path = _folder.Write("p.csv", "truth,p\n" + string.Concat(Enumerable.Range(0, 40)
            .Select(i => $"{(i < 30 ? 1 : 2)},{(i < 30 ? 0.1 : 0.9)}\n")));
        var asked = CommandRun.Of("evaluate", path, "--target", "truth", "--score", "p", "--bootstrap", "0");
        Assert.Equal(2, asked.ExitCode);
        Assert.Contains("give --positive 1 (30 rows) or --positive 2 (10 rows)", asked.Error);
        var rows = "x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 7},{(i % 4 == 0 ? 2 : 1)}\n"));
        var trained = CommandRun.Of("train", _folder.Write("t.csv", rows), "--target", "y", "--classifier", "logistic", "--method", "none",
            "--out", _folder.File("m.cpm"));
        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.Contains("the positive class is '2', the minority class", trained.Error);
        foreach (var other in new[] { "0", "-1", "0.0" })
        {
            Assert.Contains("the positive class is '1', by its name", CommandRun.Of("evaluate", _folder.Write("o.csv",
                $"truth,p\n1,0.9\n1,0.8\n{other},0.2\n"), "--target", "truth", "--score", "p", "--bootstrap", "0").Error);
        }
    }

    [Fact]
    public void A_column_without_a_value_is_left_out_of_a_model_and_of_the_rows_it_predicts()
    {
        // Lines that end in a separator, the first one too: a last column without a name and without values.
        string Rows(bool ends) => $"a,b,y{(ends ? "," : "")}\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"{(i * 7) % 11},{i % 5},{(i % 4 == 0 ? "ill" : "well")}{(ends ? "," : "")}\n"));
        var model = _folder.File("m.cpm");
        foreach (var method in new[] { "none", "smote/threshold" })
        {
            var trained = CommandRun.Of("train", _folder.Write("t.csv", Rows(true)), "--target", "y", "--classifier", "logistic",
                "--method", method, "--out", model);
            Assert.True(trained.ExitCode == 0, trained.Error);
            Assert.Contains("column 'column4' has no value in the training rows and was left out", trained.Error);
        }

        var predicted = CommandRun.Of("predict", model, _folder.File("t.csv"));
        Assert.True(predicted.ExitCode == 0, predicted.Error);
        Assert.Equal(predicted.Output, CommandRun.Of("predict", model, _folder.Write("without.csv", Rows(false))).Output);
        Assert.Equal(0, CommandRun.Of("evaluate", model, _folder.File("t.csv"), "--bootstrap", "0").ExitCode);
        var filled = CommandRun.Of("resample", _folder.File("t.csv"), _folder.File("o.csv"), "--target", "y", "--fill", "median");
        Assert.Equal(2, filled.ExitCode);
        Assert.Contains("column 'column4' has no value in any of the 60 rows, so nothing can be filled in: leave it out with --exclude "
            + "column4", filled.Error);
    }

    [Theory]
    [InlineData("explain")]
    [InlineData("audit-labels")]
    [InlineData("federate")]
    [InlineData("fewshot", "--positive", "ill")]
    [InlineData("profile", "--no-overlap")]
    [InlineData("train", "--classifier", "logistic", "--method", "none")]
    public void A_file_that_resample_wrote_is_told_of_wherever_its_provenance_would_be_a_feature(string verb, params string[] further)
    {
        var path = _folder.Write("t.csv", "a,b,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"{(i * 7) % 11},{i % 5},{(i % 4 == 0 ? "ill" : "well")}\n")));
        var made = _folder.File("made.csv");
        Assert.Equal(0, CommandRun.Of("resample", path, made, "--target", "y", "--method", "random-over").ExitCode);
        string[] output = verb is "federate" or "train" ? ["--out", _folder.File("out")] : [];
        var run = CommandRun.Of([verb, made, "--target", "y", .. further, .. output]);
        Assert.Equal(verb == "profile" ? 0 : 2, run.ExitCode);
        Assert.Contains($"'{made}' was written by resample: ", run.Error);
        Assert.Contains("the table that it was made from", run.Error);
    }

    [Fact]
    public void Few_shots_of_a_table_name_what_they_leave_out_and_read_numbers_as_they_are_written()
    {
        string Row(int i, string b) => $"{(i % 7) + (i % 4 == 0 ? 3 : 0)};{b};{"uvw"[i % 3]};{(i % 4 == 0 ? "1.0" : "0.0")}\n";
        string[] line = ["--target", "y", "--positive", "1", "--draws", "2"];
        var path = _folder.Write("t.csv", "a;b;c;y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => Row(i, $"0,{i % 10}"))));
        var run = CommandRun.Of(["fewshot", path, .. line, "--decimal", ","]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("left out, since they are not numeric: 'c'", run.Error);
        Assert.Contains("2 numeric columns", run.Error);
        Assert.Contains("with --decimal ,", CommandRun.Of(["fewshot", path, .. line]).Error);
        var none = CommandRun.Of(["fewshot", _folder.Write("n.csv", "c,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"{"uvw"[i % 3]},{i % 4 / 3}\n"))), .. line]);
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("has no numeric column without missing values; not numeric are 'c'", none.Error);
    }

    [Fact]
    public void Records_of_failures_are_refused_by_line_and_read_as_they_are_written()
    {
        string[] With(string at, string cell, char delimiter = ',') => [.. Enumerable.Range(1, 12).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{0.1 * i:0.0}{delimiter}{($"{i}" == at ? cell : $"{i * 3}")}"))];
        string Text(string at, string cell) => "im,s\n" + string.Join('\n', With(at, cell)) + "\n";
        foreach (var (cell, said) in new[] { ("-2", "column 's', line 5 is -2; expected a whole number of at least 0"),
            ("x", "column 's', line 5 holds the text 'x'; expected numbers"), ("", "column 's', line 5 has no value"),
            ("99", "s, line 5 has 99 failures of 45 exposed") })
        {
            var refused = CommandRun.Of("fragility", _folder.Write("f.csv", Text("4", cell)), "--trials", "45");
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains(said, refused.Error);
        }

        var plain = CommandRun.Of("fragility", _folder.Write("f.csv", Text("", "")), "--trials", "45");
        var comma = CommandRun.Of("fragility", _folder.Write("f.csv", "im;s\n" + string.Join('\n', With("", "", ';'))
            .Replace('.', ',') + "\n"), "--trials", "45", "--decimal", ",");
        Assert.True(comma.ExitCode == 0, comma.Error);
        Assert.Equal(plain.Output, comma.Output);
    }

    [Fact]
    public void Rows_that_are_written_otherwise_than_the_model_takes_them_name_the_option_that_reads_them()
    {
        string Rows(char point, char delimiter) => string.Join(delimiter, "a", "b", "y") + "\n" + string.Concat(
            Enumerable.Range(0, 60).Select(i => $"{i % 7}{point}{i % 10}25{delimiter}0{point}19{i % 10}{delimiter}"
                + $"{(i % 4 == 0 ? "ill" : "well")}\n"));
        var model = _folder.File("m.cpm");
        Assert.Equal(0, CommandRun.Of("train", _folder.Write("t.csv", Rows('.', ',')), "--target", "y", "--classifier", "logistic",
            "--method", "none", "--out", model).ExitCode);
        var path = _folder.Write("comma.csv", Rows(',', ';'));
        var refused = CommandRun.Of("predict", model, path);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("They would be numbers with --decimal ,. Else mend the file", refused.Error);
        Assert.Equal(CommandRun.Of("predict", model, _folder.File("t.csv")).Output,
            CommandRun.Of("predict", model, path, "--decimal", ",").Output);
        Assert.Contains("They would be numbers with --thousands , --units", CommandRun.Of("predict", model, _folder.Write("usd.csv",
            "a,b\n\"$1,234.50\",1\n\"$12.00\",1\n")).Error);
        Assert.Contains("They would be numbers with --decimal ,, or other numbers with --thousands ,: choose", CommandRun.Of("predict",
            model, _folder.Write("either.csv", "a;b\n1,234;1\n2,345;1\n")).Error);
        Assert.Contains("'x' is not a number. Mend the file", CommandRun.Of("predict", model, _folder.Write("x.csv", "a,b\nx,1\n")).Error);
    }

    [Fact]
    public void A_group_that_is_0_is_no_thousand()
    {
        var path = _folder.Write("t.csv", "a;y\n" + string.Concat(Enumerable.Range(0, 40).Select(i =>
            $"{i % 3},{100 + i};{(i % 4 == 0 ? "ill" : "well")}\n")));
        var run = CommandRun.Of("profile", path, "--target", "y", "--no-overlap");
        Assert.Contains("they would be numbers with --decimal ,", run.Error);
        Assert.DoesNotContain("--thousands", run.Error);
    }

    [Fact]
    public void A_file_whose_fields_stand_between_blanks_is_told_of()
    {
        var run = CommandRun.Of("profile", _folder.Write("t.txt", "a b y\n1 2 ill\n3 4 well\n"), "--target", "y");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Every line is one field: write commas, semicolons, tabs or | between the fields", run.Error);
    }

    [Fact]
    public void A_stream_that_is_no_text_is_refused_as_such_and_equal_numbers_are_one_class()
    {
        string Rows(int n, string zero, string one) => "x,p_0,p_1,y\n" + string.Concat(Enumerable.Range(0, n).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{i % 7},{(i % 4 == 0 ? 0.3 : 0.8)},{(i % 4 == 0 ? 0.7 : 0.2)},"
                + $"{(i % 4 == 0 ? one : zero)}\n")));
        var reference = _folder.Write("r.csv", Rows(120, "0", "1"));
        string[] line = ["--reference", reference, "--target", "y", "--window", "50"];
        var floats = CommandRun.Of(["watch", _folder.Write("s.csv", Rows(100, "0.0", "1.0")), .. line]);
        Assert.DoesNotContain("left out", floats.Error);
        Assert.Equal(CommandRun.Of(["watch", _folder.Write("s.csv", Rows(100, "0", "1")), .. line]).Output, floats.Output);
        var packed = _folder.File("s.csv.gz");
        using (var gzip = new System.IO.Compression.GZipStream(File.Create(packed), System.IO.Compression.CompressionLevel.Optimal))
        {
            gzip.Write(File.ReadAllBytes(_folder.File("s.csv")));
        }

        foreach (var path in new[] { packed, _folder.Write("s.jsonl", "{\"x\": 1, \"p_0\": 0.5, \"p_1\": 0.5, \"y\": 0}\n") })
        {
            var refused = CommandRun.Of(["watch", path, .. line]);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains("is no text of rows with a line of names first", refused.Error);
        }
    }

    [Fact]
    public void Json_gives_the_texts_and_dates_that_csv_gives()
    {
        // A number or a text, and a date: DuckDB keeps the quotes of the one, and the seconds of the other were features.
        string Mixed(int i) => i % 5 == 0 ? "x" : string.Create(CultureInfo.InvariantCulture, $"{i + 0.5}");
        string Day(int i) => new DateOnly(2023, 1, 1).AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string Class(int i) => i % 4 == 0 ? "ill" : "well";
        var csv = _folder.Write("t.csv", "m,day,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i =>
            $"{Mixed(i)},{Day(i)},{Class(i)}\n")));
        var json = _folder.Write("t.jsonl", string.Concat(Enumerable.Range(0, 40).Select(i =>
            $"{{\"m\": {(i % 5 == 0 ? "\"x\"" : Mixed(i))}, \"day\": \"{Day(i)}\", \"y\": \"{Class(i)}\"}}\n")));
        string[] Written(string path)
        {
            var run = CommandRun.Of("resample", path, _folder.File("o.csv"), "--target", "y", "--method", "random-over");
            Assert.True(run.ExitCode == 0, run.Error);
            Assert.Contains("column 'day' is read as categorical: its values are dates", run.Error);
            return File.ReadAllLines(_folder.File("o.csv"));
        }

        Assert.Equal(Written(csv), Written(json));
        var asked = CommandRun.Of("compare", json, "--target", "y", "--time", "day", "--methods", "none", "--classifiers", "logistic",
            "--folds", "2", "--inner-folds", "0", "--out", _folder.File("c"));
        Assert.True(asked.ExitCode == 0, asked.Error);
    }
}

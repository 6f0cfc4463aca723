using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Counterpoise.Tests.Cli;

/// <summary>Tables and options with a slip in them: said, and never passed over.</summary>
public sealed class TableFaultsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_mistyped_number_is_told_by_profile_with_advice_that_fits_and_found_by_numeric()
    {
        var path = _folder.Write("typo.csv", Rows(100, (i, b) => i == 41 ? "0.5O" : b));
        var run = CommandRun.Of("profile", path, "--target", "y", "--no-overlap", "--advisor", "off", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("column 'b' is read as categorical: 1 of its 100 values is no number (line 43: '0.5O')", run.Error);
        var advice = JsonDocument.Parse(run.Output).RootElement.GetProperty("advice").EnumerateArray()
            .Select(a => a.GetProperty("what").GetString()!).ToArray();
        Assert.StartsWith("mend column 'b'", advice[0], StringComparison.Ordinal);
        Assert.DoesNotContain(advice, a => a.StartsWith("leave column 'b' out", StringComparison.Ordinal));
        var asked = CommandRun.Of("profile", path, "--target", "y", "--numeric", "b");
        Assert.Equal(2, asked.ExitCode);
        Assert.Contains("line 43, column 'b': '0.5O' is not a number", asked.Error);
        var compared = CommandRun.Of("compare", path, "--target", "y", "--out", _folder.File("out"));
        Assert.Equal(2, compared.ExitCode);
        Assert.Contains("1 of its 100 values is no number (line 43: '0.5O')", compared.Error);
    }

    [Fact]
    public void Further_missing_texts_decimal_commas_and_encodings_are_read_where_named()
    {
        var path = _folder.Write("gaps.csv", Rows(100, (i, b) => i == 41 ? "n.a." : b));
        var run = CommandRun.Of("profile", path, "--target", "y", "--no-overlap", "--advisor", "off", "--missing", "n.a.", "-999",
            "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal((1, ""), (JsonDocument.Parse(run.Output).RootElement.GetProperty("columns")[0].GetProperty("missing").GetInt32(),
            run.Error));
        var latin = _folder.File("latin.csv");
        File.WriteAllText(latin, "größe;y\n" + string.Concat(Enumerable.Range(0, 12)
            .Select(i => $"{i},5;{(i % 4 == 0 ? "süß" : "no")}\n")), Encoding.Latin1);
        var refused = CommandRun.Of("resample", latin, _folder.File("out.csv"), "--target", "y");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("line 1 is not UTF-8", refused.Error);
        var read = CommandRun.Of("resample", latin, _folder.File("out.csv"), "--target", "y", "--encoding", "windows-1252", "--decimal",
            ",", "--k", "2");
        Assert.True(read.ExitCode == 0, read.Error);
        var lines = File.ReadAllLines(_folder.File("out.csv"));
        Assert.StartsWith("größe,", lines[0], StringComparison.Ordinal);
        Assert.Equal("0.5,original,0,,süß", lines[1]);
        Assert.Contains("no encoding", CommandRun.Of("profile", latin, "--target", "y", "--encoding", "klingon").Error);
    }

    [Fact]
    public void The_file_that_is_read_is_not_written_over_and_a_path_that_cannot_be_written_is_known_at_once()
    {
        var path = _folder.Write("x.csv", Rows(20));
        var text = File.ReadAllText(path);
        var run = CommandRun.Of("resample", path, Path.Combine(Path.GetDirectoryName(path)!, ".", "x.csv"), "--target", "y", "--k", "2");
        Assert.Equal((2, text), (run.ExitCode, File.ReadAllText(path)));
        Assert.Contains("would be overwritten", run.Error);
        var wrong = CommandRun.Of("resample", _folder.Write("bad.csv", "a,y\n1\n"), _folder.File("out.xlsx"), "--target", "y");
        Assert.Contains("use .csv, .tsv or .parquet", wrong.Error);
    }

    [Fact]
    public void Refusals_name_classes_columns_and_lines_as_the_file_does()
    {
        var few = CommandRun.Of("resample", _folder.Write("x.csv", Rows(20)), _folder.File("o.csv"), "--target", "y", "--k", "20");
        Assert.Contains("class 'rare' has 5 rows, SMOTE with k=20 needs at least 21: lower --k to 4 or use --method random-over",
            few.Error);
        foreach (var number in (string[])["Infinity", "-Infinity", "1e400", "∞"])
        {
            var infinite = _folder.Write("inf.csv", Rows(20, (i, b) => i == 3 ? number : b));
            Assert.Contains($"column 'b' is read as categorical: 1 of its 20 values is no number (line 5: '{number}')",
                CommandRun.Of("resample", infinite, _folder.File("o.csv"), "--target", "y", "--k", "2").Error);
            Assert.Contains($"line 5, column 'b': '{number}' is not a number",
                CommandRun.Of("compare", infinite, "--target", "y", "--numeric", "b", "--out", _folder.File("infinite")).Error);
        }

        var far = _folder.Write("inf.jsonl", string.Concat(Enumerable.Range(0, 20).Select(i =>
            $"{{\"b\": {(i == 3 ? "1e400" : i)}, \"y\": \"{(i % 4 == 0 ? "rare" : "common")}\"}}\n")));
        var run = CommandRun.Of("profile", far, "--target", "y");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("row 4, column 'b'", run.Error);
        var path = _folder.Write("p.csv", "truth,p\nyes,0.5\n\nno,1.7\n");
        Assert.Contains("line 4, column 'p' holds 1.7; expected probabilities in [0, 1]",
            CommandRun.Of("evaluate", path, "--target", "truth", "--score", "p").Error);
        var sums = _folder.Write("s.csv", "truth,p_yes,p_no\nyes,0.5,0.5\nno,0.7,0.7\n");
        Assert.Contains("line 3: the probabilities of the 2 classes sum to 1.4",
            CommandRun.Of("evaluate", sums, "--target", "truth").Error);
    }

    [Fact]
    public void Gaps_are_filled_dropped_or_measured_around_as_asked_and_else_refused_with_their_line()
    {
        var path = _folder.Write("gaps.csv", Rows(40, (i, b) => i is 4 or 7 ? "" : b));
        string[] line = ["resample", path, _folder.File("o.csv"), "--target", "y", "--k", "2"];
        var refused = CommandRun.Of(line);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("column 'b' has 2 missing values (the first on line 6), and SMOTE needs a value in every column: --fill median, "
            + "mean or "
            + "drop-rows, or measure around missing values with --nan-distance", refused.Error);
        string[] Written(int originals, params string[] more)
        {
            var run = CommandRun.Of([.. line, .. more]);
            Assert.True(run.ExitCode == 0, run.Error);
            var rows = File.ReadAllLines(_folder.File("o.csv"));
            Assert.Equal(originals, rows.Count(r => r.Contains(",original,", StringComparison.Ordinal)));
            return rows;
        }

        Assert.StartsWith("21,", Written(40, "--fill", "median")[5], StringComparison.Ordinal);
        Assert.StartsWith("20.7368", Written(40, "--fill", "mean")[5], StringComparison.Ordinal);
        Assert.Contains("5.5,5.25,original,5,,common", Written(38, "--fill", "drop-rows")[5]);
        Assert.StartsWith(",", Written(40, "--nan-distance")[5], StringComparison.Ordinal);
        Assert.Contains("--nan-distance is for smote, borderline", CommandRun.Of([.. line, "--method", "qc-smote", "--nan-distance"])
            .Error);
    }

    [Theory]
    [InlineData("--method", "random-under", "--k", "3",
        "--k is how many neighbours a method looks at, and random under-sampling is not asked for any")]
    [InlineData("--method", "random-over", "--standardize", "true", "--standardize is for methods that measure distances")]
    [InlineData("--strategy", "rare=9,rare=10", "--k", "2", "class 'rare' stands twice; give one count for each class")]
    [InlineData("--strategy", "2", "--k", "2", "'2' is no ratio of minority rows over majority rows")]
    [InlineData("--seed", "5000000000", "--numpy", "true", "--seed is 5000000000; with --numpy expected at most 4294967295")]
    public void Options_of_resample_that_cannot_be_meant_are_refused(string first, string value, string second, string other,
        string message)
    {
        var run = CommandRun.Of("resample", _folder.Write("x.csv", Rows(20)), _folder.File("o.csv"), "--target", "y", first, value, second,
            other);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
    }

    [Theory]
    [InlineData("evaluate", "--score", "p", "--split", "all", "--split is for models")]
    [InlineData("evaluate", "--predicted", "truth2", "--tune-threshold", "f1", "--tune-threshold decides from probabilities")]
    [InlineData("evaluate", "--score", "p", "--data", "foo", "is data for a model")]
    [InlineData("evaluate", "--predicted", "truth2", "--threshold", ".4", "--threshold decides from probabilities")]
    [InlineData("evaluate", "--score", "p", "--threshold", "4", "--threshold is 4; expected a probability, 0 to 1")]
    [InlineData("profile", "--no-overlap", "true", "--no-duplicates", "true", "--no-duplicates is for images")]
    [InlineData("compare", "--methods", "none", "--epochs", "3", "--epochs is for images")]
    [InlineData("compare", "--methods", "none", "--scenarios", "S1", "--scenarios is for images")]
    public void Options_that_mean_nothing_for_the_input_are_refused(string verb, string first, string value, string second, string other,
        string message)
    {
        var path = _folder.Write("p.csv", "truth,truth2,p\nyes,yes,0.9\nno,yes,0.2\n");
        var run = CommandRun.Of(verb, path, "--target", "truth", first, value, second, other);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
    }

    [Fact]
    public void A_configuration_that_a_dry_run_printed_names_options_of_images_and_is_no_fault()
    {
        var path = _folder.Write("x.csv", Rows(40));
        var printed = CommandRun.Of("compare", path, "--target", "y", "--methods", "none,wce", "--classifiers", "logistic", "--folds", "2",
            "--out", _folder.File("out"), "--dry-run").Output;
        Assert.Contains("epochs:", printed);
        var run = CommandRun.Of("compare", path, "--config", _folder.Write("c.yaml", printed));
        Assert.True(run.ExitCode == 0, run.Error);
    }

    [Theory]
    [InlineData("profile")]
    [InlineData("compare")]
    public void A_path_that_leads_nowhere_is_said_to(string verb) =>
        Assert.Contains("there is no file or folder 'nosuch.csv'", CommandRun.Of(verb, "nosuch.csv").Error);

    [Fact]
    public void A_missing_library_is_told_without_the_names_of_exceptions() =>
        Assert.Equal(Counterpoise.Cli.ExitCode.BadInput, Counterpoise.Cli.ExitCode.Of(new DllNotFoundException("install it")));

    [Fact]
    public void A_column_whose_name_has_a_comma_can_be_left_out()
    {
        var path = _folder.Write("x.csv", "\"a,b\",b,c,y\n" + string.Concat(Enumerable.Range(0, 20)
            .Select(i => $"{i},{i % 3},{i % 7},{(i % 4 == 0 ? "rare" : "common")}\n")));
        Assert.Equal(0, CommandRun.Of("resample", path, _folder.File("o.csv"), "--target", "y", "--k", "2", "--exclude", "a,b",
            "--exclude", "c").ExitCode);
        Assert.StartsWith("b,provenance", File.ReadAllLines(_folder.File("o.csv"))[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_measures_costs_and_prints_the_imbalanced_report()
    {
        // Recalls 2/3 and 3/4; a missed yes costs 10, a false alarm 1.
        var path = _folder.Write("p.csv", "truth,guess\nyes,yes\nyes,yes\nyes,no\nno,no\nno,no\nno,no\nno,yes\n");
        string[] line = ["evaluate", path, "--target", "truth", "--predicted", "guess", "--bootstrap", "0"];
        var run = CommandRun.Of([.. line, "--cost", "yes=10", "--json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        var root = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(11.0 / 7, root.GetProperty("metrics").EnumerateArray().Single(m => m.GetProperty("name").GetString() == "mean_cost")
            .GetProperty("value").GetDouble(), 1e-12);
        var yes = root.GetProperty("imbalancedReport").GetProperty("classes").EnumerateArray()
            .Single(c => c.GetProperty("name").GetString() == "yes");
        var (tpr, tnr) = (2.0 / 3, 3.0 / 4);
        Assert.Equal((1 + (0.1 * (tpr - tnr))) * tpr * tnr, yes.GetProperty("balancedAccuracyIndex").GetDouble(), 1e-12);
        Assert.Contains("mean_cost\t0.4286", CommandRun.Of([.. line, "--cost", "yes=10,yes>no=2"]).Output);
        var table = CommandRun.Of(line).Output;
        Assert.Contains("specificity\tG-mean\tIBA", table);
        Assert.Contains("avg / total\t7", table);
        Assert.Contains("--cost names 'maybe'", CommandRun.Of([.. line, "--cost", "maybe=10"]).Error);
    }

    [Fact]
    public void Methods_that_take_gaps_do() => Assert.All(Counterpoise.Methods.DataMethods.All.Where(m => m.TakesMissing), method =>
    {
        var draws = new Counterpoise.Randomness.RandomStream(1, "rows");
        var features = new Counterpoise.Numerics.DenseMatrix(60, 3);
        var labels = new int[60];
        for (var i = 0; i < 60; i++)
        {
            labels[i] = i % 4 == 0 ? 1 : 0;
            for (var j = 0; j < 3; j++)
            {
                features[i, j] = (i + j) % 11 == 0 ? double.NaN : draws.NextNormal() + labels[i];
            }
        }

        var result = method.Create(method.Schema().Bind(method.Name, method.Distances.ToDictionary(d => d, _ => "nan-euclidean")).Value)
            .Resample(features, labels, draws);
        Assert.NotEmpty(result.Labels);
    });

    /// <summary>Rows of columns b (i + 0.5) and c, a quarter of them rare, with some other text in b where asked.</summary>
    private static string Rows(int count, Func<int, string, string>? b = null) =>
        "b,c,y\n" + string.Concat(Enumerable.Range(0, count).Select(i =>
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{i}.5");
        return $"{b?.Invoke(i, text) ?? text},{(i * 7) % 10}.25,{(i % 4 == 0 ? "rare" : "common")}\n";
    }));
}

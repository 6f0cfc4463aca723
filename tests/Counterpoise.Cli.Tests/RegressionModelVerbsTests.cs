using System.Globalization;
using System.Text;
using System.Text.Json;
using Counterpoise.ImbalancedRegression;

namespace Counterpoise.Tests.Cli;

public sealed class RegressionModelVerbsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("boosting", "none")]
    [InlineData("ridge", "post-hoc")]
    [InlineData("knn", "smogn")]
    public void A_model_of_a_number_is_trained_kept_predicts_and_is_measured(string regressor, string method)
    {
        var (houses, later, model, file) = (Houses(250), Houses(60, seed: 9), _folder.File("prices.cpm"), _folder.File("predicted.csv"));
        var trained = Json("train", houses, "--target", "price", "--task", "regression", "--rare", "high", "--regressor", regressor,
            "--method", method, "--bootstrap", "100", "--out", model);
        var (card, test) = (trained.GetProperty("card"), trained.GetProperty("test"));
        Assert.Equal((regressor, method, 200, 50), (card.GetProperty("regressor").GetString(), card.GetProperty("method").GetString(),
            card.GetProperty("trainingRows").GetInt32(), test.GetProperty("evaluation").GetProperty("rows").GetInt32()));
        var rmse = test.GetProperty("metrics").GetProperty(RegressionMetrics.RootMeanSquared).GetDouble();
        var interval = test.GetProperty("intervals").GetProperty("metrics").GetProperty(RegressionMetrics.RootMeanSquared);
        Assert.InRange(rmse, interval.GetProperty("lower").GetDouble(), interval.GetProperty("upper").GetDouble());
        Assert.True(test.GetProperty("metrics").GetProperty(RegressionMetrics.RSquared).GetDouble() > 0.5);

        Run("predict", model, later, "--keep", "garden", "--out", file);
        string[][] rows = [.. File.ReadLines(file).Select(l => l.Split(','))];
        Assert.Equal(["row", "garden", "predicted"], rows[0]);
        double[] predictions = [.. rows.Skip(1).Select(r => Number(r[2]))];
        double[] prices = [.. File.ReadLines(later).Skip(1).Select(l => Number(l.Split(',')[2]))];
        Assert.Equal(60, predictions.Length);

        // The measures are those of the predictions, under what was rare among the training rows.
        var measured = Json("evaluate", model, later, "--bootstrap", "50");
        Assert.Equal(prices.Zip(predictions).Average(p => Math.Abs(p.First - p.Second)),
            measured.GetProperty("metrics").GetProperty(RegressionMetrics.MeanAbsolute).GetDouble(), 1e-9);
        var relevance = new RelevanceFunction([.. card.GetProperty("relevance").EnumerateArray().Select(p =>
            new RelevancePoint(p.GetProperty("target").GetDouble(), p.GetProperty("relevance").GetDouble()))]);
        Assert.Equal(prices.Zip(predictions).Sum(p => relevance.At(p.First) * (p.First - p.Second) * (p.First - p.Second)),
            measured.GetProperty("evaluation").GetProperty("sera").GetDouble(), 1e-6);
        Assert.Equal(5, measured.GetProperty("evaluation").GetProperty("bins").GetArrayLength());
        Assert.Equal(5, measured.GetProperty("intervals").GetProperty("bins").GetArrayLength());

        // The same seed gives the same file.
        var bytes = File.ReadAllBytes(model);
        Json("train", houses, "--target", "price", "--task", "regression", "--rare", "high", "--regressor", regressor, "--method", method,
            "--bootstrap", "100", "--out", model);
        Assert.Equal(bytes, File.ReadAllBytes(model));
    }

    [Fact]
    public void What_a_comparison_found_is_kept_by_the_line_that_it_ends_with()
    {
        var run = Run("compare", Houses(150), "--target", "price", "--task", "regression", "--rare", "high", "--rare-from", "0.9",
            "--regressors", "ridge,boosting", "--methods", "none,smogn", "--exclude", "garden", "--rounds", "30", "--k", "3", "--folds",
            "3", "--out", _folder.File("out"));
        var next = run.Error.Split('\n').Single(l => l.StartsWith("next: counterpoise ", StringComparison.Ordinal)).Split(' ')[2..];
        Assert.Equal("train", next[0]);
        var card = Json([.. next, "--bootstrap", "0", "--out", _folder.File("m.cpm")]).GetProperty("card");
        Assert.Equal(0.9, card.GetProperty("rareFrom").GetDouble());
        Assert.Equal(["area"], card.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.Equal(card.GetProperty("regressor").GetString() == "boosting" ? "30" : null,
            card.GetProperty("regressorOptions").EnumerateObject().FirstOrDefault(o => o.Name == "rounds").Value is
                { ValueKind: JsonValueKind.String } rounds ? rounds.GetString() : null);
    }

    [Fact]
    public void All_rows_are_learned_where_no_test_share_is_kept_and_rows_that_were_seen_are_told()
    {
        var (houses, model) = (Houses(120), _folder.File("m.cpm"));
        var trained = Json("train", houses, "--target", "price", "--task", "regression", "--regressor", "ridge", "--test-share", "0",
            "--out", model);
        Assert.Equal((120, JsonValueKind.Null), (trained.GetProperty("card").GetProperty("trainingRows").GetInt32(),
            trained.GetProperty("test").ValueKind));
        var run = CommandRun.Of("evaluate", model, houses, "--bootstrap", "0", "--json");
        Assert.Contains("120 of 120 rows equal a training row", run.Error);
        Assert.Equal(120, JsonDocument.Parse(run.Output).RootElement.GetProperty("seenRows").GetInt32());
    }

    [Fact]
    public void Options_of_method_and_regressor_reach_the_model()
    {
        var card = Json("train", Houses(120), "--target", "price", "--task", "regression", "--regressor", "boosting", "--method", "smogn",
            "--option", "smogn.k=3", "--option", "boosting.rounds=7", "--bootstrap", "0", "--out", _folder.File("m.cpm"))
            .GetProperty("card");
        Assert.Equal("3", card.GetProperty("methodOptions").GetProperty("k").GetString());
        Assert.Equal("7", card.GetProperty("regressorOptions").GetProperty("rounds").GetString());
    }

    [Fact]
    public void Groups_stay_together_and_the_latest_rows_are_kept_for_the_test()
    {
        var path = _folder.File("streets.csv");
        File.WriteAllLines(path, ["area,street,day,price", .. File.ReadLines(Houses(120)).Skip(1).Select((l, i) =>
            $"{l.Split(',')[0]},{i % 10},{i},{l.Split(',')[2]}")]);
        string[] line = ["train", path, "--target", "price", "--task", "regression", "--regressor", "ridge", "--bootstrap", "0", "--out",
            _folder.File("m.cpm")];
        Assert.Contains("no group of 'street' in both", Run([.. line, "--groups", "street", "--exclude", "day"]).Error);
        Assert.Contains("the latest", Run([.. line, "--time", "day", "--exclude", "street"]).Error);
    }

    [Fact]
    public void A_later_file_is_taken_by_its_columns_and_what_the_model_does_not_know_is_told()
    {
        var (model, rows) = (_folder.File("m.cpm"), _folder.File("rows.csv"));
        Run("train", Houses(120), "--target", "price", "--task", "regression", "--regressor", "ridge", "--bootstrap", "0", "--out", model);
        File.WriteAllText(rows, "garden,colour,area,price\nyes,red,5,\nmoat,red,,20\nno,blue,5000,30\n");
        var predicted = Run("predict", model, rows, "--json");
        Assert.Contains("'colour'", predicted.Error);
        Assert.Contains("('moat')", predicted.Error);
        Assert.Contains("1 of 3 predictions lie outside", predicted.Error);
        Assert.Equal(3, JsonDocument.Parse(predicted.Output).RootElement.GetProperty("rows").GetArrayLength());
        var measured = Run("evaluate", model, rows, "--bootstrap", "0", "--json");
        Assert.Contains("1 of 3 rows have no 'price'", measured.Error);
        Assert.Equal(2, JsonDocument.Parse(measured.Output).RootElement.GetProperty("evaluation").GetProperty("rows").GetInt32());
    }

    [Theory]
    [InlineData("is categorical", "--target", "garden")]
    [InlineData("no column 'cost'", "--target", "cost")]
    [InlineData("needs to know which number")]
    [InlineData("is 1 in every row", "--target", "same")]
    [InlineData("is missing in every row", "--target", "empty")]
    [InlineData("--classifier is for classes", "--target", "price", "--classifier", "knn")]
    [InlineData("did you mean smogn", "--target", "price", "--method", "smogm")]
    [InlineData("'tree' is no regressor", "--target", "price", "--regressor", "tree")]
    [InlineData("of neither the method 'none' nor the regressor 'boosting'", "--target", "price", "--option", "smogn.k=3")]
    [InlineData("has no option 'k'; it has balance", "--target", "price", "--method", "random-over", "--option", "random-over.k=3")]
    [InlineData("knn.k is 'x'", "--target", "price", "--regressor", "knn", "--option", "knn.k=x")]
    [InlineData("a ridge is a finite number above 0", "--target", "price", "--regressor", "ridge", "--option", "ridge.penalty=0")]
    [InlineData("--test-share is 1", "--target", "price", "--test-share", "1")]
    [InlineData("--weights area means nothing here", "--target", "price", "--weights", "area")]
    [InlineData("--positive is for classes", "--target", "price", "--positive", "1")]
    [InlineData("and several labels are named", "--target", "area,price")]
    public void What_cannot_be_trained_is_refused_in_words_and_nothing_is_written(string words, params string[] options)
    {
        var path = _folder.File("more.csv");
        File.WriteAllLines(path, ["area,garden,price,same,empty", .. File.ReadLines(Houses(60)).Skip(1).Select(l => $"{l},1,")]);
        var model = _folder.File("m.cpm");
        var run = CommandRun.Of(["train", path, "--task", "regression", .. options, "--out", model]);
        Assert.True(run.ExitCode == 2, $"{run.ExitCode} {run.Output} {run.Error}");
        Assert.Contains(words, run.Error);
        Assert.False(File.Exists(model));
    }

    [Fact]
    public void Models_of_classes_and_of_numbers_are_not_taken_for_each_other_and_damaged_ones_are_refused()
    {
        var (houses, numbers, classes) = (Houses(120), _folder.File("numbers.cpm"), _folder.File("classes.cpm"));
        Run("train", houses, "--target", "price", "--task", "regression", "--regressor", "ridge", "--bootstrap", "0", "--out", numbers);
        Run("train", houses, "--target", "garden", "--classifier", "logistic", "--bootstrap", "0", "--out", classes);
        File.WriteAllText(_folder.File("short.csv"), "area,price\n1,2\n");
        File.WriteAllText(_folder.File("words.csv"), "area,garden,price\n1,yes,cheap\n");
        File.WriteAllText(_folder.File("none.csv"), "area,garden,price\n1,yes,\n");
        var resampled = _folder.File("resampled.csv");
        Run("resample", houses, resampled, "--target", "price", "--task", "regression");
        foreach (var (line, expected) in new (string[], string)[]
        {
            (["evaluate", classes, houses, "--task", "regression"], "predicts no number"),
            (["evaluate", numbers, houses, "--rare", "high", "--task", "regression"], "--rare is not for models of numbers"),
            (["evaluate", numbers, houses, "--threshold", "0.3"], "--threshold is not for models of numbers"),
            (["train", _folder.Path, "--target", "price", "--task", "regression"], "is a folder, and --task regression takes a table"),
            (["train", houses, "--target", "garden", "--regressor", "knn"], "--regressor is for targets that are numbers"),
            (["train", houses, "--target", "price", "--task", "regression", "--stream"], "and the rows are a stream"),
            (["evaluate", numbers, houses, "--task", "classification"], "is a model of numbers, and --task is classification"),
            (["evaluate", numbers], "give the table to measure it on"),
            (["evaluate", numbers, _folder.File("short.csv")], "missing: 'garden'"),
            (["evaluate", numbers, _folder.File("words.csv")], "column 'price': 'cheap' is not a number"),
            (["evaluate", numbers, _folder.File("none.csv")], "no row has a 'price'"),
            (["evaluate", numbers, houses, "--target", "area"], "the model takes 'area' to predict from"),
            (["evaluate", numbers, houses, "--confidence", "1"], "confidence"),
            (["predict", numbers, _folder.File("short.csv")], "missing: 'garden'"),
            (["predict", numbers, houses, "--threshold", "0.3"], "predicts numbers"),
            (["predict", numbers, houses, houses], "give one table at a time"),
            (["predict", numbers, houses, "--out", numbers], "numbers.cpm"),
            (["export", numbers, "--to", "onnx", "--out", _folder.File("m.onnx")], "is a model of numbers"),
            (["serve", numbers, "--port", "0"], "is a model of numbers"),
            (["watch", numbers, houses, "--reference", houses, "--target", "garden", "--state", _folder.File("watch.state")],
                "is a model of numbers"),
            (["train", resampled, "--target", "price", "--task", "regression", "--out", _folder.File("z.cpm")], "was written by resample"),
        })
        {
            var run = CommandRun.Of(line);
            Assert.True(run.ExitCode == 2, $"{string.Join(' ', line)}: {run.ExitCode} {run.Error}");
            Assert.Contains(expected, run.Error);
        }

        var damaged = File.ReadAllBytes(numbers);
        damaged[damaged.Length / 2] ^= 0x55;
        File.WriteAllBytes(numbers, damaged);
        var refused = CommandRun.Of("predict", numbers, houses);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("damaged", refused.Error);
    }

    private static ProgramRun Run(params string[] line)
    {
        var run = CommandRun.Of(line);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', line)}: {run.Error}");
        return run;
    }

    private static JsonElement Json(params string[] line) => JsonDocument.Parse(Run([.. line, "--json"]).Output).RootElement;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private string Houses(int rows, int seed = 4)
    {
        var path = _folder.File($"houses-{rows}-{seed}.csv");
        var random = new Random(seed);
        var text = new StringBuilder("area,garden,price\n");
        for (var i = 0; i < rows; i++)
        {
            var (area, garden) = (i % 12 == 0 ? 30 + (20 * random.NextDouble()) : 10 * random.NextDouble(), i % 3 == 0);
            text.Append(CultureInfo.InvariantCulture,
                $"{area:F6},{(garden ? "yes" : "no")},{(area * (i % 12 == 0 ? 4 : 2)) + (garden ? 5 : 0) + random.NextDouble():F6}\n");
        }

        File.WriteAllText(path, text.ToString());
        return path;
    }
}

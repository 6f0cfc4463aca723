using System.Globalization;
using System.Text.Json;
using Counterpoise.Boosting;
using Counterpoise.Randomness;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Tests.Cli;

/// <summary>train, predict and evaluate on tables.</summary>
public sealed class TableModelVerbsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Classifiers => [.. TableLearners.All.Select(l => l.Name)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_is_trained_kept_in_one_file_and_predicts_what_was_measured()
    {
        var run = CommandRun.Of("train", Cards(), "--target", "fraud", "--exclude", "id", "--method", "smote/wce/threshold",
            "--classifier", "logistic", "--calibrate", "platt",
            "--tune-threshold", "f1", "--option", "smote.k=3", "--option", "logistic.ridge=0.5", "--seed", "3", "--out", Model,
                "--bootstrap", "50");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("yes from a probability of", run.Error);
        Assert.Contains("160 training and 40 test rows", run.Error);
        Assert.Contains($"model: {Model}", run.Error);
        Assert.StartsWith("metric\tvalue\tinterval", run.Output);
        using var model = SavedTableModels.Load(Model);
        Assert.Equal(["id", "fraud"], model.Card.IgnoredColumns.Order().Reverse());
        Assert.Equal(("logistic", "smote/wce/threshold", 3UL), (model.Card.Classifier, model.Card.Method, model.Card.Seed));
        Assert.Contains("--option smote.k=3", model.Card.CommandLine);
        Assert.Equal("largest F1", model.Card.Decision!.Rule);
        var predicted = CommandRun.Of("predict", Model, Cards("new.csv", 5), "--keep", "id,fraud");
        Assert.True(predicted.ExitCode == 0, predicted.Error);
        var lines = predicted.Output.TrimEnd().Split('\n');
        Assert.Equal("row,id,fraud,class,probability,p_no,p_yes", lines[0]);
        Assert.Equal(201, lines.Length);
        var again = CommandRun.Of("predict", Model, Cards("new.csv", 5), "--keep", "id,fraud", "--out", _folder.File("p.csv"));
        Assert.Equal(0, again.ExitCode);
        Assert.Equal(predicted.Output.TrimEnd(), File.ReadAllText(_folder.File("p.csv")).TrimEnd()
            .Replace("\r", "", StringComparison.Ordinal));
        var measured = Metrics(CommandRun.Of("evaluate", Model, Cards("new.csv", 5), "--bootstrap", "0", "--json"));
        var file = Metrics(CommandRun.Of("evaluate", _folder.File("p.csv"), "--target", "fraud", "--predicted", "class", "--bootstrap",
            "0", "--json"));
        Assert.Equal(measured["macro_f1"], file["macro_f1"], 1e-12);
        Assert.Equal(measured["auroc"], file["auroc"], 1e-12);
        Assert.Equal(measured, Metrics(CommandRun.Of("evaluate", Model, "--data", Cards("new.csv", 5), "--bootstrap", "0", "--json")));
    }

    [Fact]
    public void A_model_is_exported_as_c_and_onnx_and_what_does_not_fit_is_refused()
    {
        var train = CommandRun.Of("train", Cards(), "--target", "fraud", "--exclude", "id", "--classifier", "boosting", "--out", Model,
            "--bootstrap", "0");
        Assert.True(train.ExitCode == 0, train.Error);
        var (folder, onnx) = (_folder.File("device"), _folder.File("m.onnx"));
        var c = CommandRun.Of("export", Model, "--to", "c", "--name", "fraud", "--single", "--out", folder, "--json");
        Assert.True(c.ExitCode == 0, c.Error);
        Assert.Contains("typedef float fraud_real;", File.ReadAllText(Path.Combine(folder, "fraud.h")));
        Assert.True(JsonDocument.Parse(c.Output).RootElement.GetProperty("tableCost").GetProperty("constantBytes").GetInt64() > 0);
        Assert.Equal(0, CommandRun.Of("export", Model, "--to", "onnx", "--prior", "balanced", "--out", onnx).ExitCode);
        Assert.True(new FileInfo(onnx).Length > 1000);
        var refused = CommandRun.Of("export", Model, "--to", "onnx-int8", "--out", _folder.File("no.onnx"));
        Assert.Equal((2, false), (refused.ExitCode, File.Exists(_folder.File("no.onnx"))));
        Assert.Contains("a model of tables is written as onnx or c", refused.Error);
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Every_classifier_is_trained_saved_and_loaded_with_equal_predictions(string classifier)
    {
        if (classifier.StartsWith("xgboost", StringComparison.Ordinal))
            Assert.SkipUnless(XgBoostLibrary.IsAvailable, "needs libxgboost: install the Debian package libxgboost0");
        var result = TableTraining.Run(new TableTrainingOptions { Path = Cards(), Reading = new() { Target = "fraud", Exclude = ["id"] },
            Output = Model, Classifier = classifier, BootstrapReplicates = 0, Method = "random-over" },
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.InRange(result.Test!.Value("auroc")!.Value, 0.5, 1);
        var first = CommandRun.Of("predict", Model, Cards("new.csv", 5), "--json");
        using (var model = SavedTableModels.Load(Model))
            model.Save(Model, SavedTableModels.Codecs);
        Assert.Equal(first.Output, CommandRun.Of("predict", Model, Cards("new.csv", 5), "--json").Output);
        Assert.Equal(200, JsonDocument.Parse(first.Output).RootElement.GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public void Missing_renamed_extra_and_unknown_are_said_with_what_to_do()
    {
        Train("logistic");
        var text = File.ReadAllText(Cards("new.csv", 5));
        Refused("'amount' (the nearest name in the file is 'amout')", "predict", Model,
            _folder.Write("renamed.csv", text.Replace("amount", "amout", StringComparison.Ordinal)));
        Refused("2 columns that the model takes are missing", "predict", Model, _folder.Write("few.csv", "id,night\n1,0\n"));
        Refused("there is no column 'class'", "predict", Model, Cards("new.csv", 5), "--keep", "class");
        Refused("there is no column 'idd' (the nearest name in the file is 'id')", "predict", Model, Cards("new.csv", 5), "--keep", "idd");
        var extra = CommandRun.Of("predict", Model, _folder.Write("extra.csv", "mood,amount,night,country\n1,2,0,de\n2,,1,zz\n"));
        Assert.True(extra.ExitCode == 0, extra.Error);
        Assert.Contains("column 'mood' is not known to the model and passed over", extra.Error);
        Assert.Contains("column 'country' has 1 category in 1 of 2 rows that training did not know ('zz')", extra.Error);
        Assert.Contains("column 'amount' has no value in 1 of 2 rows", extra.Error);
        Refused("line 3", "predict", Model, _folder.Write("text.csv", "amount,night,country\n1,0,de\nmuch,0,de\n"));
        Assert.Equal(3, CommandRun.Of("predict", Model, _folder.File("text.csv"), "--lenient").Output.TrimEnd().Split('\n').Length + 1);
    }

    [Fact]
    public void Priors_and_thresholds_are_the_users_to_set()
    {
        Train("logistic");
        double[] Scores(params string[] more) => [.. CommandRun.Of(["predict", Model, Cards("new.csv", 5), .. more]).Output.TrimEnd()
            .Split('\n').Skip(1).Select(l => double.Parse(l.Split(',')[^1], CultureInfo.InvariantCulture))];
        int Positives(params string[] more) => CommandRun.Of(["predict", Model, Cards("new.csv", 5), .. more]).Output.Split('\n')
            .Count(l => l.Contains(",yes,", StringComparison.Ordinal));
        var (own, balanced) = (Scores(), Scores("--prior", "balanced"));
        // The training rows are four to one: odds become four times as high.
        Assert.All(own.Zip(balanced), p => Assert.Equal(4 * p.First / (1 - p.First), p.Second / (1 - p.Second),
            1e-6 * p.Second / (1 - p.Second)));
        Assert.Equal(own.Count(p => p >= 0.1), Positives("--threshold", "0.1"));
        Assert.Equal(balanced.Count(p => p > 0.5), Positives("--prior", "0.5/0.5"));
        Refused("--threshold is 2", "predict", Model, Cards(), "--threshold", "2");
        Refused("1 number for 2 classes", "predict", Model, Cards(), "--prior", "0.3");
        CommandRun.Of("train", Cards(), "--target", "fraud", "--exclude", "id", "--classifier", "rus-boost", "--out", Model,
            "--test-share", "0");
        Refused("go by no class priors", "predict", Model, Cards(), "--prior", "balanced");
    }

    [Fact]
    public void A_model_says_when_it_is_measured_on_rows_that_it_was_trained_on()
    {
        Train("tree");
        var run = CommandRun.Of("evaluate", Model, Cards(), "--bootstrap", "0", "--cost", "yes=10");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Matches("1[67][0-9] of 200 rows equal a row that the model was trained on", run.Error);
        Assert.Contains("cost", run.Output);
        Refused("class 'maybe' of 'fraud' (1 rows) is none of the model's: no, yes", "evaluate", Model,
            _folder.Write("m.csv", "id,amount,night,country,fraud\n1,1,0,de,maybe\n2,1,0,de,no\n"));
        Refused("--tune-threshold is not for models of tables", "evaluate", Model, Cards(), "--tune-threshold", "f1");
        Refused("name the table to measure it on", "evaluate", Model);
    }

    [Fact]
    public void A_damaged_or_foreign_model_file_is_named()
    {
        Train("boosting");
        var bytes = File.ReadAllBytes(Model);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(_folder.File("bad.cpm"), bytes);
        Refused("check sum", "predict", _folder.File("bad.cpm"), Cards());
        File.WriteAllBytes(_folder.File("future.cpm"), [.. "CPMODEL9"u8, .. bytes[8..]]);
        Refused("another version of the format ('9'", "predict", _folder.File("future.cpm"), Cards());
        File.WriteAllBytes(_folder.File("short.cpm"), bytes[..30]);
        Refused("ends after 30 bytes", "evaluate", _folder.File("short.cpm"), Cards());
    }

    [Fact]
    public void A_model_of_the_first_format_version_still_predicts_the_same()
    {
        var models = Path.Combine(Repository.Root, "tests", "Counterpoise.Cli.Tests", "Models");
        foreach (var name in (string[])["logistic", "balanced-forest"])
        {
            var run = CommandRun.Of("predict", Path.Combine(models, $"{name}-format-1.cpm"), Path.Combine(models, "cards.csv"));
            Assert.True(run.ExitCode == 0, run.Error);
            string[] expected = [.. File.ReadLines(Path.Combine(models, $"{name}-format-1.csv"))], found = run.Output.TrimEnd().Split('\n');
            Assert.Equal(expected.Select(l => string.Join(',', l.Split(',')[..2])), found.Select(l => string.Join(',', l.Split(',')[..2])));
            // Processors with wider vectors sum in another order.
            Assert.All(expected.Zip(found).Skip(1), p => Assert.Equal(Last(p.First), Last(p.Second), 1e-9));
        }
    }

    [Fact]
    public void Groups_and_times_stay_on_one_side_and_what_is_written_otherwise_is_read_as_in_training()
    {
        var lines = Enumerable.Range(0, 120).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"{i};p{i / 6};{(i % 4 == 0 ? 9 : 1) + (i % 7)},5;{(i % 4 == 0 ? "yes" : "no")}"));
        var path = _folder.Write("times.csv", "day;patient;size;sick\n" + string.Join('\n', lines) + "\n");
        var grouped = CommandRun.Of("train", path, "--target", "sick", "--decimal", ",", "--groups", "patient", "--exclude", "day",
            "--classifier", "tree", "--out", Model);
        Assert.True(grouped.ExitCode == 0, grouped.Error);
        Assert.Contains("no group of 'patient' in both", grouped.Error);
        var latest = CommandRun.Of("train", path, "--target", "sick", "--decimal", ",", "--time", "day", "--exclude", "patient",
            "--classifier", "tree", "--out", Model, "--positive", "yes");
        Assert.True(latest.ExitCode == 0, latest.Error);
        Assert.Contains("96 training and 24 test rows, the latest", latest.Error);
        Assert.Equal(0, CommandRun.Of("predict", Model, path).ExitCode);
        Assert.Equal(0, CommandRun.Of("predict", Model, _folder.Write("points.csv", "size\n1.5\n"), "--decimal", ".").ExitCode);
        Refused("line 2", "predict", Model, _folder.File("points.csv"));
    }

    [Fact]
    public void What_cannot_be_trained_is_refused_before_any_file_is_written()
    {
        Refused("give --target", "train", Cards(), "--out", Model);
        Refused("there is no classifier 'logistc' (did you mean logistic?)", "train", Cards(), "--target", "fraud", "--classifier",
            "logistc", "--out", Model);
        Refused("acl is a contrastive loss", "train", Cards(), "--target", "fraud", "--method", "acl", "--exclude", "id", "--out", Model);
        Refused("--epochs is for images", "train", Cards(), "--target", "fraud", "--epochs", "3");
        Refused("would be overwritten", "train", Cards(), "--target", "fraud", "--exclude", "id", "--out", Cards());
        Refused("logistic has no option 'k'", "train", Cards(), "--target", "fraud", "--exclude", "id", "--classifier", "logistic",
            "--option", "logistic.k=3", "--out", Model);
        Refused("--tune-threshold is 'f2'", "train", Cards(), "--target", "fraud", "--exclude", "id", "--tune-threshold", "f2", "--out",
            Model);
        Refused("--test-share is 1", "train", Cards(), "--target", "fraud", "--exclude", "id", "--test-share", "1", "--out", Model);
        Assert.False(File.Exists(Model));
        Refused("classifier", "train", "fashion-mnist-excerpt", "--classifier", "tree");
        var dry = CommandRun.Of("train", Cards(), "--target", "fraud", "--classifier", "tree", "--dry-run");
        Assert.True(dry.ExitCode == 0, dry.Error);
        Assert.Contains("classifier: tree", dry.Output);
    }

    private static double Last(string line) => double.Parse(line.Split(',')[^1], CultureInfo.InvariantCulture);

    private string Model => _folder.File("cards.cpm");

    private void Train(string classifier)
    {
        var run = CommandRun.Of("train", Cards(), "--target", "fraud", "--exclude", "id", "--classifier", classifier, "--out", Model,
            "--bootstrap", "0");
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private static Dictionary<string, double> Metrics(ProgramRun run)
    {
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement.GetProperty("metrics").EnumerateArray()
            .Where(m => m.GetProperty("value").ValueKind == JsonValueKind.Number)
            .ToDictionary(m => m.GetProperty("name").GetString()!, m => m.GetProperty("value").GetDouble());
    }

    private static void Refused(string expected, params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.True(run.ExitCode == 2, $"{run.ExitCode}: {run.Error}");
        Assert.Contains(expected, run.Error);
    }

    /// <summary>Two hundred payments, a fifth of them fraud: larger, at night, more often from abroad.</summary>
    private string Cards(string name = "cards.csv", ulong seed = 1)
    {
        var random = new RandomStream(seed, "cards");
        string[] countries = ["de", "fr", "us"];
        var lines = Enumerable.Range(0, 200).Select(i =>
        {
            var fraud = i % 5 == 0;
            var amount = Math.Exp(random.NextNormal() + (fraud ? 1.5 : 0));
            var night = random.NextDouble() < (fraud ? 0.6 : 0.3) ? 1 : 0;
            var country = countries[(int)(random.NextDouble() * random.NextDouble() * 3 * (fraud ? 1 : 0.6))];
            return string.Create(CultureInfo.InvariantCulture, $"card {i},{amount:F2},{night},{country},{(fraud ? "yes" : "no")}");
        });
        return _folder.Write(name, "id,amount,night,country,fraud\n" + string.Join('\n', lines) + "\n");
    }
}

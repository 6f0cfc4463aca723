using System.Globalization;
using System.Text.Json;
using Counterpoise.Randomness;
using Google.Protobuf;
using Onnx;

namespace Counterpoise.Tests.Cli;

/// <summary>ONNX files of models of tables predict as the models that they were written from.</summary>
public sealed class OnnxTableVerbsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Model => _folder.File("m.cpm");

    private string Onnx => _folder.File("m.onnx");

    [Theory]
    [InlineData("logistic", "wce/threshold")]
    [InlineData("tree", "threshold")]
    [InlineData("boosting", "none")]
    public void Predict_and_evaluate_say_of_the_onnx_file_what_they_say_of_the_model(string classifier, string method)
    {
        Train(classifier, method);
        var rows = Cards("new.csv", 5);
        foreach (var more in (string[][])[[], ["--prior", "balanced"], ["--threshold", "0.3"], ["--keep", "id"]])
        {
            var (expected, found) = (CommandRun.Of(["predict", Model, rows, .. more]), CommandRun.Of(["predict", Onnx, rows, .. more]));
            Assert.True(found.ExitCode == 0, found.Error);
            var (first, second) = (Lines(expected), Lines(found));
            Assert.Equal(first.Length, second.Length);
            Assert.Equal(201, first.Length);
            foreach (var (line, other) in first.Zip(second).Skip(1))
            {
                Assert.Equal(line[..^3], other[..^3]);
                Assert.Equal(Number(line), Number(other), 3e-6);
            }

            // Notes on missing values and unknown categories are the same.
            Assert.Contains("column 'amount' has no value in", found.Error, StringComparison.Ordinal);
            Assert.Contains("that training did not know ('zz')", found.Error, StringComparison.Ordinal);
            Assert.Equal(expected.Error, found.Error);
        }

        var (measured, measuredOnnx) = (Metrics(Model, rows), Metrics(Onnx, rows));
        Assert.Equal(measured["macro_f1"], measuredOnnx["macro_f1"], 1e-9);
        Assert.Equal(measured["auroc"], measuredOnnx["auroc"], 1e-9);
    }

    [Fact]
    public void Priors_inside_the_file_and_those_of_the_command_line_add_up()
    {
        Train("logistic", "none", "--prior", "balanced");
        var rows = Cards("new.csv", 5);
        var (balanced, plain) = (CommandRun.Of("predict", Model, rows, "--prior", "balanced"), CommandRun.Of("predict", Onnx, rows));
        Assert.All(Lines(balanced).Zip(Lines(plain)).Skip(1), l => Assert.Equal(Number(l.First), Number(l.Second), 3e-6));
        var (other, again) = (CommandRun.Of("predict", Model, rows, "--prior", "0.9/0.1"),
            CommandRun.Of("predict", Onnx, rows, "--prior", "0.9/0.1"));
        Assert.All(Lines(other).Zip(Lines(again)).Skip(1), l => Assert.Equal(Number(l.First), Number(l.Second), 3e-6));
    }

    [Fact]
    public void A_table_is_read_as_in_training()
    {
        var train = _folder.Write("comma.csv", File.ReadAllText(Cards()).Replace(',', ';').Replace('.', ','));
        var run = CommandRun.Of("train", train, "--target", "fraud", "--exclude", "id", "--classifier", "logistic", "--decimal", ",",
            "--out", Model, "--bootstrap", "0");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(0, CommandRun.Of("export", Model, "--to", "onnx", "--out", Onnx).ExitCode);
        var found = CommandRun.Of("predict", Onnx, train);
        Assert.True(found.ExitCode == 0, found.Error);
        Assert.All(Lines(CommandRun.Of("predict", Model, train)).Zip(Lines(found)).Skip(1),
            l => Assert.Equal(Number(l.First), Number(l.Second), 3e-6));
    }

    [Fact]
    public void Files_that_do_not_say_what_a_row_is_are_refused_by_what_they_lack()
    {
        Train("logistic", "none");
        var rows = Cards("new.csv", 5);
        void Without(params string[] names)
        {
            var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Onnx));
            foreach (var entry in model.MetadataProps.Where(m => names.Contains(m.Key)).ToArray()) model.MetadataProps.Remove(entry);
            File.WriteAllBytes(_folder.File("less.onnx"), model.ToByteArray());
        }

        Without("columns");
        foreach (var verb in (string[])["predict", "evaluate"])
            Refused("lacks the metadata 'columns', which say what a row is", verb, _folder.File("less.onnx"), rows);
        Without("columns", "classes", "numbers", "names");
        Refused("takes rows of a table, and lacks the metadata 'classes' and 'columns'", "predict", _folder.File("less.onnx"), rows);
        File.WriteAllBytes(_folder.File("torn.onnx"), File.ReadAllBytes(Onnx)[..^40]);
        Assert.Equal(2, CommandRun.Of("predict", _folder.File("torn.onnx"), rows).ExitCode);
        Refused("is an ONNX file, which predict, evaluate and serve take", "export", Onnx, "--to", "c", "--out", _folder.File("c"));
        Refused("'amount' (the nearest name in the file is 'amout')", "predict", Onnx,
            _folder.Write("renamed.csv", File.ReadAllText(rows).Replace("amount", "amout", StringComparison.Ordinal)));
        Refused("there is no model", "predict", _folder.File("nothing.onnx"), rows);
    }

    private void Train(string classifier, string method, params string[] export)
    {
        var run = CommandRun.Of("train", Cards(), "--target", "fraud", "--exclude", "id", "--classifier", classifier, "--method", method,
            "--out", Model, "--bootstrap", "0");
        Assert.True(run.ExitCode == 0, run.Error);
        run = CommandRun.Of(["export", Model, "--to", "onnx", "--out", Onnx, .. export]);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private static void Refused(string expected, params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.True(run.ExitCode == 2, $"{run.ExitCode}: {run.Error}");
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    private static string[][] Lines(ProgramRun run) => [.. run.Output.TrimEnd().Split('\n').Select(l => l.Split(','))];

    private static double Number(string[] line) => double.Parse(line[^1], CultureInfo.InvariantCulture);

    private static Dictionary<string, double> Metrics(string model, string rows)
    {
        var run = CommandRun.Of("evaluate", model, rows, "--bootstrap", "0", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement.GetProperty("metrics").EnumerateArray()
            .Where(m => m.GetProperty("value").ValueKind == JsonValueKind.Number)
            .ToDictionary(m => m.GetProperty("name").GetString()!, m => m.GetProperty("value").GetDouble());
    }

    /// <summary>Two hundred payments, a fifth of them fraud; a few have no amount or country, and some come from a country of their own.
    /// </summary>
    private string Cards(string name = "cards.csv", ulong seed = 1)
    {
        var random = new RandomStream(seed, "cards");
        string[] countries = ["de", "fr", "us", seed == 1 ? "us" : "zz", ""];
        var lines = Enumerable.Range(0, 200).Select(i =>
        {
            var fraud = i % 5 == 0;
            var amount = Math.Exp(random.NextNormal() + (fraud ? 1.5 : 0));
            var country = countries[(int)(random.NextDouble() * 5)];
            var known = i % 17 == 3 ? "" : amount.ToString("F2", CultureInfo.InvariantCulture);
            return string.Create(CultureInfo.InvariantCulture,
                $"card {i},{known},{(random.NextDouble() < 0.4 ? 1 : 0)},{country},{(fraud ? "yes" : "no")}");
        });
        return _folder.Write(name, "id,amount,night,country,fraud\n" + string.Join('\n', lines) + "\n");
    }
}

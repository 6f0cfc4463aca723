using System.Text.Json;
using Counterpoise.Torch.Files;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Models;

namespace Counterpoise.Tests.Cli;

public sealed class ModelVerbsTests(TrainedModel model) : IClassFixture<TrainedModel>
{
    [Fact]
    public void Predict_writes_a_row_per_image_with_a_probability_per_class()
    {
        var run = CommandRun.Of("predict", model.Run, Path.Combine(model.Data, "red", "000.png"), Path.Combine(model.Data, "blue"),
            "--threads", "1");
        Assert.True(run.ExitCode == 0, run.Error);
        var rows = run.Output.TrimEnd().Split('\n').Select(l => l.Split(',')).ToArray();
        Assert.Equal(["image", "class", "probability", "p_blue", "p_green", "p_red"], rows[0]);
        Assert.Equal(1 + 1 + 8, rows.Length);
        Assert.EndsWith("red/000.png", rows[1][0]);
        Assert.All(rows.Skip(1), row =>
        {
            var probabilities = row[3..].Select(p => double.Parse(p, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(1, probabilities.Sum(), 1e-5);
            Assert.Equal(TinyImages.Classes[Array.IndexOf(probabilities, probabilities.Max())], row[1]);
        });
    }

    [Fact]
    public void Predictions_do_not_depend_on_the_batch_and_come_as_json_to_a_file_on_request()
    {
        var file = model.File("predictions.json");
        var one = CommandRun.Of("predict", Path.Combine(model.Run, "checkpoints", "best.safetensors"), Path.Combine(model.Data, "green"),
            "--batch-size", "1", "--out", file);
        Assert.True(one.ExitCode == 0, one.Error);
        Assert.Empty(one.Output);
        var many = JsonDocument.Parse(CommandRun.Of("predict", model.Run, Path.Combine(model.Data, "green"), "--json").Output).RootElement;
        var written = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
        Assert.Equal(12, many.GetProperty("images").GetArrayLength());
        Assert.Equal(TinyImages.Classes, many.GetProperty("classes").EnumerateArray().Select(c => c.GetString()));
        foreach (var (a, b) in many.GetProperty("images").EnumerateArray().Zip(written.GetProperty("images").EnumerateArray()))
        {
            Assert.Equal(a.GetProperty("probabilities").GetProperty("red").GetDouble(),
                b.GetProperty("probabilities").GetProperty("red").GetDouble(), 1e-4);
        }
    }

    [Fact]
    public void Embeddings_and_what_the_network_looked_at_are_written_for_each_image()
    {
        var (blue, npy, csv, pictures) = (Path.Combine(model.Data, "blue"), model.File("e.npy"), model.File("e.csv"), model.File("looked"));
        var run = CommandRun.Of("predict", model.Run, blue, "--embeddings", npy, "--grad-cam", pictures, "--threads", "1");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(0, CommandRun.Of("predict", model.Run, blue, "--embeddings", csv, "--threads", "1", "--batch-size", "3").ExitCode);
        using var rows = NpyFile.Load(npy);
        var lines = File.ReadAllLines(csv);
        Assert.Equal((8, lines[0].Split(',').Length - 1), ((int)rows.shape[0], (int)rows.shape[1]));
        Assert.Equal(9, lines.Length);
        for (var i = 0; i < 8; i++)
        {
            var cells = lines[i + 1].Split(',');
            Assert.EndsWith($"blue/{i:000}.png", cells[0]);
            var written = cells[1..].Select(c => float.Parse(c, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            Assert.All(written.Zip(rows[i].data<float>().ToArray()), p => Assert.Equal(p.First, p.Second, 1e-3));
        }

        var files = Directory.GetFiles(pictures).Order(StringComparer.Ordinal).ToArray();
        var predicted = run.Output.TrimEnd().Split('\n')[1..].Select(l => l.Split(',')[1]).ToArray();
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"{i + 1:000000}-{predicted[i]}-{i:000}.png"), files.Select(Path.GetFileName));
        using var classifier = ImageClassifier.Load(Path.Combine(model.Run, "checkpoints", "best.safetensors"));
        var picture = ImageCodec.Decode(File.ReadAllBytes(files[0]));
        Assert.Equal((2 * classifier.Card.ImageSize, classifier.Card.ImageSize), (picture.Width, picture.Height));
        Assert.Contains("expected a file that ends in .npy or .csv", CommandRun.Of("predict", model.Run, blue, "--embeddings",
            model.File("e.bin")).Error);
    }

    [Fact]
    public void An_unreadable_image_is_named_and_counted_or_ends_the_work_by_choice()
    {
        Directory.CreateDirectory(model.File("mixed"));
        File.Copy(Path.Combine(model.Data, "red", "001.png"), model.File("mixed/good.png"), overwrite: true);
        File.WriteAllText(model.File("mixed/torn.jpg"), "no image");
        var skipped = CommandRun.Of("predict", model.Run, model.File("mixed"));
        Assert.Equal(0, skipped.ExitCode);
        Assert.Equal(2, skipped.Output.TrimEnd().Split('\n').Length);
        Assert.Contains("torn.jpg", skipped.Error);
        Assert.Contains("1 of 2 images left out", skipped.Error);

        var fatal = CommandRun.Of("predict", model.Run, model.File("mixed"), "--unreadable", "fatal");
        Assert.Equal(2, fatal.ExitCode);
        Assert.Contains("torn.jpg", fatal.Error);
        Assert.Empty(fatal.Output);

        var none = CommandRun.Of("predict", model.Run, model.File("mixed/torn.jpg"));
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("none of the 1 images can be read", none.Error);
    }

    [Theory]
    [InlineData("--expect-classes", "blue,green", "knows the classes blue, green, red; expected were blue, green")]
    [InlineData("--expect-classes", "red,green,blue", "in the model's order")]
    [InlineData("--expect-architecture", "mobilenet-v3-large", "is a mobilenet-v3-small, mobilenet-v3-large was expected")]
    public void Predict_refuses_a_model_that_is_not_the_one_expected(string option, string value, string message)
    {
        var run = CommandRun.Of("predict", model.Run, model.Data, option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Predict_refuses_what_is_no_model_and_says_what_is()
    {
        string Refusal(string path)
        {
            var run = CommandRun.Of("predict", path, model.Data);
            Assert.Equal(2, run.ExitCode);
            return run.Error;
        }

        var weights = SafetensorsFile.Load(Path.Combine(model.Run, "checkpoints", "best.safetensors"));
        SafetensorsFile.Save(model.File("bare.safetensors"), weights);
        Assert.Contains("not the weights of a trained classifier", Refusal(model.File("bare.safetensors")));
        SafetensorsFile.Save(model.File("other.safetensors"), weights,
            new ModelCard { Architecture = "mobilenet-v3-large", ClassNames = TinyImages.Classes, ImageSize = 32 }.ToMetadata());
        Assert.Contains("do not fit their description (mobilenet-v3-large, 3 classes)", Refusal(model.File("other.safetensors")));
        File.WriteAllBytes(model.File("torn.safetensors"), File.ReadAllBytes(Path.Combine(model.Run, "checkpoints", "best.safetensors"))[
            ..5000]);
        Assert.Contains("torn.safetensors", Refusal(model.File("torn.safetensors")));
        Assert.Contains("no run's folder", Refusal(model.Data));
        Assert.Contains("there is no model", Refusal(model.File("nothing")));
    }

    [Fact]
    public void Evaluate_measures_the_test_part_that_training_held_back_and_gives_its_figures()
    {
        var run = CommandRun.Of("evaluate", model.Run, "--data", model.Data, "--bootstrap", "0", "--batch-size", "16", "--threads", "1");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("12 images of data (test split)", run.Error);
        Assert.Equal(model.Output, run.Output);

        var all = CommandRun.Of("evaluate", model.Run, "--data", model.Data, "--split", "all", "--bootstrap", "20", "--json");
        Assert.Equal(60, JsonDocument.Parse(all.Output).RootElement.GetProperty("rowCount").GetInt32());
    }

    [Fact]
    public void Evaluate_refuses_a_split_that_is_not_the_runs_and_data_of_other_classes()
    {
        var seed = CommandRun.Of("evaluate", model.Run, "--data", model.Data, "--seed", "1");
        Assert.Equal(2, seed.ExitCode);
        Assert.Contains("does not draw the split of", seed.Error);

        var strange = TinyImages.Write(model.File("strange"));
        Directory.Move(Path.Combine(strange, "red"), Path.Combine(strange, "violet"));
        var classes = CommandRun.Of("evaluate", model.Run, "--data", strange, "--split", "all");
        Assert.Equal(2, classes.ExitCode);
        Assert.Contains("violet", classes.Error);
        Assert.Contains("was trained on blue, green, red", classes.Error);

        // A batch without one of the classes is no mistake.
        var fewer = CommandRun.Of("evaluate", model.Run, "--data", model.Data, "--classes", "red,green", "--split", "all", "--bootstrap",
            "0", "--json");
        Assert.True(fewer.ExitCode == 0, fewer.Error);
        Assert.Equal(52, JsonDocument.Parse(fewer.Output).RootElement.GetProperty("rowCount").GetInt32());

        var order = CommandRun.Of("evaluate", model.Run, "--data", model.Data, "--classes", "red,green,blue", "--split", "all",
            "--bootstrap", "0", "--json");
        Assert.Equal(TinyImages.Classes, JsonDocument.Parse(order.Output).RootElement.GetProperty("classes").EnumerateArray()
            .Select(c => c.GetProperty("name").GetString()));
        Assert.Contains("--data", CommandRun.Of("evaluate", model.Run).Error);
    }

    [Fact]
    public void Report_writes_a_runs_page_again()
    {
        var into = model.File("again.html");
        var run = CommandRun.Of("report", model.Run, "--out", into);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(into, run.Output.Trim());
        Assert.Equal(File.ReadAllText(Path.Combine(model.Run, "report.html")), File.ReadAllText(into));
        Assert.Contains("folder of no comparison and no run", CommandRun.Of("report", model.Data).Error);
    }
}

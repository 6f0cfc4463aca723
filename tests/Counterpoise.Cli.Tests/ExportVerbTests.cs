using System.Globalization;
using System.Text.Json;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Models;
using Counterpoise.Workflows.Images;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Counterpoise.Tests.Cli;

public sealed class ExportVerbTests(TrainedModel model) : IClassFixture<TrainedModel>
{
    [Fact]
    public void An_onnx_file_gives_the_probabilities_of_predict()
    {
        var file = model.File("model.onnx");
        var run = CommandRun.Of("export", model.Run, "--to", "onnx", "--out", file);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(file, run.Output.TrimEnd());
        using var session = new InferenceSession(file);
        Assert.Equal("""["blue","green","red"]""", session.ModelMetadata.CustomMetadataMap["classes"]);
        var image = Path.Combine(model.Data, "red", "000.png");   // image 20: after 8 blue and 12 green
        var expected = CommandRun.Of("predict", model.Run, image).Output.TrimEnd().Split('\n')[1].Split(',')[3..]
            .Select(p => double.Parse(p, CultureInfo.InvariantCulture));
        Assert.All(Run(session, 20).Zip(expected), p => Assert.Equal(p.Second, p.First, 1e-4));
    }

    [Fact]
    public void Predict_takes_the_onnx_file_and_says_the_same()
    {
        var file = model.File("predicted.onnx");
        Assert.Equal(0, CommandRun.Of("export", model.Run, "--to", "onnx", "--out", file).ExitCode);
        double[][] Of(string name)
        {
            var run = CommandRun.Of("predict", name, model.Data);
            Assert.True(run.ExitCode == 0, run.Error);
            return [.. run.Output.TrimEnd().Split('\n').Skip(1).Select(l =>
                l.Split(',')[3..].Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray())];
        }

        var (ours, theirs) = (Of(model.Run), Of(file));
        Assert.Equal(ours.Length, theirs.Length);
        Assert.All(ours.Zip(theirs), r => Assert.All(r.First.Zip(r.Second), p => Assert.Equal(p.First, p.Second, 1e-4)));
        // How the model was trained travels with the file: this one's probabilities go by no class priors.
        Assert.Contains("would be corrected twice", CommandRun.Of("predict", file, model.Data, "--prior", "balanced").Error);
        Assert.Contains("is for the own engine", CommandRun.Of("predict", file, model.Data, "--bf16").Error);
        Assert.Contains("expected were a, b", CommandRun.Of("predict", file, model.Data, "--expect-classes", "a,b").Error);
        Assert.Equal(2, CommandRun.Of("predict", model.File("nothing.onnx"), model.Data).ExitCode);
    }

    [Fact]
    public void Int8_comes_as_onnx_and_as_c_with_recalls_before_and_after()
    {
        var file = model.File("int8.onnx");
        var run = CommandRun.Of("export", model.Run, "--to", "onnx-int8", "--data", model.Data, "--per-class", "4", "--out", file);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("keep their class in int8", run.Error);
        Assert.Contains("(minority class)", run.Error);
        using (var session = new InferenceSession(file)) Assert.Equal(1, Run(session, 0).Sum(), 1e-3);

        var folder = model.File("device");
        var c = CommandRun.Of("export", model.Run, "--to", "c", "--name", "detector", "--data", model.Data, "--out", folder, "--json");
        Assert.True(c.ExitCode == 0, c.Error);
        var root = JsonDocument.Parse(c.Output).RootElement;
        Assert.Equal(["detector.c", "detector.h", "detector_test.c"],
            root.GetProperty("files").EnumerateArray().Select(f => Path.GetFileName(f.GetString())).Order());
        Assert.True(root.GetProperty("cost").GetProperty("arenaBytes").GetInt32() > 0);
        Assert.Equal(3, root.GetProperty("audit").GetProperty("recallAfter").GetArrayLength());
        Assert.Contains("/* output 2: red */", File.ReadAllText(Path.Combine(folder, "detector.h")));
    }

    [Fact]
    public void A_network_is_trained_on_with_int8_in_view_before_it_is_written()
    {
        var file = model.File("aware.onnx");
        string[] line = ["export", model.Run, "--to", "onnx-int8", "--data", model.Data, "--per-class", "4", "--out", file,
            "--quantization-aware", "1", "--rate", "1e-6"];
        var run = CommandRun.Of(line);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("recall before, in int8 without the training and after", run.Error);
        Assert.Contains("on validation", run.Error);
        using (var session = new InferenceSession(file)) Assert.Equal(1, Run(session, 0).Sum(), 1e-3);
        var aware = JsonDocument.Parse(CommandRun.Of([.. line, "--json"]).Output).RootElement.GetProperty("quantizationAware");
        Assert.True(aware.GetProperty("after").GetDouble() <= aware.GetProperty("before").GetDouble());
    }

    [Theory]
    [InlineData("c", "int8 takes ranges from images", "")]
    [InlineData("onnx", "is for int8", "--quantization-aware")]
    [InlineData("c", "is for --quantization-aware", "--rate")]
    [InlineData("onnx", "is for int8", "--per-class")]
    [InlineData("onnx-int8", "is for --to c", "--name")]
    public void What_does_not_fit_is_refused_and_nothing_is_written(string format, string message, string option)
    {
        var file = model.File($"refused-{format}");
        string[] more = option.Length == 0 ? [] : [option, option == "--name" ? "x" : "3"];
        var run = CommandRun.Of(["export", model.Run, "--to", format, "--out", file, .. more]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.False(Path.Exists(file));
    }

    private float[] Run(InferenceSession session, int place)
    {
        using var classifier = ImageClassifier.Load(Path.Combine(model.Run, "checkpoints", "best.safetensors"));
        var dataset = new ImageData(new ImageDataOptions { Path = model.Data }, null).Find(TinyImages.Classes);
        var bytes = new Normalization([0, 0, 0], [1 / 255.0, 1 / 255.0, 1 / 255.0]);
        var loader = new ImageLoader(dataset.Subset([place]), classifier.Evaluation, new ImageLoaderOptions { Normalization = bytes });
        using var batch = loader.Load(ImageLoader.InOrder(1, 1), 0).Single();
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("input",
            new DenseTensor<float>(batch.Pixels.ToArray(), [1, 3, batch.Size, batch.Size]))]);
        return [.. results[0].AsEnumerable<float>()];
    }
}

using System.Globalization;
using Counterpoise.Experiments;
using Counterpoise.TableModels;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Features;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Mixtures;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.Tables;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Counterpoise.Tests.Cli;

/// <summary>Models on frozen features as one ONNX file, which says what the model says.</summary>
public sealed class FeatureExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _images;

    public FeatureExportTests() => _images = TinyImages.Write(_folder.File("images"));

    private string Model => _folder.File("m.cpm");

    private string Onnx => _folder.File("m.onnx");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("logistic", "none")]
    [InlineData("logistic", "threshold")]
    [InlineData("balanced-forest", "threshold")]
    [InlineData("boosting", "post-hoc-la")]
    public void A_classifier_on_a_network_is_written_with_its_network_and_its_decision(string classifier, string method)
    {
        Train(classifier, method, ["blue", "red"], Network(3));
        Export();
        Same();
        using var session = new InferenceSession(Onnx);
        Assert.Equal(method.Contains("threshold", StringComparison.Ordinal) ? "2" : "1",
            session.ModelMetadata.CustomMetadataMap["counterpoise.format"]);
        // What the graph decides is what predict decides.
        var predicted = Lines(CommandRun.Of("predict", Model, _images, "--format", "csv"));
        foreach (var line in predicted.Skip(1).Where((_, i) => i % 9 == 0))
        {
            Assert.Equal(line[1], Decided(session, line[0], ["blue", "red"]));
        }
    }

    [Fact]
    public void More_classes_are_decided_by_weights()
    {
        Train("logistic", "threshold", [], Network(3));
        Export();
        Same();
        using var session = new InferenceSession(Onnx);
        Assert.True(session.ModelMetadata.CustomMetadataMap.ContainsKey("weights"));
    }

    [Fact]
    public void Evaluate_measures_the_file_under_its_own_decision_and_other_verbs_say_what_they_take()
    {
        Train("balanced-forest", "threshold", ["blue", "red"], Network(3));
        Export();
        string Measured(string model, params string[] more)
        {
            var run = CommandRun.Of(["evaluate", model, _images, "--classes", "blue,red", "--split", "all", "--bootstrap", "0", .. more]);
            Assert.True(run.ExitCode == 0, run.Error);
            return run.Output;
        }

        Assert.Equal(Measured(Model), Measured(Onnx));
        // The decision is another than that of the most probable class.
        using (var model = FeatureModel.Load(Model, FeatureModelFile.Codecs))
            Assert.NotEqual(0.5, model.TableModel!.Card.Decision!.Threshold!.Value, 0.05);
        Assert.Contains("is an ONNX file, which predict, evaluate and serve take",
            CommandRun.Of("export", Onnx, "--to", "onnx", "--out", _folder.File("again.onnx")).Error, StringComparison.Ordinal);
        Assert.Contains("leave bfloat16 out", CommandRun.Of("evaluate", Onnx, _images, "--bf16").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_priors_are_inside_the_file()
    {
        Train("logistic", "threshold", ["blue", "red"], Network(3));
        Export("--prior", "0.4/0.6");
        var (expected, found) = (Lines(CommandRun.Of("predict", Model, _images, "--prior", "0.4/0.6", "--format", "csv")),
            Lines(CommandRun.Of("predict", Onnx, _images, "--format", "csv")));
        Near(expected, found);
        Assert.Contains("--prior", CommandRun.Of("predict", Onnx, _images, "--prior", "balanced").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Probability", "0")]
    [InlineData("Probability", "30")]
    [InlineData("Logit", "30")]
    public void A_mixture_of_networks_is_written_with_its_gate(string space, string refinement)
    {
        var run = CommandRun.Of("mixture", _images, "--experts", $"{Network(3)},{Network(5, "mobilenet-v3-small")}", "--seeds", "1",
            "--gate-epochs", "40", "--refinement-epochs", refinement, "--space", space, "--model", Model);
        Assert.True(run.ExitCode == 0, run.Error);
        Export();
        Same();
    }

    [Fact]
    public void Prototypes_are_written()
    {
        Directory.CreateDirectory(Path.Combine(_images, "white"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_images, "blue")))
        {
            File.Copy(file, Path.Combine(_images, "white", Path.GetFileName(file)));
        }

        var run = CommandRun.Of("fewshot", _images, "--network", Network(3), "--base-classes", "blue,green", "--draws", "2", "--shots", "2",
            "--queries", "3", "--steps", "3", "--model", Model);
        Assert.True(run.ExitCode == 0, run.Error);
        Export();
        Same();
    }

    [Fact]
    public void The_network_of_the_package_is_written()
    {
        Assert.SkipUnless(PackagedResNet18.IsAvailable, "needs the package Microsoft.ML.DnnImageFeaturizer.ResNet18");
        Train("logistic", "threshold", ["blue", "green"], "resnet-18-packaged");
        Export();
        Same();
    }

    [Fact]
    public void What_cannot_be_written_is_refused_by_the_name_of_the_part()
    {
        void Refused(string expected, params string[] more)
        {
            var run = CommandRun.Of(["export", Model, .. more.Length > 0 ? more : ["--to", "onnx"], "--out", Onnx]);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains(expected, run.Error, StringComparison.Ordinal);
            Assert.False(Path.Exists(Onnx));
        }

        var mixture = CommandRun.Of("mixture", _images, "--experts", $"pixels,{Network(3)}", "--seeds", "1", "--gate-epochs", "1",
            "--refinement-epochs", "0", "--model", Model);
        Assert.True(mixture.ExitCode == 0, mixture.Error);
        Refused("expert 'pixels' sees the whole image, squashed");
        Train("knn", "none", ["blue", "red"], Network(3));
        Refused("expert 'small-cnn': ");
        Refused("is written as onnx alone", "--to", "c");
        Refused("is written as onnx alone", "--to", "onnx-int8");
        Train("logistic", "none", ["blue", "red"], Network(3, "efficientnet-b0"));
        Refused("the network of expert 'efficientnet-b0': EfficientNet has layers that cannot be written");
        Refused("serve and predict take it as it is");
    }

    private void Train(string classifier, string method, string[] classes, string network)
    {
        var features = ImageFeatureTable.Read(new ImageDataOptions { Path = _images, Classes = classes }, network, includesTest: true,
            cancellationToken: TestContext.Current.CancellationToken);
        using var model = TableModelTraining.Run(features.Table, new TableModelOptions
        {
            Method = TableMethod.Parse(method), Learner = TableLearners.All.Single(l => l.Name == classifier), InnerFolds = 2,
        });
        features.Save(model, Model);
    }

    private void Export(params string[] more)
    {
        var run = CommandRun.Of(["export", Model, "--to", "onnx", "--out", Onnx, .. more]);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private void Same() => Near(Lines(CommandRun.Of("predict", Model, _images, "--format", "csv")),
        Lines(CommandRun.Of("predict", Onnx, _images, "--format", "csv")));

    /// <summary>The same images and classes, and probabilities that differ by at most 1e-5, beside what six decimals round.</summary>
    private static void Near(string[][] expected, string[][] found)
    {
        Assert.Equal(expected[0], found[0]);
        Assert.Equal(expected.Select(l => (l[0], l[1])), found.Select(l => (l[0], l[1])));
        Assert.True(expected.Length > 40, $"{expected.Length} lines");
        Assert.All(expected.Zip(found).Skip(1), lines => Assert.All(lines.First[2..].Zip(lines.Second[2..]), p => Assert.Equal(
            double.Parse(p.First, CultureInfo.InvariantCulture), double.Parse(p.Second, CultureInfo.InvariantCulture), 1.1e-5)));
    }

    private static string[][] Lines(ProgramRun run)
    {
        Assert.True(run.ExitCode == 0, run.Error);
        return [.. run.Output.TrimEnd('\n').Split('\n').Select(l => l.Split(','))];
    }

    /// <summary>The class that the graph itself gives.</summary>
    private static string Decided(InferenceSession session, string image, string[] classes)
    {
        var dataset = ImageFiles.Open([image], new ImageFolderOptions(), new ImageManifestOptions(), null);
        var loader = new ImageLoader(dataset, new AugmentationPipeline(AugmentationOptions.Evaluation(224, CropRule.Center)),
            new ImageLoaderOptions { Normalization = Normalization.ZeroTo255 });
        using var batch = loader.Load(ImageLoader.InOrder(1, 1), 0).Single();
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("input",
            new DenseTensor<float>(batch.Pixels.ToArray(), [1, 3, batch.Size, batch.Size]))], ["class"]);
        return classes[results[0].AsEnumerable<long>().Single()];
    }

    private string Network(ulong seed, string architecture = "small-cnn")
    {
        var path = _folder.File($"{architecture}-{seed}.safetensors");
        if (!File.Exists(path))
        {
            using var scope = torch.NewDisposeScope();
            using var classifier = ImageClassifier.Create(new ModelCard { Architecture = architecture, ClassNames = ["a", "b"],
                ImageSize = 224 }, seed);
            SafetensorsFile.Save(path, classifier.Network.StateDict());
        }

        return $"{architecture}={path}";
    }
}

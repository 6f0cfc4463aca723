using Counterpoise.Learning.Prediction;
using Counterpoise.Tests;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Backbones;

/// <summary>The published CIFAR ResNets and the pictures they are tested on.</summary>
internal static class CifarResNets
{
    private static readonly string[] s_classes = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    public static ImageClassifier Load(string architecture, string file)
    {
        var path = Repository.Data($"backbones/cifar-resnets/{file}");
        var classifier = ImageClassifier.Create(new ModelCard { Architecture = architecture, ClassNames = s_classes, ImageSize = 32,
            Crop = CropRule.Squash }, seed: 1);
        var taken = classifier.LoadPretrained(path);

        // All but the counts of batches, which files of that age lack.
        Assert.Equal(classifier.Network.StateDict().Keys.Count(k => !k.EndsWith("num_batches_tracked", StringComparison.Ordinal)), taken);
        classifier.Network.Eval();
        return classifier;
    }

    /// <summary>Test pictures of the JPEG copy of CIFAR-10, evenly over all.</summary>
    public static ImageDataset Pictures(int count)
    {
        var all = ImageArchive.Load(Repository.Data("cifar10-jpeg.tar"));
        var test = Enumerable.Range(0, all.Count).Where(i => all.Samples[i].Split == DatasetSplit.Test).ToArray();
        return all.Subset([.. Enumerable.Range(0, count).Select(i => test[(int)((long)i * test.Length / count)])]);
    }

    public static double Accuracy(string architecture, string file, ImageDataset pictures)
    {
        using var classifier = Load(architecture, file);
        var source = new ImageBatchSource(pictures, classifier.Evaluation,
            new ImageLoaderOptions { Normalization = classifier.Normalization });
        var found = Predictor.Run(classifier.Network, source, batchSize: 100);
        var classes = s_classes.Length;
        return Enumerable.Range(0, pictures.Count).Average(i =>
        {
            var row = found.Probabilities.AsSpan(i * classes, classes);
            return System.Numerics.Tensors.TensorPrimitives.IndexOfMax<double>(row) == found.Labels[i] ? 1.0 : 0;
        });
    }
}

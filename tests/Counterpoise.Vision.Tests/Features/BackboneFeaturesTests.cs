using Counterpoise.Torch;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Features;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Tests.Features;

public sealed class BackboneFeaturesTests
{
    [Theory]
    [InlineData("efficientnet-b0", 1280)]
    [InlineData("small-cnn", 64)]
    public void Features_are_those_of_the_network_in_eval_mode_and_are_named_by_the_files_content(string name, int width)
    {
        using var scope = torch.NewDisposeScope();
        using var folder = new Counterpoise.Tests.TemporaryFolder();
        var path = folder.File("weights.safetensors");
        var card = new ModelCard { Architecture = name, ClassNames = ["a", "b"], ImageSize = 32 };
        using var classifier = ImageClassifier.Create(card, seed: 5, new ImageClassifierOptions { EmbeddingLayer = EmbeddingLayer.Pooled });
        SafetensorsFile.Save(path, classifier.Network.StateDict());
        classifier.Network.Eval();
        using var network = BackboneFeatures.Load(name, path, imageSize: 32);
        Assert.Equal(width, network.FeatureCount);
        Assert.StartsWith(name + "-", network.Name);
        var image = new RgbImage(32, 32);
        new Random(1).NextBytes(image.Pixels);
        var features = new float[width];
        network.Extract(image, features);
        var planes = new float[3 * 32 * 32];
        classifier.Normalization.Write(image, planes);
        using var guard = torch.no_grad();
        var expected = classifier.Network.Forward(Tensor.FromArray(planes, 1, 3, 32, 32).Contiguous(MemoryFormat.ChannelsLast))
            .Embedding.ToArray<float>();
        Assert.Equal(expected, features);
        Assert.Contains(expected, value => value != 0);
        Assert.Throws<ArgumentException>(() => network.Extract(new RgbImage(30, 32), features));
        Assert.Throws<ArgumentException>(() => network.Extract(image, new float[3]));
    }

    [Fact]
    public void Weights_of_another_network_are_refused_by_name()
    {
        using var scope = torch.NewDisposeScope();
        using var folder = new Counterpoise.Tests.TemporaryFolder();
        var path = folder.File("weights.safetensors");
        var card = new ModelCard { Architecture = "small-cnn", ClassNames = ["a", "b"], ImageSize = 32 };
        using var classifier = ImageClassifier.Create(card, seed: 5);
        SafetensorsFile.Save(path, classifier.Network.StateDict());
        Assert.Contains("cifar-resnet-20", Assert.Throws<InvalidDataException>(() => BackboneFeatures.Load("cifar-resnet-20", path, 32))
            .Message);
        Assert.Throws<ArgumentException>(() => BackboneFeatures.Source("no-such-net", path));
    }
}

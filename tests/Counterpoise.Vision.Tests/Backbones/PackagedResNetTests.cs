using Counterpoise.Tests;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Features;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Tests.Backbones;

public sealed class PackagedResNetTests
{
    private const int Side = 224;

    private static readonly ModelCard s_card = new() { Architecture = "resnet-18-packaged", ClassNames = ["a", "b"], ImageSize = Side };

    [Fact]
    public void Its_features_are_those_that_ONNX_Runtime_computes()
    {
        Assert.SkipUnless(PackagedResNet18.IsAvailable, "needs the package Microsoft.ML.DnnImageFeaturizer.ResNet18");
        var picture = new RgbImage();
        new Resizer().Resize(ImageCodec.Decode(File.ReadAllBytes(Repository.Data("backbones/cat.bmp"))), Side, Side, picture);
        var expected = new float[512];
        using (var packaged = new PackagedResNet18())
        {
            packaged.Extract(picture, expected);
        }

        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        using var classifier = ImageClassifier.Create(s_card, seed: 1,
            new ImageClassifierOptions { EmbeddingLayer = EmbeddingLayer.Pooled });
        var taken = classifier.LoadPretrained(ImageArchitecture.Named(s_card.Architecture).FindPackagedWeights!());

        // 22 convolutions, 22 batch norms of four tensors, the mean image.
        Assert.Equal((5 * 22) + 1, taken);
        classifier.Network.Eval();
        var pixels = new float[3 * Side * Side];
        classifier.Normalization.Write(picture, pixels);
        var found = classifier.Network.Forward(Tensor.FromArray(pixels, 1, 3, Side, Side)).Embedding.ToArray<float>();
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 2e-4f));
    }

    [Fact]
    public void Images_of_another_size_see_the_mean_image_resized()
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        using var classifier = ImageClassifier.Create(s_card with { WidthMultiplier = 0.25 }, seed: 1);
        classifier.Network.Eval();
        Assert.Equal([2L, 2], classifier.Network.Forward(Tensor.Zeros(2, 3, 96, 96)).Logits.Shape);
    }

    [Fact]
    public void A_file_of_another_network_is_refused()
    {
        Assert.SkipUnless(PackagedResNet18.IsAvailable, "needs the package Microsoft.ML.DnnImageFeaturizer.ResNet18");
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "damaged.onnx");
        File.WriteAllBytes(path, [0x3A, 0xFF, 0xFF, 0x7F, 1, 2, 3]);
        using var classifier = ImageClassifier.Create(s_card with { WidthMultiplier = 0.25 }, seed: 1);
        Assert.Contains("no ONNX network", Assert.Throws<InvalidDataException>(() => classifier.LoadPretrained(path)).Message);
    }
}

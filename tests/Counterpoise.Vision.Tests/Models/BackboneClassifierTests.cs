using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Backbones;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Tests.Models;

public sealed class BackboneClassifierTests
{
    private static readonly MobileNetV3Options s_options = new() { Classes = 3, WidthMultiplier = 0.35 };

    [Fact]
    public void The_keys_of_its_weights_are_the_backbones_own()
    {
        using var scope = torch.NewDisposeScope();
        using var backbone = MobileNetV3.Small(s_options).Initialize(1);
        using var classifier = new BackboneClassifier(MobileNetV3.Small(s_options), "small").Initialize(1);
        Assert.Equal(backbone.StateDict().Keys, classifier.StateDict().Keys);
        Assert.Contains("classifier.3.weight", classifier.StateDict().Keys);
    }

    [Theory]
    [InlineData(EmbeddingLayer.Penultimate)]
    [InlineData(EmbeddingLayer.Pooled)]
    public void The_embedding_is_that_of_the_layer_asked_for_and_the_logits_do_not_depend_on_it(EmbeddingLayer layer)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        var backbone = MobileNetV3.Small(s_options);
        using var classifier = new BackboneClassifier(backbone, "small", layer).Initialize(1);
        classifier.Eval();
        var input = Tensor.FromArray(Enumerable.Range(0, 3 * 32 * 32).Select(i => MathF.Cos(i)).ToArray(), 1, 3, 32, 32);
        var (embedding, logits) = classifier.Forward(input);
        var features = backbone.Features(input);
        var expected = layer == EmbeddingLayer.Pooled ? features : backbone.Embed(features);
        Assert.Equal(classifier.EmbeddingSize, expected.Count / 1);
        Assert.Equal(expected.ToArray<float>(), embedding.ToArray<float>());
        Assert.Equal(backbone.Classify(backbone.Embed(features)).ToArray<float>(), logits.ToArray<float>());
    }

    [Fact]
    public void Only_the_features_are_the_backbone_and_only_their_statistics_freeze()
    {
        using var scope = torch.NewDisposeScope();
        using var classifier = new BackboneClassifier(MobileNetV3.Small(s_options), "small").Initialize(1);
        Assert.True(classifier.IsBackbone("features.0.0.weight"));
        Assert.False(classifier.IsBackbone("classifier.0.weight"));
        classifier.Train();
        classifier.FreezeStatistics();
        Assert.False(classifier.Children.First(c => c.Key == "features").Value.IsTraining);
        Assert.True(classifier.Children.First(c => c.Key == "classifier").Value.IsTraining);
    }
}

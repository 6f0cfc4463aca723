using Counterpoise.Torch;
using Counterpoise.Torch.Files;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Tests.Models;

public class EmbeddingLayerTests
{
    private static readonly ModelCard Card = new() { Architecture = "mobilenet-v3-large", ClassNames = ["a", "b", "c"], ImageSize = 32, TrainCounts = [3, 2, 1] };

    [Theory]
    [InlineData(EmbeddingLayer.Penultimate, 1280)]
    [InlineData(EmbeddingLayer.Pooled, 960)]
    public void The_contrastive_term_sees_the_layer_that_was_chosen(EmbeddingLayer layer, int size)
    {
        using var scope = DisposeScope.Begin();
        using var classifier = ImageClassifier.Create(Card, 1, new ImageClassifierOptions { EmbeddingLayer = layer });
        classifier.Network.Eval();
        var (embedding, logits) = classifier.Network.Forward(Tensor.Zeros(2, 3, 32, 32));
        Assert.Equal([2L, size], embedding.Shape);
        Assert.Equal([2L, 3], logits.Shape);
        Assert.Equal(size, classifier.Network.EmbeddingSize);
    }

    [Fact]
    public void Equal_seeds_give_equal_first_weights_whatever_the_layer()
    {
        using var one = ImageClassifier.Create(Card, 1);
        using var two = ImageClassifier.Create(Card, 1, new ImageClassifierOptions { EmbeddingLayer = EmbeddingLayer.Pooled });
        Assert.All(one.Network.StateDict(), t => Assert.True(t.Value.EqualTo(two.Network.StateDict()[t.Key]).All().ToBoolean()));
    }

    [Fact]
    public void Weights_load_with_their_card_and_are_refused_without_it_or_with_another()
    {
        using var folder = new TemporaryFolder();
        using var classifier = ImageClassifier.Create(Card, 1);
        SafetensorsFile.Save(folder.File("model.safetensors"), classifier.Network.StateDict(), Card.ToMetadata());
        using var loaded = ImageClassifier.Load(folder.File("model.safetensors"));
        Assert.Equal(Card.ClassNames, loaded.Card.ClassNames);
        SafetensorsFile.Save(folder.File("bare.safetensors"), classifier.Network.StateDict());
        Assert.Contains("not the weights of a trained classifier", Assert.Throws<InvalidDataException>(() => ImageClassifier.Load(folder.File("bare.safetensors"))).Message);
        SafetensorsFile.Save(folder.File("other.safetensors"), classifier.Network.StateDict(), (Card with { ClassNames = ["a", "b"] }).ToMetadata());
        Assert.Contains("do not fit their description", Assert.Throws<InvalidDataException>(() => ImageClassifier.Load(folder.File("other.safetensors"))).Message);
        using var small = ImageClassifier.Create(Card with { Architecture = "mobilenet-v3-small" }, 1);
        Assert.Contains("choose the architecture", Assert.Throws<InvalidDataException>(() => small.LoadPretrained(folder.File("bare.safetensors"))).Message);
    }
}

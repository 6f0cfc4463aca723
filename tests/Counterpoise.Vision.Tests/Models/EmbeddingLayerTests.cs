using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Tests.Models;

public class EmbeddingLayerTests
{
    private static readonly ModelCard Card = new() { Architecture = "mobilenet-v3-large", ClassNames = ["a", "b", "c"], ImageSize = 32,
        TrainCounts = [3, 2, 1] };

    [Theory]
    [InlineData(EmbeddingLayer.Penultimate, 1280)]
    [InlineData(EmbeddingLayer.Pooled, 960)]
    public void The_contrastive_term_sees_the_layer_that_was_chosen(EmbeddingLayer layer, int size)
    {
        using var scope = torch.NewDisposeScope();
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
}

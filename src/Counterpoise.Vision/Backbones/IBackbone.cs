using Counterpoise.Torch;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// A network for images in three separable parts: features, embedding, logits. What implements it is also a
/// TorchSharp module, and calling the three in turn is the whole network.
/// </summary>
public interface IBackbone
{
    /// <summary>Width of the pooled features.</summary>
    int FeatureCount { get; }

    /// <summary>Width of the embedding; <see cref="FeatureCount"/> where there is no layer between.</summary>
    int EmbeddingCount { get; }

    /// <summary>How many classes the logits have.</summary>
    int ClassCount { get; }

    /// <summary>Images [N, 3, H, W] to pooled features [N, <see cref="FeatureCount"/>].</summary>
    /// <param name="images">Normalised as the weights ask for.</param>
    Tensor Features(Tensor images);

    /// <summary>Pooled features to the layer below the logits, [N, <see cref="EmbeddingCount"/>].</summary>
    /// <param name="features">From <see cref="Features"/>.</param>
    Tensor Embed(Tensor features);

    /// <summary>The embedding to logits [N, <see cref="ClassCount"/>].</summary>
    /// <param name="embedding">From <see cref="Embed"/>.</param>
    Tensor Classify(Tensor embedding);
}

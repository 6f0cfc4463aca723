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

    /// <summary>
    /// Whether a parameter belongs to the classification head: it learns at the full rate, and goes on while the rest is frozen.
    /// </summary>
    /// <param name="parameterName">The parameter's full name in the network, such as <c>fc.weight</c>.</param>
    bool IsHead(string parameterName);

    /// <summary>Positions along an axis that the maps have before they are pooled.</summary>
    /// <param name="imageSide">Pixels of the images along that axis.</param>
    int MapSide(int imageSide);

    /// <summary>
    /// Images [N, 3, H, W] to the maps whose mean over positions is <see cref="Features"/>, [N, <see cref="FeatureCount"/>, h, w]; null
    /// (default) where a network has none, of which then no Grad-CAM can be drawn.
    /// </summary>
    /// <param name="images">Normalised as the weights ask for.</param>
    Tensor? FeatureMaps(Tensor images) => null;

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

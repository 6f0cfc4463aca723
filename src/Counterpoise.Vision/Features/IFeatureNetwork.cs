using Counterpoise.LayerGraphs;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Features;

/// <summary>A network with fixed weights that turns an image into a vector of features.</summary>
public interface IFeatureNetwork
{
    /// <summary>
    /// A name that changes whenever the features do, such as <c>resnet18-imagenet-onnx-0.23.1</c>; kept features are found by it.
    /// </summary>
    string Name { get; }

    /// <summary>Side in pixels of the square images that the network takes.</summary>
    int ImageSize { get; }

    /// <summary>Number of features of an image.</summary>
    int FeatureCount { get; }

    /// <summary>Computes the features of one image. Must be safe for several threads at once.</summary>
    /// <param name="image">RGB, <see cref="ImageSize"/>×<see cref="ImageSize"/> pixels.</param>
    /// <param name="features">Receives the features, [<see cref="FeatureCount"/>].</param>
    /// <exception cref="ArgumentException">The image or the span has another size.</exception>
    void Extract(RgbImage image, Span<float> features);

    /// <summary>The network as layers with constants, from RGB pixels of 0 to 255 to features, for exporters. Default: refused by name.
    /// </summary>
    /// <exception cref="NotSupportedException">It has no such form.</exception>
    LayerGraph Describe() => throw new NotSupportedException($"{Name} has no form as layers with constants");
}

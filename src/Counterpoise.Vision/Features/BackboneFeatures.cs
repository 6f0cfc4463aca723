using System.Globalization;
using System.Security.Cryptography;
using Counterpoise.LayerGraphs;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Features;

/// <summary>
/// The pooled features of any network for images with fixed weights of a file, in eval mode: what a linear probe or an expert of a mixture
/// sees. Pixels are normalised as the architecture's weights expect them.
/// </summary>
/// <remarks>
/// One image at a time, safe for several threads; a file is known by its content, so that kept features are never another file's.
/// </remarks>
public sealed class BackboneFeatures : IFeatureNetwork, IDisposable
{
    private const int HashDigits = 12;
    private readonly ImageClassifier _classifier;

    private BackboneFeatures(ImageClassifier classifier, string name) => (_classifier, Name) = (classifier, name);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int ImageSize => _classifier.Card.ImageSize;

    /// <inheritdoc/>
    public int FeatureCount => _classifier.Network.EmbeddingSize;

    /// <summary>A network that is loaded where features are computed.</summary>
    /// <param name="architecture">A name of <see cref="ImageArchitecture.Known"/>.</param>
    /// <param name="weights">Path of a file of pretrained weights.</param>
    /// <param name="imageSize">Side in pixels of the images, 32 or more. Default 224.</param>
    /// <exception cref="ArgumentException">There is no architecture of that name, or the side is too small.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static FeatureNetworkSource Source(string architecture, string weights, int imageSize = 224)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(imageSize, 32);
        var known = ImageArchitecture.Named(architecture);
        var name = NameOf(known, weights, imageSize);
        return new(name, () => Open(known, weights, imageSize, name));
    }

    /// <summary>Loads a network.</summary>
    /// <param name="architecture">A name of <see cref="ImageArchitecture.Known"/>.</param>
    /// <param name="weights">Path of a file of pretrained weights.</param>
    /// <param name="imageSize">Side in pixels of the images, 32 or more. Default 224.</param>
    /// <exception cref="ArgumentException">There is no architecture of that name, or the side is too small.</exception>
    /// <exception cref="InvalidDataException">The file is of another architecture.</exception>
    public static BackboneFeatures Load(string architecture, string weights, int imageSize = 224) =>
        (BackboneFeatures)Source(architecture, weights, imageSize).Open();

    /// <inheritdoc/>
    public void Extract(RgbImage image, Span<float> features)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Width != ImageSize || image.Height != ImageSize)
        {
            throw new ArgumentException(
                $"found an image of {image.Width}×{image.Height} pixels, expected {ImageSize}×{ImageSize}: crop or resize it first",
                nameof(image));
        }

        if (features.Length != FeatureCount)
        {
            throw new ArgumentException($"found room for {features.Length} features, expected {FeatureCount}", nameof(features));
        }

        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var planes = new float[3 * ImageSize * ImageSize];
        _classifier.Normalization.Write(image, planes);
        var input = Tensor.FromArray(planes, 1, 3, ImageSize, ImageSize).Contiguous(MemoryFormat.ChannelsLast);
        _classifier.Network.Forward(input).Embedding.Float().ToArray<float>().CopyTo(features);
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The network has layers that cannot be written.</exception>
    public LayerGraph Describe()
    {
        try
        {
            return _classifier.Network.DescribeFeatures(ImageSize, _classifier.Normalization.Describe());
        }
        catch (ArgumentException fault)
        {
            throw new NotSupportedException(fault.Message, fault);
        }
    }

    /// <summary>Frees the network.</summary>
    public void Dispose() => _classifier.Dispose();

    private static BackboneFeatures Open(ImageArchitecture architecture, string weights, int imageSize, string name)
    {
        var card = new ModelCard { Architecture = architecture.Name, ClassNames = ["first", "second"], ImageSize = imageSize };
        var classifier = ImageClassifier.Create(card, seed: 0, new ImageClassifierOptions { EmbeddingLayer = EmbeddingLayer.Pooled });
        try
        {
            classifier.LoadPretrained(weights);
            classifier.Network.eval();
            return new(classifier, name);
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    private static string NameOf(ImageArchitecture architecture, string weights, int imageSize)
    {
        using var stream = File.OpenRead(weights);
        var digest = Convert.ToHexStringLower(SHA256.HashData(stream))[..HashDigits];
        return string.Create(CultureInfo.InvariantCulture, $"{architecture.Name}-{digest}-{imageSize}");
    }
}

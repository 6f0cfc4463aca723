using Counterpoise.LayerGraphs;
using Counterpoise.Torch.Files;
using Counterpoise.Vision.Backbones;
using Counterpoise.Vision.Images;
using Microsoft.ML.OnnxRuntime;

namespace Counterpoise.Vision.Features;

/// <summary>
/// ResNet-18 with ImageNet weights as the NuGet package Microsoft.ML.DnnImageFeaturizer.ResNet18 carries it (MIT), through ONNX
/// Runtime: 512 features after global mean pooling. Pixels become BGR planes less a mean image.
/// </summary>
/// <remarks>
/// Its last stage has three blocks, so it is not torchvision's ResNet-18. About 3.6·10⁹ operations an image. Reference: He et al.,
/// "Deep residual learning for image recognition", CVPR 2016, arXiv:1512.03385.
/// </remarks>
public sealed class PackagedResNet18 : IFeatureNetwork, IDisposable
{
    private const string FullName = "resnet18-imagenet-onnx-0.23.1";
    private const string Package = "Microsoft.ML.DnnImageFeaturizer.ResNet18";
    private const string Version = "0.23.1";
    private const string Preprocess = "tools/DnnImageModels/ResNetPrepOnnx/ResNetPreprocess.onnx";
    private const string Network = "tools/DnnImageModels/ResNet18Onnx/ResNet18.onnx";
    private const int Side = 224;
    private const int Plane = Side * Side;
    private static readonly long[] s_shape = [1, 3, Side, Side];

    private readonly InferenceSession _preprocess;
    private readonly InferenceSession _network;
    private readonly RunOptions _run = new();

    /// <summary>Loads the network.</summary>
    /// <exception cref="FileNotFoundException">The package's files are not on this machine; the message says what to do.</exception>
    public PackagedResNet18()
    {
        // One image has too little work for several threads; callers run several images at once.
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _preprocess = new InferenceSession(PackagedModel.Find(Package, Version, Preprocess), options);
        try
        {
            _network = new InferenceSession(PackagedModel.Find(Package, Version, Network), options);
        }
        catch
        {
            _preprocess.Dispose();
            throw;
        }
    }

    /// <summary>Whether the package's files are on this machine.</summary>
    public static bool IsAvailable => PackagedModel.Exists(Package, Version, Preprocess) && PackagedModel.Exists(Package, Version, Network);

    /// <summary>The file ResNet18.onnx of the package.</summary>
    /// <exception cref="FileNotFoundException">It is not on this machine; the message says what to do.</exception>
    internal static string FindNetwork() => PackagedModel.Find(Package, Version, Network);

    /// <summary>
    /// The weights as a state dict of <see cref="Backbones.PackagedResNet"/>: those of an ONNX file of the package, or of any other weight
    /// file.
    /// </summary>
    internal static IReadOnlyDictionary<string, Tensor> ReadWeights(string path) =>
        Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase)
            ? PackagedResNetWeights.Read(path, PackagedModel.Find(Package, Version, Preprocess))
            : WeightFile.Load(path);

    /// <summary>This network, loaded where it is needed.</summary>
    public static FeatureNetworkSource Source { get; } = new(FullName, () => new PackagedResNet18());

    /// <inheritdoc/>
    public string Name => FullName;

    /// <inheritdoc/>
    public int ImageSize => Side;

    /// <inheritdoc/>
    public int FeatureCount => 512;

    /// <inheritdoc/>
    public void Extract(RgbImage image, Span<float> features)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Width != Side || image.Height != Side)
        {
            throw new ArgumentException(
                $"found an image of {image.Width}×{image.Height} pixels, expected {Side}×{Side}: crop or resize it first", nameof(image));
        }

        ExtractPlanes(Planes(image), features);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// It is written as <see cref="PackagedResNet"/>, from the weights of the same file: the package's own graph is of an operator set
    /// that others cannot be joined to.
    /// </remarks>
    public LayerGraph Describe()
    {
        using var network = BackboneFeatures.Load("resnet-18-packaged", FindNetwork());
        return network.Describe();
    }

    /// <summary>Computes the features of RGB planes, [3, 224, 224], values from 0 to 255.</summary>
    internal void ExtractPlanes(float[] planes, Span<float> features)
    {
        if (features.Length != FeatureCount)
        {
            throw new ArgumentException($"found room for {features.Length} features, expected {FeatureCount}", nameof(features));
        }

        using var input = OrtValue.CreateTensorValueFromMemory(planes, s_shape);
        using var prepared = _preprocess.Run(_run, ["OriginalInput"], [input], ["PreprocessedInput"]);
        using var pooled = _network.Run(_run, ["Input247"], [prepared[0]], ["Pooling395_Output_0"]);
        pooled[0].GetTensorDataAsSpan<float>().CopyTo(features);
    }

    private static float[] Planes(RgbImage image)
    {
        var planes = new float[3 * Plane];
        var pixels = image.Pixels;
        for (int i = 0, j = 0; i < Plane; i++, j += 3)
        {
            planes[i] = pixels[j];
            planes[Plane + i] = pixels[j + 1];
            planes[(2 * Plane) + i] = pixels[j + 2];
        }

        return planes;
    }

    /// <summary>Frees the network.</summary>
    public void Dispose()
    {
        _run.Dispose();
        _network.Dispose();
        _preprocess.Dispose();
    }
}

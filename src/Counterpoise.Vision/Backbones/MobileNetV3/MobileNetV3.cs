using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// MobileNetV3: a stem, inverted residual blocks and a last 1×1 convolution (<c>features</c>), the mean over all
/// positions, and two linear layers (<c>classifier</c>). Layout, state dict keys and numbers are torchvision's.
/// </summary>
/// <remarks>
/// Reference: Howard et al., "Searching for MobileNetV3", ICCV 2019, arXiv:1905.02244. Images of 32 pixels or more a side
/// work, as the pooling is global. Batch norms have ε = 1e-3 and momentum 0.01, as in torchvision.
/// </remarks>
public sealed class MobileNetV3 : nn.Module<Tensor, Tensor>, IDescribedBackbone
{
    private readonly Sequential _features;
    private readonly Sequential _classifier;
    private readonly MobileNetV3Options _options;
    private readonly Activation _outer;

    private MobileNetV3(MobileNetV3Layout layout, MobileNetV3Options options) : base(nameof(MobileNetV3))
    {
        var last = layout.Blocks[^1].Outputs;
        var estimation = new BatchNormOptions { Epsilon = 1e-3, Momentum = options.BatchNormMomentum };
        (FeatureCount, EmbeddingCount, ClassCount, _options, _outer) = (6 * last, layout.Embedding, options.Classes, options, layout.Outer);
        nn.Module<Tensor, Tensor>[] features =
        [
            new ConvBatchNormActivation(3, layout.Blocks[0].Inputs, 3, layout.Outer, layout.StemStride, samePadding: layout.SamePadding,
                batchNorm: estimation),
            .. layout.Blocks.Select(b => new InvertedResidual(b, estimation)),
            new ConvBatchNormActivation(last, FeatureCount, 1, layout.Outer, batchNorm: estimation),
        ];
        _features = this.AddChild("features", new Sequential(features));
        _classifier = this.AddChild("classifier", new Sequential(
            Dense(FeatureCount, EmbeddingCount),
            layout.Outer == Activation.Hardswish ? Activations.Hardswish() : Activations.Relu(),
            new Dropout(options.Dropout),
            Dense(EmbeddingCount, ClassCount)));
    }

    /// <inheritdoc/>
    public int FeatureCount { get; }

    /// <inheritdoc/>
    public int EmbeddingCount { get; }

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>The large network, torchvision's <c>mobilenet_v3_large</c>: 5.5 million parameters, 960 features.</summary>
    /// <param name="options">Classes, width and dropout; the defaults where null.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message lists all.</exception>
    public static MobileNetV3 Large(MobileNetV3Options? options = null) => Of(MobileNetV3Layout.Large, options);

    /// <summary>The small network, torchvision's <c>mobilenet_v3_small</c>: 2.5 million parameters, 576 features.</summary>
    /// <param name="options">Classes, width and dropout; the defaults where null.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message lists all.</exception>
    public static MobileNetV3 Small(MobileNetV3Options? options = null) => Of(MobileNetV3Layout.Small, options);

    /// <summary>
    /// The large network with 3×3 kernels and ReLU throughout, without squeeze-and-excitation and with TensorFlow's
    /// padding: 3.9 million parameters, 960 features. Projections are always <c>block.2</c> (<c>block.1</c> without expansion).
    /// </summary>
    /// <param name="options">Classes, width and dropout; the defaults where null.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message lists all.</exception>
    public static MobileNetV3 LargeMinimalistic(MobileNetV3Options? options = null) => Of(MobileNetV3Layout.LargeMinimalistic, options);

    /// <summary>
    /// Images to the maps below the pooling, [N, <see cref="FeatureCount"/>, ceil(H / 32), ceil(W / 32)], more with fewer halvings.
    /// </summary>
    /// <param name="images">[N, 3, H, W].</param>
    public Tensor FeatureMaps(Tensor images) => _features.Forward(images);

    /// <inheritdoc/>
    public bool IsHead(string parameterName)
    {
        ArgumentNullException.ThrowIfNull(parameterName);
        return parameterName.StartsWith("classifier.", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public int MapSide(int imageSide) => _options.MapSide(imageSide);

    /// <inheritdoc/>
    public Tensor Features(Tensor images)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(Functional.AdaptiveAvgPool2d(FeatureMaps(images), 1, 1).Flatten(1));
    }

    /// <inheritdoc/>
    public Tensor Embed(Tensor features)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(_classifier[1].Forward(_classifier[0].Forward(features)));
    }

    /// <inheritdoc/>
    public Tensor Classify(Tensor embedding)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(_classifier[3].Forward(_classifier[2].Forward(embedding)));
    }

    /// <summary>Images [N, 3, H, W] to logits [N, <see cref="ClassCount"/>].</summary>
    /// <param name="input">The images, normalised as the weights ask for.</param>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(Classify(Embed(Features(input))));
    }

    private static Linear Dense(int inputs, int outputs)
        => new(inputs, outputs, weightInitializer: Initializer.Normal(0.01), biasInitializer: Initializer.Zeros);

    private static MobileNetV3 Of(Func<MobileNetV3Options, MobileNetV3Layout> layout, MobileNetV3Options? options)
    {
        options ??= new MobileNetV3Options();
        options.Validate();
        return new(layout(options), options);
    }

    /// <inheritdoc/>
    public int Describe(LayerGraphWriter graph, int images)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var embedding = graph.Activation(graph.Dense(DescribeFeatures(graph, images), (Linear)_classifier[0]), _outer);
        return graph.Dense(embedding, (Linear)_classifier[3]);
    }

    /// <inheritdoc/>
    public int DescribeFeatures(LayerGraphWriter graph, int images)
    {
        ArgumentNullException.ThrowIfNull(graph);
        for (var i = 0; i < _features.Count; i++)
        {
            images = _features[i] is InvertedResidual block ? block.Describe(graph, images)
                : graph.Unit(images, (ConvBatchNormActivation)_features[i]);
        }

        return graph.Mean(images);
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

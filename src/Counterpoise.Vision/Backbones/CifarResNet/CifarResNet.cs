using System.Globalization;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// The ResNet of the CIFAR experiments for images of about 32 pixels: a 3×3 convolution, three stages of 16, 32 and 64 channels with two
/// 3×3 convolutions a block, the mean over all positions and a linear layer (<c>linear</c>). The keys are those of
/// akamaster/pytorch_resnet_cifar10.
/// </summary>
/// <remarks>
/// Reference: He et al., "Deep residual learning for image recognition", CVPR 2016, arXiv:1512.03385, section 4.2, shortcuts by option A.
/// </remarks>
public sealed class CifarResNet : nn.Module<Tensor, Tensor>, IDescribedBackbone
{
    private const int Stages = 3;

    private readonly ConvBatchNormActivation _stem;
    private readonly Sequential[] _stages;
    private readonly Dropout _dropout;
    private readonly Linear _head;
    private readonly CifarResNetOptions _options;

    private CifarResNet(int blocks, CifarResNetOptions options) : base(nameof(CifarResNet))
    {
        var estimation = new BatchNormOptions { Momentum = options.BatchNormMomentum };
        var channels = Channels.Divisible(16 * options.WidthMultiplier);
        _options = options;
        _stem = this.AddUnit(1, 3, channels, 3, 1, Activation.Relu, estimation);
        _stages = [.. Enumerable.Range(0, Stages).Select(stage => Stage(stage, channels, blocks, options.Halvings, estimation))];
        foreach (var (i, stage) in _stages.Index())
        {
            this.AddChild(string.Create(CultureInfo.InvariantCulture, $"layer{i + 1}"), stage);
        }

        (FeatureCount, ClassCount) = (channels << (Stages - 1), options.Classes);
        _dropout = this.AddChild("dropout", new Dropout(options.Dropout));
        _head = this.AddChild("linear", new Linear(FeatureCount, ClassCount, weightInitializer: Initializer.KaimingNormal(FeatureCount)));
    }

    /// <inheritdoc/>
    public int FeatureCount { get; }

    /// <inheritdoc/>
    public int EmbeddingCount => FeatureCount;

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>20 layers, 3 blocks a stage: 0.27 million parameters, 64 features.</summary>
    /// <param name="options">Classes, width, dropout and halvings; the defaults where null.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message lists all.</exception>
    public static CifarResNet ResNet20(CifarResNetOptions? options = null) => Create(3, options);

    /// <summary>32 layers, 5 blocks a stage: 0.46 million parameters, 64 features.</summary>
    /// <param name="options">Classes, width, dropout and halvings; the defaults where null.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message lists all.</exception>
    public static CifarResNet ResNet32(CifarResNetOptions? options = null) => Create(5, options);

    /// <inheritdoc/>
    public bool IsHead(string parameterName)
    {
        ArgumentNullException.ThrowIfNull(parameterName);
        return parameterName.StartsWith("linear.", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public int MapSide(int imageSide) => _options.MapSide(imageSide);

    /// <inheritdoc cref="IBackbone.FeatureMaps"/>
    public Tensor FeatureMaps(Tensor images)
    {
        using var scope = torch.NewDisposeScope();
        var maps = _stem.Forward(images);
        foreach (var stage in _stages)
        {
            maps = stage.Forward(maps);
        }

        return scope.Keep(maps);
    }

    /// <inheritdoc/>
    public Tensor Features(Tensor images)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(Functional.AdaptiveAvgPool2d(FeatureMaps(images), 1, 1).Flatten(1));
    }

    /// <inheritdoc/>
    public Tensor Embed(Tensor features) => features;

    /// <inheritdoc/>
    public Tensor Classify(Tensor embedding)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(_head.Forward(_dropout.Forward(embedding)));
    }

    /// <summary>Images [N, 3, H, W] to logits [N, <see cref="ClassCount"/>].</summary>
    /// <param name="input">The images, normalised as the weights ask for.</param>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(Classify(Features(input)));
    }

    private static CifarResNet Create(int blocks, CifarResNetOptions? options)
    {
        options ??= new CifarResNetOptions();
        options.Validate();
        return new(blocks, options);
    }

    private static Sequential Stage(int stage, int stem, int blocks, int halvings, BatchNormOptions batchNorm)
    {
        var channels = stem << stage;
        var first = stage == 0
            ? new CifarResidualBlock(stem, stem, 1, batchNorm)
            : new CifarResidualBlock(channels / 2, channels, halvings >= Stages - stage ? 2 : 1, batchNorm);
        return new([first, .. Enumerable.Range(1, blocks - 1).Select(_ => new CifarResidualBlock(channels, channels, 1, batchNorm))]);
    }

    /// <inheritdoc/>
    public int Describe(LayerGraphWriter graph, int images)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Dense(DescribeFeatures(graph, images), _head);
    }

    /// <inheritdoc/>
    public int DescribeFeatures(LayerGraphWriter graph, int images)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var maps = graph.Unit(images, _stem);
        foreach (var stage in _stages)
        {
            for (var i = 0; i < stage.Count; i++)
            {
                maps = ((CifarResidualBlock)stage[i]).Describe(graph, maps);
            }
        }

        return graph.Mean(maps);
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

using System.Globalization;
using Counterpoise.LayerGraphs;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// ResNet for images of some size: a 7×7 convolution of stride 2 and max pooling, four stages of residual blocks (<c>layer1</c> to
/// <c>layer4</c>), the mean over all positions and a linear layer (<c>fc</c>). Layout, state dict keys and numbers are torchvision's.
/// </summary>
/// <remarks>
/// Reference: He et al., "Deep residual learning for image recognition", CVPR 2016, arXiv:1512.03385; torchvision.models.resnet.
/// Convolutions start from Kaiming's normal form over their fan out. Memory of a training step grows with N · H · W / 4 · 64 numbers a
/// layer.
/// </remarks>
public sealed class ResNet : nn.Module<Tensor, Tensor>, IDescribedBackbone
{
    private const int StemChannels = 64;

    private readonly ConvBatchNormActivation _stem;
    private readonly bool _pools;
    private readonly Sequential[] _stages;
    private readonly Dropout _dropout;
    private readonly Linear _head;
    private readonly ResNetOptions _options;

    private ResNet(ResNetLayout layout, ResNetOptions options) : base(nameof(ResNet))
    {
        var estimation = new BatchNormOptions { Momentum = options.BatchNormMomentum };
        var channels = Channels.Divisible(StemChannels * options.WidthMultiplier);
        _options = options;
        _stem = this.AddUnit(1, 3, channels, 7, options.Halvings >= 5 ? 2 : 1, Activation.Relu, estimation);
        _pools = options.Halvings >= 4;
        _stages = [.. Stages(layout, channels, options.Halvings, estimation)];
        foreach (var (i, stage) in _stages.Index())
        {
            this.AddChild(string.Create(CultureInfo.InvariantCulture, $"layer{i + 1}"), stage);
        }

        (FeatureCount, ClassCount) = ((channels << (_stages.Length - 1)) * (layout.IsBottleneck ? ResidualBlock.Expansion : 1),
            options.Classes);
        _dropout = this.AddChild("dropout", new Dropout(options.Dropout));
        _head = this.AddChild("fc", new Linear(FeatureCount, ClassCount));
    }

    /// <inheritdoc/>
    public int FeatureCount { get; }

    /// <inheritdoc/>
    public int EmbeddingCount => FeatureCount;

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>torchvision's <c>resnet18</c>: 11.7 million parameters, 512 features.</summary>
    /// <param name="options">Classes, width, dropout and halvings; the defaults where null.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message lists all.</exception>
    public static ResNet ResNet18(ResNetOptions? options = null) => Create(ResNetLayout.Of18, options);

    /// <summary>torchvision's <c>resnet34</c>: 21.8 million parameters, 512 features.</summary>
    /// <param name="options">Classes, width, dropout and halvings; the defaults where null.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message lists all.</exception>
    public static ResNet ResNet34(ResNetOptions? options = null) => Create(ResNetLayout.Of34, options);

    /// <summary>torchvision's <c>resnet50</c>: 25.6 million parameters, 2048 features.</summary>
    /// <param name="options">Classes, width, dropout and halvings; the defaults where null.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message lists all.</exception>
    public static ResNet ResNet50(ResNetOptions? options = null) => Create(ResNetLayout.Of50, options);

    /// <inheritdoc/>
    public bool IsHead(string parameterName)
    {
        ArgumentNullException.ThrowIfNull(parameterName);
        return parameterName.StartsWith("fc.", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public int MapSide(int imageSide) => _options.MapSide(imageSide);

    /// <summary>
    /// Images to the maps below the pooling, [N, <see cref="FeatureCount"/>, ceil(H / 32), ceil(W / 32)], more with fewer halvings.
    /// </summary>
    /// <param name="images">[N, 3, H, W].</param>
    public Tensor FeatureMaps(Tensor images)
    {
        using var scope = torch.NewDisposeScope();
        var maps = _stem.Forward(images);
        if (_pools)
        {
            maps = torch.nn.functional.max_pool2d(maps, 3, 2, 1);
        }

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

    /// <summary>The network of another layout of the same family.</summary>
    internal static ResNet Create(ResNetLayout layout, ResNetOptions? options)
    {
        options ??= new ResNetOptions();
        options.Validate();
        return new(layout, options);
    }

    private static IEnumerable<Sequential> Stages(ResNetLayout layout, int stem, int halvings, BatchNormOptions batchNorm)
    {
        var inputs = stem;
        foreach (var (stage, blocks) in layout.Blocks.Index())
        {
            // Stage 0 follows the stem at its resolution; of the other three the last ones halve.
            var stride = stage > 0 && halvings >= layout.Blocks.Count - stage ? 2 : 1;
            var channels = stem << stage;
            var first = new ResidualBlock(inputs, channels, stride, layout.IsBottleneck, batchNorm);
            inputs = layout.IsBottleneck ? ResidualBlock.Expansion * channels : channels;
            var rest = Enumerable.Range(1, blocks - 1).Select(_ => new ResidualBlock(inputs, channels, 1, layout.IsBottleneck, batchNorm));
            yield return new Sequential([first, .. rest]);
        }
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
        if (_pools)
        {
            maps = graph.Add(new PoolLayer(maps, new Window(3, 3, 2, 2, 1, 1), IsMean: false, 1, 1));
        }

        foreach (var stage in _stages)
        {
            for (var i = 0; i < stage.Count; i++)
            {
                maps = ((ResidualBlock)stage[i]).Describe(graph, maps);
            }
        }

        return graph.Mean(maps);
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

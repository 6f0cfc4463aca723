using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// A small plain network for images of 28 to 64 pixels: 3×3 convolutions with batch norm and ReLU (<c>features</c>) of 16, 32 and 64
/// channels, the first of 32 and the first of 64 with stride 2, then the mean over all positions and a linear layer (<c>classifier</c>).
/// </summary>
/// <remarks>
/// With five convolutions the channels are 16, 32, 32, 64, 64: 72,000 parameters. Where a network made for photographs has one position
/// left of an image of 32 pixels, this one has 8×8. With three halvings the first convolution has stride 2 as well, for images of 64
/// pixels.
/// </remarks>
public sealed class SmallCnn : nn.Module<Tensor, Tensor>, IDescribedBackbone
{
    private const int Widths = 3;

    private readonly Sequential _features;
    private readonly Dropout _dropout;
    private readonly Linear _head;
    private readonly SmallCnnOptions _options;

    private SmallCnn(SmallCnnOptions options) : base(nameof(SmallCnn))
    {
        var estimation = new BatchNormOptions { Momentum = options.BatchNormMomentum };
        var first = Channels.Divisible(16 * options.WidthMultiplier);
        int[] doublings = [.. Enumerable.Range(0, options.Depth).Select(i => Doublings(i, options.Depth))];
        _options = options;
        _features = this.AddChild("features", new Sequential(doublings.Select((doubling, i) =>
        {
            // The last changes of channels halve; where there is one halving more, the first convolution does.
            var changes = i == 0 || doublings[i - 1] != doubling;
            var stride = changes && options.Halvings >= Widths - doubling ? 2 : 1;
            return new ConvBatchNormActivation(i == 0 ? 3 : first << doublings[i - 1], first << doubling, 3, Activation.Relu, stride,
                batchNorm: estimation);
        })));
        (FeatureCount, ClassCount) = (first << (Widths - 1), options.Classes);
        _dropout = this.AddChild("dropout", new Dropout(options.Dropout));
        _head = this.AddChild("classifier", new Linear(FeatureCount, ClassCount));
    }

    /// <inheritdoc/>
    public int FeatureCount { get; }

    /// <inheritdoc/>
    public int EmbeddingCount => FeatureCount;

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>Creates the network.</summary>
    /// <param name="options">Classes, width, depth, dropout and halvings; the defaults where null.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message lists all.</exception>
    public static SmallCnn Create(SmallCnnOptions? options = null)
    {
        options ??= new SmallCnnOptions();
        options.Validate();
        return new(options);
    }

    /// <inheritdoc/>
    public bool IsHead(string parameterName)
    {
        ArgumentNullException.ThrowIfNull(parameterName);
        return parameterName.StartsWith("classifier.", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public int MapSide(int imageSide) => _options.MapSide(imageSide);

    /// <inheritdoc cref="IBackbone.FeatureMaps"/>
    public Tensor FeatureMaps(Tensor images) => _features.Forward(images);

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
    /// <param name="input">The images.</param>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(Classify(Features(input)));
    }

    /// <summary>
    /// How often the channels have doubled at a convolution: the first has 16, the others share 32 and 64, the larger half 32.
    /// </summary>
    private static int Doublings(int index, int depth) => Math.Min(Widths - 1, ((Widths * index) + depth - Widths) / depth);

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
        for (var i = 0; i < _features.Count; i++)
        {
            images = graph.Unit(images, (ConvBatchNormActivation)_features[i]);
        }

        return graph.Mean(images);
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

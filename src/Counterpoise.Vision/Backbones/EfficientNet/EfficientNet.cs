using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// EfficientNet-B0: a stem, seven stages of inverted residual blocks with squeeze-and-excitation, a last 1×1 convolution
/// (<c>features</c>), the mean over all positions and a linear layer (<c>classifier.1</c>). Layout, state dict keys and numbers are
/// torchvision's.
/// </summary>
/// <remarks>
/// Reference: Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", ICML 2019, arXiv:1905.11946;
/// torchvision.models.efficientnet. 5,288,548 parameters with 1000 classes, 0.39·10⁹ multiplications at 224 pixels.
/// </remarks>
public sealed class EfficientNet : nn.Module<Tensor, Tensor>, IBackbone
{
    private static readonly (int Ratio, int Kernel, bool Halves, int Channels, int Blocks)[] s_stages =
    [
        (1, 3, false, 16, 1), (6, 3, true, 24, 2), (6, 5, true, 40, 2), (6, 3, true, 80, 3), (6, 5, false, 112, 3), (6, 5, true, 192, 4),
        (6, 3, false, 320, 1),
    ];

    private readonly ConvBatchNormActivation _stem;
    private readonly Sequential[] _stages;
    private readonly ConvBatchNormActivation _last;
    private readonly Sequential _classifier;
    private readonly EfficientNetOptions _options;

    private EfficientNet(EfficientNetOptions options) : base(nameof(EfficientNet))
    {
        var estimation = new BatchNormOptions { Momentum = options.BatchNormMomentum };
        var stem = Channels.Divisible(32 * options.WidthMultiplier);
        var widest = Channels.Divisible(s_stages[^1].Channels * options.WidthMultiplier);
        (_options, ClassCount, FeatureCount) = (options, options.Classes, 4 * widest);
        _stem = new ConvBatchNormActivation(3, stem, 3, Activation.None, options.Halvings >= 5 ? 2 : 1, batchNorm: estimation);
        _stages = [.. Stages(stem, options, estimation)];
        _last = new ConvBatchNormActivation(widest, FeatureCount, 1, Activation.None, batchNorm: estimation);
        this.AddChild("features", new Sequential([_stem, .. _stages, _last]));

        // torchvision draws U(±1 / sqrt(outputs)) here, not over the inputs.
        var head = new Linear(FeatureCount, ClassCount, weightInitializer: Initializer.FanIn(ClassCount),
            biasInitializer: Initializer.Zeros);
        _classifier = this.AddChild("classifier", new Sequential(new Dropout(options.Dropout), head));
    }

    /// <inheritdoc/>
    public int FeatureCount { get; }

    /// <inheritdoc/>
    public int EmbeddingCount => FeatureCount;

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>torchvision's <c>efficientnet_b0</c>: 5.3 million parameters, 1280 features.</summary>
    /// <param name="options">Classes, width, dropout, stochastic depth and halvings; the defaults where null.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message lists all.</exception>
    public static EfficientNet B0(EfficientNetOptions? options = null)
    {
        options ??= new EfficientNetOptions();
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

    /// <summary>
    /// Images to the maps below the pooling, [N, <see cref="FeatureCount"/>, ceil(H / 32), ceil(W / 32)], more with fewer halvings.
    /// </summary>
    /// <param name="images">[N, 3, H, W].</param>
    public Tensor FeatureMaps(Tensor images)
    {
        using var scope = torch.NewDisposeScope();
        var maps = _stem.Forward(images).Silu();
        foreach (var stage in _stages)
        {
            maps = stage.Forward(maps);
        }

        return scope.Keep(_last.Forward(maps).Silu());
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
    public Tensor Classify(Tensor embedding) => _classifier.Forward(embedding);

    /// <summary>Images [N, 3, H, W] to logits [N, <see cref="ClassCount"/>].</summary>
    /// <param name="input">The images, normalised as the weights ask for.</param>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(Classify(Features(input)));
    }

    private static IEnumerable<Sequential> Stages(int stem, EfficientNetOptions options, BatchNormOptions batchNorm)
    {
        var inputs = stem;
        var (before, halvings) = (0, 1);
        double all = s_stages.Sum(stage => stage.Blocks);
        foreach (var (ratio, kernel, halves, channels, blocks) in s_stages)
        {
            var stride = 1;
            if (halves)
            {
                stride = options.Halvings >= 5 - halvings ? 2 : 1;
                halvings++;
            }

            var outputs = Channels.Divisible(channels * options.WidthMultiplier);
            var layers = new List<MobileBlock>();
            for (var i = 0; i < blocks; i++)
            {
                var depth = options.StochasticDepth * before++ / all;
                layers.Add(new MobileBlock(i == 0 ? inputs : outputs, outputs, ratio, kernel, i == 0 ? stride : 1, depth, batchNorm));
            }

            inputs = outputs;
            yield return new Sequential(layers);
        }
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

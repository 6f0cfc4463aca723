using System.Globalization;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// DenseNet-121: a 7×7 convolution of stride 2 and max pooling, four dense blocks of 6, 12, 24 and 16 layers with transitions between
/// (<c>features</c>), ReLU, the mean over all positions and a linear layer (<c>classifier</c>). Layout, state dict keys and numbers are
/// torchvision's.
/// </summary>
/// <remarks>
/// Reference: Huang, Liu, van der Maaten and Weinberger, "Densely Connected Convolutional Networks", CVPR 2017, arXiv:1608.06993;
/// torchvision.models.densenet. 7,978,856 parameters with 1000 classes. Memory of a training step grows with the square of a block's
/// layers, as every layer keeps all maps before it.
/// </remarks>
public sealed class DenseNet : nn.Module<Tensor, Tensor>, IBackbone
{
    private static readonly int[] s_blocks = [6, 12, 24, 16];

    private readonly Conv2d _stem;
    private readonly BatchNorm2d _stemNorm;
    private readonly nn.Module<Tensor, Tensor>[] _parts;
    private readonly BatchNorm2d _lastNorm;
    private readonly Dropout _dropout;
    private readonly Linear _head;
    private readonly DenseNetOptions _options;

    private DenseNet(DenseNetOptions options) : base(nameof(DenseNet))
    {
        var estimation = new BatchNormOptions { Momentum = options.BatchNormMomentum };
        var growth = Channels.Divisible(32 * options.WidthMultiplier);
        var channels = 2 * growth;
        _options = options;
        _stem = new Conv2d(3, channels, 7, new() { Stride = options.Halvings >= 5 ? 2 : 1, Padding = 3, Bias = false },
            Initializer.KaimingNormal(3 * 49));
        _stemNorm = new BatchNorm2d(channels, estimation);
        var parts = new List<(string Name, nn.Module<Tensor, Tensor> Part)>();
        foreach (var (i, layers) in s_blocks.Index())
        {
            parts.Add((string.Create(CultureInfo.InvariantCulture, $"denseblock{i + 1}"),
                new DenseBlock(layers, channels, growth, estimation)));
            channels += layers * growth;
            if (i < s_blocks.Length - 1)
            {
                // Transition i holds the halving number i + 2 of five, counted from 0.
                var halves = options.Halvings >= 3 - i;
                parts.Add((string.Create(CultureInfo.InvariantCulture, $"transition{i + 1}"),
                    new DenseTransition(channels, halves, estimation)));
                channels /= 2;
            }
        }

        (_parts, _lastNorm) = ([.. parts.Select(part => part.Part)], new BatchNorm2d(channels, estimation));
        (FeatureCount, ClassCount) = (channels, options.Classes);
        this.AddChild("features", new NamedParts([("conv0", _stem), ("norm0", _stemNorm), .. parts, ("norm5", _lastNorm)]));
        _dropout = this.AddChild("dropout", new Dropout(options.Dropout));
        _head = this.AddChild("classifier", new Linear(channels, ClassCount, biasInitializer: Initializer.Zeros));
    }

    /// <inheritdoc/>
    public int FeatureCount { get; }

    /// <inheritdoc/>
    public int EmbeddingCount => FeatureCount;

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>torchvision's <c>densenet121</c>: 8.0 million parameters, 1024 features.</summary>
    /// <param name="options">Classes, width (of the growth, 32), dropout and halvings; the defaults where null.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message lists all.</exception>
    public static DenseNet DenseNet121(DenseNetOptions? options = null)
    {
        options ??= new DenseNetOptions();
        options.Validate();
        return new(options);
    }

    /// <inheritdoc/>
    public bool IsHead(string parameterName)
    {
        ArgumentNullException.ThrowIfNull(parameterName);
        return parameterName.StartsWith("classifier.", StringComparison.Ordinal);
    }

    /// <summary>Positions along an axis: the stem's two halvings round up, those of the transitions down.</summary>
    /// <param name="imageSide">Pixels of the images along that axis.</param>
    public int MapSide(int imageSide)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(imageSide, 1);
        var stem = Math.Max(0, _options.Halvings - 3);
        return ((imageSide + (1 << stem) - 1) >> stem) >> Math.Min(3, _options.Halvings);
    }

    /// <summary>Images to the maps below the pooling, [N, <see cref="FeatureCount"/>, H / 32, W / 32], more with fewer halvings.</summary>
    /// <param name="images">[N, 3, H, W].</param>
    public Tensor FeatureMaps(Tensor images)
    {
        using var scope = torch.NewDisposeScope();
        var maps = _stemNorm.Forward(_stem.Forward(images), Activation.Relu);
        if (_options.Halvings >= 4)
        {
            maps = torch.nn.functional.max_pool2d(maps, 3, 2, 1);
        }

        foreach (var part in _parts)
        {
            maps = part.Forward(maps);
        }

        return scope.Keep(_lastNorm.Forward(maps, Activation.Relu));
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

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

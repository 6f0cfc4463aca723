using Counterpoise.LayerGraphs;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// The ResNet-18 of the NuGet package Microsoft.ML.DnnImageFeaturizer.ResNet18 as a network that can be trained: the blocks of
/// torchvision's, three instead of two in the last stage, and a mean image (<c>mean.image</c>) that is taken off pixels from 0 to 255.
/// </summary>
/// <remarks>
/// At 224 pixels its features are those of <see cref="Features.PackagedResNet18"/> but for rounding; the weights that see colours are
/// reordered from BGR to RGB when they are read. At other sizes the mean image is resized. Reference: He et al., CVPR 2016,
/// arXiv:1512.03385.
/// </remarks>
public sealed class PackagedResNet : nn.Module<Tensor, Tensor>, IDescribedBackbone
{
    private readonly ResNet _network;
    private readonly MeanImage _mean;

    private PackagedResNet(ResNet network) : base(nameof(PackagedResNet))
    {
        _network = network;
        _mean = this.AddChild("mean", new MeanImage());
        foreach (var (name, child) in network.Children)
        {
            this.AddChild(name, child);
        }
    }

    /// <inheritdoc/>
    public int FeatureCount => _network.FeatureCount;

    /// <inheritdoc/>
    public int EmbeddingCount => _network.EmbeddingCount;

    /// <inheritdoc/>
    public int ClassCount => _network.ClassCount;

    /// <summary>Creates the network: 16.4 million parameters, 512 features.</summary>
    /// <param name="options">Classes, width, dropout and halvings; the defaults where null.</param>
    /// <exception cref="ArgumentException">Options are out of range; the message lists all.</exception>
    public static PackagedResNet Create(ResNetOptions? options = null) =>
        new(ResNet.Create(new ResNetLayout([2, 2, 2, 3], false), options));

    /// <inheritdoc/>
    public bool IsHead(string parameterName) => _network.IsHead(parameterName);

    /// <inheritdoc/>
    public int MapSide(int imageSide) => _network.MapSide(imageSide);

    /// <summary>Images [N, 3, H, W], RGB from 0 to 255, to pooled features [N, <see cref="FeatureCount"/>].</summary>
    /// <param name="images">The images.</param>
    public Tensor Features(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = torch.NewDisposeScope();
        return scope.Keep(_network.Features(_mean.Forward(images)));
    }

    /// <inheritdoc cref="IBackbone.FeatureMaps"/>
    public Tensor FeatureMaps(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = torch.NewDisposeScope();
        return scope.Keep(_network.FeatureMaps(_mean.Forward(images)));
    }

    /// <inheritdoc/>
    public Tensor Embed(Tensor features) => _network.Embed(features);

    /// <inheritdoc/>
    public Tensor Classify(Tensor embedding) => _network.Classify(embedding);

    /// <summary>Images [N, 3, H, W] to logits [N, <see cref="ClassCount"/>].</summary>
    /// <param name="input">The images, RGB from 0 to 255.</param>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(Classify(Features(input)));
    }

    /// <inheritdoc/>
    public int Describe(LayerGraphWriter graph, int images)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return _network.Describe(graph, graph.Add(new ShiftLayer(images, _mean.Shift(graph.Shape(images)))));
    }

    /// <inheritdoc/>
    public int DescribeFeatures(LayerGraphWriter graph, int images)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return _network.DescribeFeatures(graph, graph.Add(new ShiftLayer(images, _mean.Shift(graph.Shape(images)))));
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

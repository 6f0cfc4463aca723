using System.Globalization;
using Counterpoise.LayerGraphs;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// MobileNetV3's block: 1×1 expansion, depthwise convolution, squeeze-and-excitation, 1×1 projection, plus the input where
/// shapes allow. Its children are <c>block.0</c>, <c>block.1</c>, ... in that order, those left out not counted.
/// </summary>
/// <remarks>Reference: Howard et al., "Searching for MobileNetV3", ICCV 2019, arXiv:1905.02244.</remarks>
public sealed class InvertedResidual : nn.Module<Tensor, Tensor>
{
    private readonly Sequential _block;
    private readonly bool _addsInput;
    private readonly ConvBatchNormActivation? _expansion;
    private readonly ConvBatchNormActivation _depthwise;
    private readonly SqueezeExcitation? _excitation;
    private readonly ConvBatchNormActivation _projection;

    /// <summary>Creates the block.</summary>
    /// <param name="options">Its row of the table.</param>
    /// <param name="batchNorm">How the batch norms estimate.</param>
    public InvertedResidual(InvertedResidualOptions options, BatchNormOptions batchNorm) : base(nameof(InvertedResidual))
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Stride is not (1 or 2))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Stride is {options.Stride}, 1 or 2 was expected"),
                nameof(options));
        }

        _addsInput = options.Stride == 1 && options.Inputs == options.Outputs;
        _block = this.AddChild("block", new Sequential(Layers(options, batchNorm)));
        var at = options.Expanded != options.Inputs ? 1 : 0;
        _expansion = at == 1 ? (ConvBatchNormActivation)_block[0] : null;
        _depthwise = (ConvBatchNormActivation)_block[at];
        _excitation = options.SqueezeExcitation ? (SqueezeExcitation)_block[at + 1] : null;
        _projection = (ConvBatchNormActivation)_block[_block.Count - 1];
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        if (InvertedResidualKernel.TryForward(input, _expansion, _depthwise, _excitation, _projection, _addsInput) is { } fused)
        {
            return scope.Keep(fused);
        }

        var output = _block.Forward(input);
        if (_addsInput)
        {
            output.AddInPlace(input);
        }

        return scope.Keep(output);
    }

    private static IEnumerable<nn.Module<Tensor, Tensor>> Layers(InvertedResidualOptions o, BatchNormOptions batchNorm)
    {
        if (o.Expanded != o.Inputs)
        {
            yield return new ConvBatchNormActivation(o.Inputs, o.Expanded, 1, o.Activation, batchNorm: batchNorm);
        }

        yield return new ConvBatchNormActivation(o.Expanded, o.Expanded, o.Kernel, o.Activation, o.Stride, o.Expanded, o.SamePadding,
            batchNorm);
        if (o.SqueezeExcitation)
        {
            yield return new SqueezeExcitation(o.Expanded, Channels.Divisible(o.Expanded / 4));
        }

        yield return new ConvBatchNormActivation(o.Expanded, o.Outputs, 1, Activation.None, batchNorm: batchNorm);
    }

    /// <summary>Adds the block's layers to a graph.</summary>
    internal int Describe(LayerGraphWriter graph, int input)
    {
        var maps = graph.Unit(_expansion is null ? input : graph.Unit(input, _expansion), _depthwise);
        maps = graph.Unit(_excitation is null ? maps : graph.Excitation(maps, _excitation), _projection);
        return _addsInput ? graph.Add(new AdditionLayer(maps, input)) : maps;
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

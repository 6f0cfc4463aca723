using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>
/// EfficientNet's block (MBConv): 1×1 expansion, depthwise convolution, squeeze-and-excitation and 1×1 projection, plus the input where
/// shapes allow. Its children are <c>block.0</c>, <c>block.1</c>, ... in that order, those left out not counted.
/// </summary>
internal sealed class MobileBlock : nn.Module<Tensor, Tensor>
{
    private readonly ConvBatchNormActivation? _expansion;
    private readonly ConvBatchNormActivation _depthwise;
    private readonly GatedExcitation _excitation;
    private readonly ConvBatchNormActivation _projection;
    private readonly StochasticDepth _depth;
    private readonly bool _addsInput;

    public MobileBlock(int inputs, int outputs, int ratio, int kernel, int stride, double stochasticDepth, BatchNormOptions batchNorm)
        : base(nameof(MobileBlock))
    {
        var expanded = Channels.Divisible(inputs * ratio);
        _addsInput = stride == 1 && inputs == outputs;
        _expansion = expanded == inputs ? null : new ConvBatchNormActivation(inputs, expanded, 1, Activation.None, batchNorm: batchNorm);
        _depthwise = new ConvBatchNormActivation(expanded, expanded, kernel, Activation.None, stride, expanded, batchNorm: batchNorm);
        _excitation = new GatedExcitation(expanded, Math.Max(1, inputs / 4));
        _projection = new ConvBatchNormActivation(expanded, outputs, 1, Activation.None, batchNorm: batchNorm);
        nn.Module<Tensor, Tensor>?[] layers = [_expansion, _depthwise, _excitation, _projection];
        this.AddChild("block", new Sequential(layers.OfType<nn.Module<Tensor, Tensor>>()));
        _depth = this.AddChild("stochastic_depth", new StochasticDepth(stochasticDepth));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var expanded = _expansion is null ? input : _expansion.Forward(input).Silu();
        var output = _projection.Forward(_excitation.Forward(_depthwise.Forward(expanded).Silu()));
        if (_addsInput)
        {
            output = _depth.Forward(output).AddInPlace(input);
        }

        return scope.Keep(output);
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Hyperspectral;

/// <summary>y = x · σ(W₂ relu(W₁ mean(x))): squeeze and excitation with max(C/16, 8) channels between.</summary>
/// <remarks>Reference: Hu, Shen and Sun, CVPR 2018, arXiv:1709.01507.</remarks>
internal sealed class ChannelAttention : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d _squeeze, _excite;

    public ChannelAttention(int channels) : base(nameof(ChannelAttention))
    {
        var between = Math.Max(channels / 16, 8);
        _squeeze = this.AddChild("fc1", new Conv2d(channels, between, 1));
        _excite = this.AddChild("fc2", new Conv2d(between, channels, 1));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var mean = input.mean([2, 3], true);
        return scope.Keep(input * _excite.Forward(_squeeze.Forward(mean).Relu()).Sigmoid());
    }

    /// <summary>Children are named by hand: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>Swin's block: x + attention(norm(x)), then x + MLP(norm(x)) with four times the channels between.</summary>
internal sealed class SwinBlock : nn.Module<Tensor, Tensor>
{
    private const int Expansion = 4;
    private readonly LayerNorm _norm1;
    private readonly WindowAttention _attention;
    private readonly StochasticDepth _depth;
    private readonly LayerNorm _norm2;
    private readonly Sequential _mlp;

    public SwinBlock(int channels, int heads, bool isShifted, double stochasticDepth) : base(nameof(SwinBlock))
    {
        _norm1 = this.AddChild("norm1", new LayerNorm([channels]));
        _attention = this.AddChild("attn", new WindowAttention(channels, heads, isShifted));
        _depth = this.AddChild("stochastic_depth", new StochasticDepth(stochasticDepth));
        _norm2 = this.AddChild("norm2", new LayerNorm([channels]));
        _mlp = this.AddChild("mlp", new Sequential(
            SwinLinear.Glorot(channels, Expansion * channels), Activations.Gelu(), new Dropout(0),
                SwinLinear.Glorot(Expansion * channels, channels), new Dropout(0)));
    }

    /// <summary>[N, H, W, C] to the same shape.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var x = input + _depth.Forward(_attention.Forward(_norm1.Forward(input)));
        return scope.Keep(x + _depth.Forward(_mlp.Forward(_norm2.Forward(x))));
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>Joins the channels of 2×2 neighbours and maps the fourfold to twice the channels: [N, H, W, C] to [N, H/2, W/2, 2C].</summary>
internal sealed class PatchMerging : nn.Module<Tensor, Tensor>
{
    private readonly Linear _reduction;
    private readonly LayerNorm _norm;
    private readonly bool _halves;

    public PatchMerging(int channels, bool halves) : base(nameof(PatchMerging))
    {
        _halves = halves;
        _reduction = this.AddChild("reduction", SwinLinear.Of(4 * channels, 2 * channels, bias: false));
        _norm = this.AddChild("norm", new LayerNorm([4 * channels]));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var step = _halves ? 2 : 1;
        var (height, width) = (input.Size(1), input.Size(2));
        var (down, right) = _halves ? (height % 2, width % 2) : (1, 1);
        var x = torch.nn.functional.pad(input, [0, 0, 0, right, 0, down]);
        var (rows, columns) = (height + down - 1, width + right - 1);
        Tensor Part(long top, long left) =>
            x.slice(1, top, top + rows, step).slice(2, left, left + columns, step);
        var joined = Tensor.Concatenate([Part(0, 0), Part(1, 0), Part(0, 1), Part(1, 1)], -1);
        return scope.Keep(_reduction.Forward(_norm.Forward(joined)));
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

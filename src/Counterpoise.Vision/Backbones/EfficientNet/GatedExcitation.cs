using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>y = x · σ(W₂ silu(W₁ mean(x) + b₁) + b₂): EfficientNet's squeeze-and-excitation.</summary>
/// <remarks>Reference: Hu, Shen and Sun, "Squeeze-and-Excitation Networks", CVPR 2018, arXiv:1709.01507.</remarks>
internal sealed class GatedExcitation : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d _squeeze;
    private readonly Conv2d _excite;

    public GatedExcitation(int channels, int squeezed) : base(nameof(GatedExcitation))
    {
        _squeeze = this.AddChild("fc1", new Conv2d(channels, squeezed, 1, initializer: Initializer.KaimingNormal(squeezed)));
        _excite = this.AddChild("fc2", new Conv2d(squeezed, channels, 1, initializer: Initializer.KaimingNormal(channels)));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var mean = Functional.AdaptiveAvgPool2d(input, 1, 1).Flatten(1);
        var scale = Functional.Linear(Functional.Linear(mean, _squeeze.Weight.Flatten(1), _squeeze.Bias).Silu(), _excite.Weight.Flatten(1),
            _excite.Bias);
        return scope.Keep(input * scale.Sigmoid().Unsqueeze(2).Unsqueeze(3));
    }

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

using Counterpoise.Torch.Kernels;

namespace Counterpoise.Torch.Modules;

/// <summary>y = x · hardsigmoid(W₂ relu(W₁ mean(x) + b₁) + b₂): each channel is weighed by what all channels hold on average.</summary>
/// <remarks>
/// Reference: Hu, Shen and Sun, "Squeeze-and-Excitation Networks", CVPR 2018, arXiv:1709.01507. The weights are those of
/// 1×1 convolutions, as torchvision keeps them; on maps of one position they are applied as matrices, which is the same.
/// </remarks>
public sealed class SqueezeExcitation : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d _squeeze;
    private readonly Conv2d _excite;

    /// <summary>Creates the layer.</summary>
    /// <param name="channels">Channels in and out.</param>
    /// <param name="squeezed">Channels between.</param>
    public SqueezeExcitation(int channels, int squeezed) : base(nameof(SqueezeExcitation))
    {
        _squeeze = this.AddChild("fc1", new Conv2d(channels, squeezed, 1, initializer: Initializer.KaimingNormal(squeezed)));
        _excite = this.AddChild("fc2", new Conv2d(squeezed, channels, 1, initializer: Initializer.KaimingNormal(channels)));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = torch.NewDisposeScope();
        var mean = Functional.AdaptiveAvgPool2d(input, 1, 1);
        var scale = input.IsContiguous ? Convolve(mean) : Multiply(mean);
        return scope.Keep(scale * input);
    }

    /// <summary>The two layers for one call of a kernel.</summary>
    internal Excitation Kernel => new(_squeeze.Weight, _squeeze.Bias!, _excite.Weight, _excite.Bias!);

    private Tensor Convolve(Tensor mean) => _excite.Forward(_squeeze.Forward(mean).Relu()).HardSigmoid();

    /// <summary>On one position a 1×1 convolution is a matrix product, which spares oneDNN the reordering of channels-last maps.</summary>
    private Tensor Multiply(Tensor mean)
    {
        var scale = Matrix(_excite, Matrix(_squeeze, mean.Flatten(1)).Relu()).HardSigmoid();
        return scale.Unsqueeze(2).Unsqueeze(3);
    }

    private static Tensor Matrix(Conv2d layer, Tensor input) => Functional.Linear(input, layer.Weight.Flatten(1), layer.Bias);

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

namespace Counterpoise.Torch.Modules;

/// <summary>y = (x - mean) / sqrt(variance + ε) · weight + bias over the last axes of each row.</summary>
/// <remarks>Reference: Ba, Kiros and Hinton, "Layer Normalization", 2016, arXiv:1607.06450.</remarks>
public sealed class LayerNorm : nn.Module<Tensor, Tensor>
{
    private readonly long[] _shape;

    /// <summary>Creates the layer with weight 1 and bias 0.</summary>
    /// <param name="shape">The sizes of the last axes, over which is normalised.</param>
    /// <param name="epsilon">ε, above 0.</param>
    /// <param name="affine">Whether weight and bias are learnt.</param>
    public LayerNorm(long[] shape, double epsilon = 1e-5, bool affine = true) : base(nameof(LayerNorm))
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfZero(shape.Length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        (_shape, Epsilon, IsAffine) = ([.. shape], epsilon, affine);
        if (affine)
        {
            this.RegisterParameter("weight", _shape, Initializer.Ones);
            this.RegisterParameter("bias", _shape, Initializer.Zeros);
        }
    }

    /// <summary>ε.</summary>
    public double Epsilon { get; }

    /// <summary>Whether weight and bias are learnt.</summary>
    public bool IsAffine { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
        => Functional.LayerNorm(input, _shape, IsAffine ? get_parameter("weight")! : null, IsAffine ? get_parameter("bias")! : null,
            Epsilon);
}

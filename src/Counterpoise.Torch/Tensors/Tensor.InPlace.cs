namespace Counterpoise.Torch;

public sealed partial class Tensor
{
    private static readonly Operator AddTensorInPlaceOp = Operator.Aten("add_", "Tensor");
    private static readonly Operator AddScalarInPlaceOp = Operator.Aten("add_", "Scalar");
    private static readonly Operator SubTensorInPlaceOp = Operator.Aten("sub_", "Tensor");
    private static readonly Operator MulTensorInPlaceOp = Operator.Aten("mul_", "Tensor");
    private static readonly Operator MulScalarInPlaceOp = Operator.Aten("mul_", "Scalar");
    private static readonly Operator DivTensorInPlaceOp = Operator.Aten("div_", "Tensor");
    private static readonly Operator DivScalarInPlaceOp = Operator.Aten("div_", "Scalar");
    private static readonly Operator AddcmulInPlaceOp = Operator.Aten("addcmul_");
    private static readonly Operator AddcdivInPlaceOp = Operator.Aten("addcdiv_");
    private static readonly Operator LerpScalarInPlaceOp = Operator.Aten("lerp_", "Scalar");
    private static readonly Operator ClampInPlaceOp = Operator.Aten("clamp_");
    private static readonly Operator SqrtInPlaceOp = Operator.Aten("sqrt_");
    private static readonly Operator ExpInPlaceOp = Operator.Aten("exp_");
    private static readonly Operator NegInPlaceOp = Operator.Aten("neg_");
    private static readonly Operator ReluInPlaceOp = Operator.Aten("relu_");
    private static readonly Operator HardswishInPlaceOp = Operator.Aten("hardswish_");
    private static readonly Operator HardsigmoidInPlaceOp = Operator.Aten("hardsigmoid_");
    private static readonly Operator FillScalarInPlaceOp = Operator.Aten("fill_", "Scalar");
    private static readonly Operator ZeroInPlaceOp = Operator.Aten("zero_");
    private static readonly Operator CopyInPlaceOp = Operator.Aten("copy_");
    private static readonly Operator MaskedFillScalarInPlaceOp = Operator.Aten("masked_fill_", "Scalar");
    private static readonly Operator ScatterValueInPlaceOp = Operator.Aten("scatter_", "value");
    private static readonly Operator ScatterAddInPlaceOp = Operator.Aten("scatter_add_");
    private static readonly Operator IndexAddInPlaceOp = Operator.Aten("index_add_");
    private static readonly Operator IndexCopyInPlaceOp = Operator.Aten("index_copy_");
    private static readonly Operator UniformInPlaceOp = Operator.Aten("uniform_");
    private static readonly Operator NormalInPlaceOp = Operator.Aten("normal_");
    private static readonly Operator BernoulliFloatInPlaceOp = Operator.Aten("bernoulli_", "float");
    private static readonly Operator ExponentialInPlaceOp = Operator.Aten("exponential_");

    /// <summary>Adds <c>alpha · other</c>.</summary>
    public Tensor AddInPlace(Tensor other, Scalar? alpha = null)
    {
        AddTensorInPlaceOp.Run(this, other, alpha ?? 1);
        return this;
    }

    /// <summary>Adds a number.</summary>
    public Tensor AddInPlace(Scalar other)
    {
        AddScalarInPlaceOp.Run(this, other);
        return this;
    }

    /// <summary>Subtracts <c>alpha · other</c>.</summary>
    public Tensor SubtractInPlace(Tensor other, Scalar? alpha = null)
    {
        SubTensorInPlaceOp.Run(this, other, alpha ?? 1);
        return this;
    }

    /// <summary>Multiplies elementwise.</summary>
    public Tensor MultiplyInPlace(Tensor other)
    {
        MulTensorInPlaceOp.Run(this, other);
        return this;
    }

    /// <summary>Multiplies by a number.</summary>
    public Tensor MultiplyInPlace(Scalar other)
    {
        MulScalarInPlaceOp.Run(this, other);
        return this;
    }

    /// <summary>Divides elementwise.</summary>
    public Tensor DivideInPlace(Tensor other)
    {
        DivTensorInPlaceOp.Run(this, other);
        return this;
    }

    /// <summary>Divides by a number.</summary>
    public Tensor DivideInPlace(Scalar other)
    {
        DivScalarInPlaceOp.Run(this, other);
        return this;
    }

    /// <summary>Adds <c>value · first · second</c>.</summary>
    public Tensor AddCMulInPlace(Tensor first, Tensor second, Scalar? value = null)
    {
        AddcmulInPlaceOp.Run(this, first, second, value ?? 1);
        return this;
    }

    /// <summary>Adds <c>value · first / second</c>.</summary>
    public Tensor AddCDivInPlace(Tensor first, Tensor second, Scalar? value = null)
    {
        AddcdivInPlaceOp.Run(this, first, second, value ?? 1);
        return this;
    }

    /// <summary>Adds <c>weight · (end − this)</c>.</summary>
    public Tensor LerpInPlace(Tensor end, Scalar weight)
    {
        LerpScalarInPlaceOp.Run(this, end, weight);
        return this;
    }

    /// <summary>Holds the elements within bounds.</summary>
    public Tensor ClampInPlace(Scalar? min = null, Scalar? max = null)
    {
        ClampInPlaceOp.Run(this, min, max);
        return this;
    }

    /// <summary>Takes square roots.</summary>
    public Tensor SqrtInPlace()
    {
        SqrtInPlaceOp.Run(this);
        return this;
    }

    /// <summary>Takes e to the power of each element.</summary>
    public Tensor ExpInPlace()
    {
        ExpInPlaceOp.Run(this);
        return this;
    }

    /// <summary>Changes the sign.</summary>
    public Tensor NegateInPlace()
    {
        NegInPlaceOp.Run(this);
        return this;
    }

    /// <summary>Sets negative elements to 0.</summary>
    public Tensor ReluInPlace()
    {
        ReluInPlaceOp.Run(this);
        return this;
    }

    /// <summary>Applies <see cref="HardSwish"/>.</summary>
    public Tensor HardSwishInPlace()
    {
        HardswishInPlaceOp.Run(this);
        return this;
    }

    /// <summary>Applies <see cref="HardSigmoid"/>.</summary>
    public Tensor HardSigmoidInPlace()
    {
        HardsigmoidInPlaceOp.Run(this);
        return this;
    }

    /// <summary>Sets all elements to a number.</summary>
    public Tensor FillInPlace(Scalar value)
    {
        FillScalarInPlaceOp.Run(this, value);
        return this;
    }

    /// <summary>Sets all elements to 0.</summary>
    public Tensor ZeroInPlace()
    {
        ZeroInPlaceOp.Run(this);
        return this;
    }

    /// <summary>Takes over the elements of another tensor, broadcast and converted, from any device.</summary>
    public Tensor CopyFrom(Tensor source, bool nonBlocking = false)
    {
        CopyInPlaceOp.Run(this, source, nonBlocking);
        return this;
    }

    /// <summary>Sets a number where a bool tensor holds.</summary>
    public Tensor MaskedFillInPlace(Tensor mask, Scalar value)
    {
        MaskedFillScalarInPlaceOp.Run(this, mask, value);
        return this;
    }

    /// <summary>Writes a value where the index says.</summary>
    public Tensor ScatterInPlace(int dimension, Tensor index, Scalar value)
    {
        ScatterValueInPlaceOp.Run(this, dimension, index, value);
        return this;
    }

    /// <summary>Adds the source where the index says.</summary>
    public Tensor ScatterAddInPlace(int dimension, Tensor index, Tensor source)
    {
        ScatterAddInPlaceOp.Run(this, dimension, index, source);
        return this;
    }

    /// <summary>Adds <c>alpha · source</c> at the positions that an integer vector names.</summary>
    public Tensor IndexAddInPlace(int dimension, Tensor index, Tensor source, Scalar? alpha = null)
    {
        IndexAddInPlaceOp.Run(this, dimension, index, source, alpha ?? 1);
        return this;
    }

    /// <summary>Writes the source at the positions that an integer vector names.</summary>
    public Tensor IndexCopyInPlace(int dimension, Tensor index, Tensor source)
    {
        IndexCopyInPlaceOp.Run(this, dimension, index, source);
        return this;
    }

    /// <summary>Draws uniform numbers in [from, to).</summary>
    public Tensor UniformInPlace(double from = 0, double to = 1, TorchGenerator? generator = null)
    {
        UniformInPlaceOp.Run(this, from, to, generator);
        return this;
    }

    /// <summary>Draws normal numbers.</summary>
    public Tensor NormalInPlace(double mean = 0, double deviation = 1, TorchGenerator? generator = null)
    {
        NormalInPlaceOp.Run(this, mean, deviation, generator);
        return this;
    }

    /// <summary>Draws ones with this probability, else zeros.</summary>
    public Tensor BernoulliInPlace(double probability = 0.5, TorchGenerator? generator = null)
    {
        BernoulliFloatInPlaceOp.Run(this, probability, generator);
        return this;
    }

    /// <summary>Draws exponential numbers.</summary>
    public Tensor ExponentialInPlace(double rate = 1, TorchGenerator? generator = null)
    {
        ExponentialInPlaceOp.Run(this, rate, generator);
        return this;
    }
}

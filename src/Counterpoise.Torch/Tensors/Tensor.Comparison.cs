namespace Counterpoise.Torch;

public sealed partial class Tensor
{
    private static readonly Operator EqTensorOp = Operator.Aten("eq", "Tensor");
    private static readonly Operator EqScalarOp = Operator.Aten("eq", "Scalar");
    private static readonly Operator NeTensorOp = Operator.Aten("ne", "Tensor");
    private static readonly Operator NeScalarOp = Operator.Aten("ne", "Scalar");
    private static readonly Operator LtTensorOp = Operator.Aten("lt", "Tensor");
    private static readonly Operator LtScalarOp = Operator.Aten("lt", "Scalar");
    private static readonly Operator LeTensorOp = Operator.Aten("le", "Tensor");
    private static readonly Operator LeScalarOp = Operator.Aten("le", "Scalar");
    private static readonly Operator GtTensorOp = Operator.Aten("gt", "Tensor");
    private static readonly Operator GtScalarOp = Operator.Aten("gt", "Scalar");
    private static readonly Operator GeTensorOp = Operator.Aten("ge", "Tensor");
    private static readonly Operator GeScalarOp = Operator.Aten("ge", "Scalar");
    private static readonly Operator BitwiseAndTensorOp = Operator.Aten("bitwise_and", "Tensor");
    private static readonly Operator BitwiseOrTensorOp = Operator.Aten("bitwise_or", "Tensor");
    private static readonly Operator BitwiseXorTensorOp = Operator.Aten("bitwise_xor", "Tensor");
    private static readonly Operator BitwiseNotOp = Operator.Aten("bitwise_not");
    private static readonly Operator IsnanOp = Operator.Aten("isnan");
    private static readonly Operator IsinfOp = Operator.Aten("isinf");
    private static readonly Operator IsfiniteOp = Operator.Aten("isfinite");
    private static readonly Operator EqualOp = Operator.Aten("equal");
    private static readonly Operator AllcloseOp = Operator.Aten("allclose");
    private static readonly Operator WhereSelfOp = Operator.Aten("where", "self");

    /// <summary>Where both are equal.</summary>
    public Tensor EqualTo(Tensor other) => EqTensorOp.Invoke(this, other);

    /// <summary>Where both are equal.</summary>
    public Tensor EqualTo(Scalar other) => EqScalarOp.Invoke(this, other);

    /// <summary>Where both differ.</summary>
    public Tensor NotEqualTo(Tensor other) => NeTensorOp.Invoke(this, other);

    /// <summary>Where both differ.</summary>
    public Tensor NotEqualTo(Scalar other) => NeScalarOp.Invoke(this, other);

    /// <summary>Where this is less.</summary>
    public Tensor LessThan(Tensor other) => LtTensorOp.Invoke(this, other);

    /// <summary>Where this is less.</summary>
    public Tensor LessThan(Scalar other) => LtScalarOp.Invoke(this, other);

    /// <summary>Where this is not greater.</summary>
    public Tensor LessOrEqual(Tensor other) => LeTensorOp.Invoke(this, other);

    /// <summary>Where this is not greater.</summary>
    public Tensor LessOrEqual(Scalar other) => LeScalarOp.Invoke(this, other);

    /// <summary>Where this is greater.</summary>
    public Tensor GreaterThan(Tensor other) => GtTensorOp.Invoke(this, other);

    /// <summary>Where this is greater.</summary>
    public Tensor GreaterThan(Scalar other) => GtScalarOp.Invoke(this, other);

    /// <summary>Where this is not less.</summary>
    public Tensor GreaterOrEqual(Tensor other) => GeTensorOp.Invoke(this, other);

    /// <summary>Where this is not less.</summary>
    public Tensor GreaterOrEqual(Scalar other) => GeScalarOp.Invoke(this, other);

    /// <summary>Elementwise and, of truth values or bits.</summary>
    public Tensor And(Tensor other) => BitwiseAndTensorOp.Invoke(this, other);

    /// <summary>Elementwise or, of truth values or bits.</summary>
    public Tensor Or(Tensor other) => BitwiseOrTensorOp.Invoke(this, other);

    /// <summary>Elementwise exclusive or, of truth values or bits.</summary>
    public Tensor Xor(Tensor other) => BitwiseXorTensorOp.Invoke(this, other);

    /// <summary>Elementwise not, of truth values or bits.</summary>
    public Tensor Not() => BitwiseNotOp.Invoke(this);

    /// <summary>Where elements are not a number.</summary>
    public Tensor IsNan() => IsnanOp.Invoke(this);

    /// <summary>Where elements are infinite.</summary>
    public Tensor IsInfinite() => IsinfOp.Invoke(this);

    /// <summary>Where elements are neither infinite nor NaN.</summary>
    public Tensor IsFinite() => IsfiniteOp.Invoke(this);

    /// <summary>Whether shape and all elements are equal.</summary>
    public bool ContentEquals(Tensor other) => EqualOp.InvokeBoolean(this, other);

    /// <summary>Whether all elements differ by at most <c>absolute + relative · |other|</c>.</summary>
    public bool AllClose(Tensor other, double relative = 1e-5, double absolute = 1e-8, bool equalNan = false) => AllcloseOp.InvokeBoolean(this, other, relative, absolute, equalNan);

    /// <summary>This where the condition holds, else the other.</summary>
    public Tensor Where(Tensor condition, Tensor other) => WhereSelfOp.Invoke(condition, this, other);
}

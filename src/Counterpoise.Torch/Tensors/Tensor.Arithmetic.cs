namespace Counterpoise.Torch;

public sealed partial class Tensor
{
    private static readonly Operator AddTensorOp = Operator.Aten("add", "Tensor");
    private static readonly Operator AddScalarOp = Operator.Aten("add", "Scalar");
    private static readonly Operator SubTensorOp = Operator.Aten("sub", "Tensor");
    private static readonly Operator SubScalarOp = Operator.Aten("sub", "Scalar");
    private static readonly Operator MulTensorOp = Operator.Aten("mul", "Tensor");
    private static readonly Operator MulScalarOp = Operator.Aten("mul", "Scalar");
    private static readonly Operator DivTensorOp = Operator.Aten("div", "Tensor");
    private static readonly Operator DivScalarOp = Operator.Aten("div", "Scalar");
    private static readonly Operator DivTensorModeOp = Operator.Aten("div", "Tensor_mode");
    private static readonly Operator DivScalarModeOp = Operator.Aten("div", "Scalar_mode");
    private static readonly Operator RemainderTensorOp = Operator.Aten("remainder", "Tensor");
    private static readonly Operator RemainderScalarOp = Operator.Aten("remainder", "Scalar");
    private static readonly Operator PowTensorScalarOp = Operator.Aten("pow", "Tensor_Scalar");
    private static readonly Operator PowTensorTensorOp = Operator.Aten("pow", "Tensor_Tensor");
    private static readonly Operator PowScalarOp = Operator.Aten("pow", "Scalar");
    private static readonly Operator NegOp = Operator.Aten("neg");
    private static readonly Operator AddcmulOp = Operator.Aten("addcmul");
    private static readonly Operator AddcdivOp = Operator.Aten("addcdiv");
    private static readonly Operator LerpScalarOp = Operator.Aten("lerp", "Scalar");
    private static readonly Operator LerpTensorOp = Operator.Aten("lerp", "Tensor");
    private static readonly Operator ClampOp = Operator.Aten("clamp");
    private static readonly Operator ClampTensorOp = Operator.Aten("clamp", "Tensor");
    private static readonly Operator MinimumOp = Operator.Aten("minimum");
    private static readonly Operator MaximumOp = Operator.Aten("maximum");
    private static readonly Operator Atan2Op = Operator.Aten("atan2");

    /// <summary>This plus <c>alpha · other</c>, broadcast.</summary>
    public Tensor Add(Tensor other, Scalar? alpha = null) => AddTensorOp.Invoke(this, other, alpha ?? 1);

    /// <summary>This plus a number.</summary>
    public Tensor Add(Scalar other) => AddScalarOp.Invoke(this, other);

    /// <summary>This minus <c>alpha · other</c>, broadcast.</summary>
    public Tensor Subtract(Tensor other, Scalar? alpha = null) => SubTensorOp.Invoke(this, other, alpha ?? 1);

    /// <summary>This minus a number.</summary>
    public Tensor Subtract(Scalar other) => SubScalarOp.Invoke(this, other);

    /// <summary>The elementwise product, broadcast.</summary>
    public Tensor Multiply(Tensor other) => MulTensorOp.Invoke(this, other);

    /// <summary>This times a number.</summary>
    public Tensor Multiply(Scalar other) => MulScalarOp.Invoke(this, other);

    /// <summary>The elementwise quotient, broadcast; integers give a real result.</summary>
    public Tensor Divide(Tensor other) => DivTensorOp.Invoke(this, other);

    /// <summary>This divided by a number; integers give a real result.</summary>
    public Tensor Divide(Scalar other) => DivScalarOp.Invoke(this, other);

    /// <summary>The quotient rounded down.</summary>
    public Tensor FloorDivide(Tensor other) => DivTensorModeOp.Invoke(this, other, "floor");

    /// <summary>The quotient rounded down.</summary>
    public Tensor FloorDivide(Scalar other) => DivScalarModeOp.Invoke(this, other, "floor");

    /// <summary>What is left of the division, with the sign of the divisor.</summary>
    public Tensor Remainder(Tensor other) => RemainderTensorOp.Invoke(this, other);

    /// <summary>What is left of the division, with the sign of the divisor.</summary>
    public Tensor Remainder(Scalar other) => RemainderScalarOp.Invoke(this, other);

    /// <summary>Each element to a power.</summary>
    public Tensor Pow(Scalar exponent) => PowTensorScalarOp.Invoke(this, exponent);

    /// <summary>Each element to the power of the other tensor's.</summary>
    public Tensor Pow(Tensor exponent) => PowTensorTensorOp.Invoke(this, exponent);

    /// <summary>A number to the power of each element.</summary>
    public static Tensor Pow(Scalar number, Tensor exponent) => PowScalarOp.Invoke(number, exponent);

    /// <summary>The elements with the other sign.</summary>
    public Tensor Negate() => NegOp.Invoke(this);

    /// <summary>This plus <c>value · first · second</c>.</summary>
    public Tensor AddCMul(Tensor first, Tensor second, Scalar? value = null) => AddcmulOp.Invoke(this, first, second, value ?? 1);

    /// <summary>This plus <c>value · first / second</c>.</summary>
    public Tensor AddCDiv(Tensor first, Tensor second, Scalar? value = null) => AddcdivOp.Invoke(this, first, second, value ?? 1);

    /// <summary>This plus <c>weight · (end − this)</c>.</summary>
    public Tensor Lerp(Tensor end, Scalar weight) => LerpScalarOp.Invoke(this, end, weight);

    /// <summary>This plus <c>weight · (end − this)</c>, each element with its own weight.</summary>
    public Tensor Lerp(Tensor end, Tensor weight) => LerpTensorOp.Invoke(this, end, weight);

    /// <summary>The elements held within bounds, of which one may be absent.</summary>
    public Tensor Clamp(Scalar? min = null, Scalar? max = null) => ClampOp.Invoke(this, min, max);

    /// <summary>The elements held within elementwise bounds, of which one may be absent.</summary>
    public Tensor Clamp(Tensor? min, Tensor? max) => ClampTensorOp.Invoke(this, min, max);

    /// <summary>The smaller of both, elementwise.</summary>
    public Tensor Minimum(Tensor other) => MinimumOp.Invoke(this, other);

    /// <summary>The larger of both, elementwise.</summary>
    public Tensor Maximum(Tensor other) => MaximumOp.Invoke(this, other);

    /// <summary>The angle of the point (other, this).</summary>
    public Tensor Atan2(Tensor other) => Atan2Op.Invoke(this, other);
}

namespace Counterpoise.Torch;

#pragma warning disable CA2225 // Each operator's named twin is its method: Add, Subtract, Multiply, Divide, Remainder, Negate, LessThan…
public sealed partial class Tensor
{
    private static readonly Operator RSubtractOp = Operator.Aten("rsub", "Scalar");

    /// <summary>The sum, broadcast.</summary>
    public static Tensor operator +(Tensor left, Tensor right) => Valid(left).Add(right);

    /// <summary>The sum.</summary>
    public static Tensor operator +(Tensor left, Scalar right) => Valid(left).Add(right);

    /// <summary>The sum.</summary>
    public static Tensor operator +(Scalar left, Tensor right) => Valid(right).Add(left);

    /// <summary>The difference, broadcast.</summary>
    public static Tensor operator -(Tensor left, Tensor right) => Valid(left).Subtract(right);

    /// <summary>The difference.</summary>
    public static Tensor operator -(Tensor left, Scalar right) => Valid(left).Subtract(right);

    /// <summary>The difference.</summary>
    public static Tensor operator -(Scalar left, Tensor right) => RSubtractOp.Invoke(Valid(right), left);

    /// <summary>The elementwise product, broadcast.</summary>
    public static Tensor operator *(Tensor left, Tensor right) => Valid(left).Multiply(right);

    /// <summary>The product.</summary>
    public static Tensor operator *(Tensor left, Scalar right) => Valid(left).Multiply(right);

    /// <summary>The product.</summary>
    public static Tensor operator *(Scalar left, Tensor right) => Valid(right).Multiply(left);

    /// <summary>The elementwise quotient, broadcast.</summary>
    public static Tensor operator /(Tensor left, Tensor right) => Valid(left).Divide(right);

    /// <summary>The quotient.</summary>
    public static Tensor operator /(Tensor left, Scalar right) => Valid(left).Divide(right);

    /// <summary>The quotient.</summary>
    public static Tensor operator /(Scalar left, Tensor right) => Valid(right).Reciprocal().Multiply(left);

    /// <summary>What is left of the division, with the sign of the divisor.</summary>
    public static Tensor operator %(Tensor left, Tensor right) => Valid(left).Remainder(right);

    /// <summary>What is left of the division, with the sign of the divisor.</summary>
    public static Tensor operator %(Tensor left, Scalar right) => Valid(left).Remainder(right);

    /// <summary>Where the left is less.</summary>
    public static Tensor operator <(Tensor left, Tensor right) => Valid(left).LessThan(right);

    /// <summary>Where the left is less.</summary>
    public static Tensor operator <(Tensor left, Scalar right) => Valid(left).LessThan(right);

    /// <summary>Where the left is greater.</summary>
    public static Tensor operator >(Tensor left, Tensor right) => Valid(left).GreaterThan(right);

    /// <summary>Where the left is greater.</summary>
    public static Tensor operator >(Tensor left, Scalar right) => Valid(left).GreaterThan(right);

    /// <summary>Where the left is not greater.</summary>
    public static Tensor operator <=(Tensor left, Tensor right) => Valid(left).LessOrEqual(right);

    /// <summary>Where the left is not greater.</summary>
    public static Tensor operator <=(Tensor left, Scalar right) => Valid(left).LessOrEqual(right);

    /// <summary>Where the left is not less.</summary>
    public static Tensor operator >=(Tensor left, Tensor right) => Valid(left).GreaterOrEqual(right);

    /// <summary>Where the left is not less.</summary>
    public static Tensor operator >=(Tensor left, Scalar right) => Valid(left).GreaterOrEqual(right);

    /// <summary>Elementwise and, of truth values or bits.</summary>
    public static Tensor operator &(Tensor left, Tensor right) => Valid(left).And(right);

    /// <summary>Elementwise or, of truth values or bits.</summary>
    public static Tensor operator |(Tensor left, Tensor right) => Valid(left).Or(right);

    /// <summary>Elementwise exclusive or, of truth values or bits.</summary>
    public static Tensor operator ^(Tensor left, Tensor right) => Valid(left).Xor(right);

    /// <summary>The elements with the other sign.</summary>
    public static Tensor operator -(Tensor tensor) => Valid(tensor).Negate();

    /// <summary>The elements themselves.</summary>
    public static Tensor operator +(Tensor tensor) => Valid(tensor);

    /// <summary>Elementwise not, of truth values or bits.</summary>
    public static Tensor operator ~(Tensor tensor) => Valid(tensor).Not();

    private static Tensor Valid(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor;
    }
}
#pragma warning restore CA2225

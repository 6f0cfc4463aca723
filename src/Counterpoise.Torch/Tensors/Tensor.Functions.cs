namespace Counterpoise.Torch;

public sealed partial class Tensor
{
    private static readonly Operator AbsOp = Operator.Aten("abs");
    private static readonly Operator SignOp = Operator.Aten("sign");
    private static readonly Operator ExpOp = Operator.Aten("exp");
    private static readonly Operator Expm1Op = Operator.Aten("expm1");
    private static readonly Operator LogOp = Operator.Aten("log");
    private static readonly Operator Log2Op = Operator.Aten("log2");
    private static readonly Operator Log10Op = Operator.Aten("log10");
    private static readonly Operator Log1pOp = Operator.Aten("log1p");
    private static readonly Operator SqrtOp = Operator.Aten("sqrt");
    private static readonly Operator RsqrtOp = Operator.Aten("rsqrt");
    private static readonly Operator SquareOp = Operator.Aten("square");
    private static readonly Operator ReciprocalOp = Operator.Aten("reciprocal");
    private static readonly Operator SinOp = Operator.Aten("sin");
    private static readonly Operator CosOp = Operator.Aten("cos");
    private static readonly Operator TanOp = Operator.Aten("tan");
    private static readonly Operator AsinOp = Operator.Aten("asin");
    private static readonly Operator AcosOp = Operator.Aten("acos");
    private static readonly Operator AtanOp = Operator.Aten("atan");
    private static readonly Operator SinhOp = Operator.Aten("sinh");
    private static readonly Operator CoshOp = Operator.Aten("cosh");
    private static readonly Operator ErfOp = Operator.Aten("erf");
    private static readonly Operator ErfinvOp = Operator.Aten("erfinv");
    private static readonly Operator LgammaOp = Operator.Aten("lgamma");
    private static readonly Operator DigammaOp = Operator.Aten("digamma");
    private static readonly Operator FloorOp = Operator.Aten("floor");
    private static readonly Operator CeilOp = Operator.Aten("ceil");
    private static readonly Operator RoundOp = Operator.Aten("round");
    private static readonly Operator TruncOp = Operator.Aten("trunc");
    private static readonly Operator FracOp = Operator.Aten("frac");
    private static readonly Operator NanToNumOp = Operator.Aten("nan_to_num");
    private static readonly Operator LogitOp = Operator.Aten("logit");

    /// <summary>The absolute values.</summary>
    public Tensor Abs() => AbsOp.Invoke(this);

    /// <summary>−1, 0 or 1.</summary>
    public Tensor Sign() => SignOp.Invoke(this);

    /// <summary>e to the power of each element.</summary>
    public Tensor Exp() => ExpOp.Invoke(this);

    /// <summary><c>exp(x) − 1</c>, exact near 0.</summary>
    public Tensor Expm1() => Expm1Op.Invoke(this);

    /// <summary>The natural logarithm.</summary>
    public Tensor Log() => LogOp.Invoke(this);

    /// <summary>The logarithm to base 2.</summary>
    public Tensor Log2() => Log2Op.Invoke(this);

    /// <summary>The logarithm to base 10.</summary>
    public Tensor Log10() => Log10Op.Invoke(this);

    /// <summary><c>log(1 + x)</c>, exact near 0.</summary>
    public Tensor Log1p() => Log1pOp.Invoke(this);

    /// <summary>The square root.</summary>
    public Tensor Sqrt() => SqrtOp.Invoke(this);

    /// <summary>One over the square root.</summary>
    public Tensor Rsqrt() => RsqrtOp.Invoke(this);

    /// <summary>The square.</summary>
    public Tensor Square() => SquareOp.Invoke(this);

    /// <summary>One over each element.</summary>
    public Tensor Reciprocal() => ReciprocalOp.Invoke(this);

    /// <summary>The sine.</summary>
    public Tensor Sin() => SinOp.Invoke(this);

    /// <summary>The cosine.</summary>
    public Tensor Cos() => CosOp.Invoke(this);

    /// <summary>The tangent.</summary>
    public Tensor Tan() => TanOp.Invoke(this);

    /// <summary>The angle of a sine.</summary>
    public Tensor Asin() => AsinOp.Invoke(this);

    /// <summary>The angle of a cosine.</summary>
    public Tensor Acos() => AcosOp.Invoke(this);

    /// <summary>The angle of a tangent.</summary>
    public Tensor Atan() => AtanOp.Invoke(this);

    /// <summary>The hyperbolic sine.</summary>
    public Tensor Sinh() => SinhOp.Invoke(this);

    /// <summary>The hyperbolic cosine.</summary>
    public Tensor Cosh() => CoshOp.Invoke(this);

    /// <summary>The error function.</summary>
    public Tensor Erf() => ErfOp.Invoke(this);

    /// <summary>The inverse of the error function.</summary>
    public Tensor ErfInv() => ErfinvOp.Invoke(this);

    /// <summary>The logarithm of the gamma function.</summary>
    public Tensor LogGamma() => LgammaOp.Invoke(this);

    /// <summary>The derivative of <see cref="LogGamma"/>.</summary>
    public Tensor Digamma() => DigammaOp.Invoke(this);

    /// <summary>Rounded down.</summary>
    public Tensor Floor() => FloorOp.Invoke(this);

    /// <summary>Rounded up.</summary>
    public Tensor Ceiling() => CeilOp.Invoke(this);

    /// <summary>Rounded to the nearest integer, ties to even.</summary>
    public Tensor Round() => RoundOp.Invoke(this);

    /// <summary>Rounded towards 0.</summary>
    public Tensor Truncate() => TruncOp.Invoke(this);

    /// <summary>What <see cref="Truncate"/> cuts off.</summary>
    public Tensor Fraction() => FracOp.Invoke(this);

    /// <summary>Replaces NaN and infinities by numbers; infinities by the largest finite ones unless given.</summary>
    public Tensor NanToNum(double nan = 0, double? positiveInfinity = null, double? negativeInfinity = null) => NanToNumOp.Invoke(this, nan, positiveInfinity, negativeInfinity);

    /// <summary><c>log(x / (1 − x))</c>, with x held within [epsilon, 1 − epsilon] if given.</summary>
    public Tensor Logit(double? epsilon = null) => LogitOp.Invoke(this, epsilon);
}

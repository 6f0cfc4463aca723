namespace Counterpoise.Torch;

/// <summary>In-place arithmetic on lists of tensors in one call each: what optimisers are made of.</summary>
public static class Foreach
{
    private static readonly Operator AddListOp = Operator.Aten("_foreach_add_", "List");
    private static readonly Operator AddScalarOp = Operator.Aten("_foreach_add_", "Scalar");
    private static readonly Operator MultiplyScalarOp = Operator.Aten("_foreach_mul_", "Scalar");
    private static readonly Operator MultiplyListOp = Operator.Aten("_foreach_mul_", "List");
    private static readonly Operator DivideScalarOp = Operator.Aten("_foreach_div_", "Scalar");
    private static readonly Operator DivideListOp = Operator.Aten("_foreach_div_", "List");
    private static readonly Operator AddCMulOp = Operator.Aten("_foreach_addcmul_", "Scalar");
    private static readonly Operator AddCDivOp = Operator.Aten("_foreach_addcdiv_", "Scalar");
    private static readonly Operator SqrtOp = Operator.Aten("_foreach_sqrt");
    private static readonly Operator NormOp = Operator.Aten("_foreach_norm", "Scalar");
    private static readonly Operator ZeroOp = Operator.Aten("_foreach_zero_");

    /// <summary>Adds <c>alpha · others[i]</c> to each tensor.</summary>
    public static void Add(Tensor[] tensors, Tensor[] others, Scalar? alpha = null) => AddListOp.Run(tensors, others, alpha ?? 1);

    /// <summary>Adds a number to each tensor.</summary>
    public static void Add(Tensor[] tensors, Scalar number) => AddScalarOp.Run(tensors, number);

    /// <summary>Multiplies each tensor by a number.</summary>
    public static void Multiply(Tensor[] tensors, Scalar number) => MultiplyScalarOp.Run(tensors, number);

    /// <summary>Multiplies each tensor by its partner.</summary>
    public static void Multiply(Tensor[] tensors, Tensor[] others) => MultiplyListOp.Run(tensors, others);

    /// <summary>Divides each tensor by a number.</summary>
    public static void Divide(Tensor[] tensors, Scalar number) => DivideScalarOp.Run(tensors, number);

    /// <summary>Divides each tensor by its partner.</summary>
    public static void Divide(Tensor[] tensors, Tensor[] others) => DivideListOp.Run(tensors, others);

    /// <summary>Adds <c>value · first[i] · second[i]</c> to each tensor.</summary>
    public static void AddCMul(Tensor[] tensors, Tensor[] first, Tensor[] second, Scalar value) => AddCMulOp.Run(tensors, first, second, value);

    /// <summary>Adds <c>value · first[i] / second[i]</c> to each tensor.</summary>
    public static void AddCDiv(Tensor[] tensors, Tensor[] first, Tensor[] second, Scalar value) => AddCDivOp.Run(tensors, first, second, value);

    /// <summary>The square roots, as new tensors.</summary>
    public static Tensor[] Sqrt(Tensor[] tensors) => SqrtOp.InvokeMany(tensors);

    /// <summary>The 2-norm of each tensor, as new tensors.</summary>
    public static Tensor[] Norm(Tensor[] tensors) => NormOp.InvokeMany(tensors, 2);

    /// <summary>Sets all elements to 0.</summary>
    public static void Zero(Tensor[] tensors) => ZeroOp.Run(tensors);
}

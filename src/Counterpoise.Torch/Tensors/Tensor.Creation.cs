using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

public sealed unsafe partial class Tensor
{
    private static readonly Operator FullOp = Operator.Aten("full");
    private static readonly Operator ArangeOp = Operator.Aten("arange", "start_step");
    private static readonly Operator LinspaceOp = Operator.Aten("linspace");
    private static readonly Operator EyeOp = Operator.Aten("eye", "m");
    private static readonly Operator RandOp = Operator.Aten("rand", "generator");
    private static readonly Operator RandnOp = Operator.Aten("randn", "generator");
    private static readonly Operator RandIntOp = Operator.Aten("randint", "low_generator");
    private static readonly Operator RandPermOp = Operator.Aten("randperm", "generator");
    private static readonly Operator EmptyLikeOp = Operator.Aten("empty_like");
    private static readonly Operator ZerosLikeOp = Operator.Aten("zeros_like");
    private static readonly Operator OnesLikeOp = Operator.Aten("ones_like");
    private static readonly Operator FullLikeOp = Operator.Aten("full_like");
    private static readonly Operator RandLikeOp = Operator.Aten("rand_like");
    private static readonly Operator RandnLikeOp = Operator.Aten("randn_like");
    private static readonly Operator BernoulliOp = Operator.Aten("bernoulli");
    private static readonly Operator MultinomialOp = Operator.Aten("multinomial");

    /// <summary>A tensor of unset elements.</summary>
    public static Tensor Empty(long[] shape, ScalarType type = ScalarType.Float32, Device? device = null, MemoryFormat format = MemoryFormat.Contiguous)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var on = device ?? Device.Cpu;
        nint result;
        fixed (long* sizes = shape)
        {
            Shim.Check(Shim.cp_tensor_empty(sizes, shape.Length, (int)type, (int)on.Type, on.Index, (int)format, &result));
        }

        return new Tensor(result);
    }

    /// <summary>A tensor filled with one value.</summary>
    public static Tensor Full(long[] shape, Scalar value, ScalarType type = ScalarType.Float32, Device? device = null) =>
        FullOp.Invoke(shape, value, type, Arg.None, device);

    /// <summary>A tensor of zeros.</summary>
    public static Tensor Zeros(long[] shape, ScalarType type = ScalarType.Float32, Device? device = null) => Full(shape, 0, type, device);

    /// <summary>A tensor of zeros in single precision.</summary>
    public static Tensor Zeros(params long[] shape) => Full(shape, 0);

    /// <summary>A tensor of ones.</summary>
    public static Tensor Ones(long[] shape, ScalarType type = ScalarType.Float32, Device? device = null) => Full(shape, 1, type, device);

    /// <summary>A tensor of ones in single precision.</summary>
    public static Tensor Ones(params long[] shape) => Full(shape, 1);

    /// <summary>A tensor without dimensions that holds one value; its type is int64, float32 or bool unless given.</summary>
    public static Tensor Scalar(Scalar value, ScalarType? type = null, Device? device = null) =>
        Full([], value, type ?? (value.Type == ScalarType.Float64 ? ScalarType.Float32 : value.Type), device);

    /// <summary>0, 1, … up to, not including, <paramref name="end"/>.</summary>
    public static Tensor Arange(Scalar end, ScalarType? type = null, Device? device = null) => Arange(0, end, 1, type, device);

    /// <summary>start, start + step, … up to, not including, <paramref name="end"/>. The type is int64 for integers and float32 otherwise, unless given.</summary>
    public static Tensor Arange(Scalar start, Scalar end, Scalar step, ScalarType? type = null, Device? device = null)
    {
        var real = start.Type == ScalarType.Float64 || end.Type == ScalarType.Float64 || step.Type == ScalarType.Float64;
        return ArangeOp.Invoke(start, end, step, type ?? (real ? ScalarType.Float32 : ScalarType.Int64), Arg.None, device);
    }

    /// <summary><paramref name="steps"/> numbers at equal distances from start to end, both included.</summary>
    public static Tensor Linspace(double start, double end, long steps, ScalarType type = ScalarType.Float32, Device? device = null) =>
        LinspaceOp.Invoke(start, end, steps, type, Arg.None, device);

    /// <summary>The identity matrix, with more columns than rows or fewer if asked.</summary>
    public static Tensor Eye(long rows, long? columns = null, ScalarType type = ScalarType.Float32, Device? device = null) =>
        EyeOp.Invoke(rows, columns ?? rows, type, Arg.None, device);

    /// <summary>Uniform numbers in [0, 1).</summary>
    public static Tensor Rand(long[] shape, ScalarType type = ScalarType.Float32, Device? device = null, TorchGenerator? generator = null) =>
        RandOp.Invoke(shape, generator, type, Arg.None, device);

    /// <summary>Standard normal numbers.</summary>
    public static Tensor Randn(long[] shape, ScalarType type = ScalarType.Float32, Device? device = null, TorchGenerator? generator = null) =>
        RandnOp.Invoke(shape, generator, type, Arg.None, device);

    /// <summary>Uniform integers from <paramref name="low"/> up to, not including, <paramref name="high"/>.</summary>
    public static Tensor RandInt(long low, long high, long[] shape, ScalarType type = ScalarType.Int64, Device? device = null, TorchGenerator? generator = null) =>
        RandIntOp.Invoke(low, high, shape, generator, type, Arg.None, device);

    /// <summary>A random permutation of 0 … count - 1.</summary>
    public static Tensor RandPerm(long count, ScalarType type = ScalarType.Int64, Device? device = null, TorchGenerator? generator = null) =>
        RandPermOp.Invoke(count, generator, type, Arg.None, device);

    /// <summary>Unset elements in this tensor's shape, layout, type and device.</summary>
    public Tensor EmptyLike(ScalarType? type = null) => EmptyLikeOp.Invoke(this, type);

    /// <summary>Zeros in this tensor's shape, layout, type and device.</summary>
    public Tensor ZerosLike(ScalarType? type = null) => ZerosLikeOp.Invoke(this, type);

    /// <summary>Ones in this tensor's shape, layout, type and device.</summary>
    public Tensor OnesLike(ScalarType? type = null) => OnesLikeOp.Invoke(this, type);

    /// <summary>One value in this tensor's shape, layout, type and device.</summary>
    public Tensor FullLike(Scalar value, ScalarType? type = null) => FullLikeOp.Invoke(this, value, type);

    /// <summary>Uniform numbers in [0, 1) in this tensor's shape, from the default generator.</summary>
    public Tensor RandLike(ScalarType? type = null) => RandLikeOp.Invoke(this, type);

    /// <summary>Standard normal numbers in this tensor's shape, from the default generator.</summary>
    public Tensor RandnLike(ScalarType? type = null) => RandnLikeOp.Invoke(this, type);

    /// <summary>Ones with the probabilities that the elements give, else zeros.</summary>
    public Tensor Bernoulli(TorchGenerator? generator = null) => BernoulliOp.Invoke(this, generator);

    /// <summary>Indices drawn with probabilities proportional to the elements of a vector, or of each row.</summary>
    public Tensor Multinomial(long samples, bool replacement = false, TorchGenerator? generator = null) =>
        MultinomialOp.Invoke(this, samples, replacement, generator);
}

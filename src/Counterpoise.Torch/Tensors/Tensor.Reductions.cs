namespace Counterpoise.Torch;

public sealed partial class Tensor
{
    private static readonly Operator SumOp = Operator.Aten("sum");
    private static readonly Operator SumDimIntListOp = Operator.Aten("sum", "dim_IntList");
    private static readonly Operator MeanOp = Operator.Aten("mean");
    private static readonly Operator MeanDimOp = Operator.Aten("mean", "dim");
    private static readonly Operator ProdOp = Operator.Aten("prod");
    private static readonly Operator ProdDimIntOp = Operator.Aten("prod", "dim_int");
    private static readonly Operator VarOp = Operator.Aten("var");
    private static readonly Operator VarDimOp = Operator.Aten("var", "dim");
    private static readonly Operator StdOp = Operator.Aten("std");
    private static readonly Operator StdDimOp = Operator.Aten("std", "dim");
    private static readonly Operator MinOp = Operator.Aten("min");
    private static readonly Operator MaxOp = Operator.Aten("max");
    private static readonly Operator MinDimOp = Operator.Aten("min", "dim");
    private static readonly Operator MaxDimOp = Operator.Aten("max", "dim");
    private static readonly Operator AminOp = Operator.Aten("amin");
    private static readonly Operator AmaxOp = Operator.Aten("amax");
    private static readonly Operator ArgminOp = Operator.Aten("argmin");
    private static readonly Operator ArgmaxOp = Operator.Aten("argmax");
    private static readonly Operator LogsumexpOp = Operator.Aten("logsumexp");
    private static readonly Operator NormScalarOp = Operator.Aten("norm", "Scalar");
    private static readonly Operator NormScalarOptDimOp = Operator.Aten("norm", "ScalarOpt_dim");
    private static readonly Operator AnyOp = Operator.Aten("any");
    private static readonly Operator AnyDimOp = Operator.Aten("any", "dim");
    private static readonly Operator AllOp = Operator.Aten("all");
    private static readonly Operator AllDimOp = Operator.Aten("all", "dim");
    private static readonly Operator CountNonzeroOp = Operator.Aten("count_nonzero");
    private static readonly Operator MedianOp = Operator.Aten("median");
    private static readonly Operator MedianDimOp = Operator.Aten("median", "dim");
    private static readonly Operator QuantileScalarOp = Operator.Aten("quantile", "scalar");
    private static readonly Operator CumsumOp = Operator.Aten("cumsum");
    private static readonly Operator CumprodOp = Operator.Aten("cumprod");
    private static readonly Operator HistcOp = Operator.Aten("histc");
    private static readonly Operator BincountOp = Operator.Aten("bincount");

    /// <summary>The sum of all elements.</summary>
    public Tensor Sum(ScalarType? type = null) => SumOp.Invoke(this, type);

    /// <summary>The sum along dimensions, which stay with size 1 if kept.</summary>
    public Tensor Sum(long[] dimensions, bool keep = false, ScalarType? type = null) => SumDimIntListOp.Invoke(this, dimensions, keep, type);

    /// <summary>The sum along a dimension, which stays with size 1 if kept.</summary>
    public Tensor Sum(int dimension, bool keep = false) => SumDimIntListOp.Invoke(this, new long[] { dimension }, keep);

    /// <summary>The mean of all elements.</summary>
    public Tensor Mean(ScalarType? type = null) => MeanOp.Invoke(this, type);

    /// <summary>The mean along dimensions, which stay with size 1 if kept.</summary>
    public Tensor Mean(long[] dimensions, bool keep = false, ScalarType? type = null) => MeanDimOp.Invoke(this, dimensions, keep, type);

    /// <summary>The mean along a dimension, which stays with size 1 if kept.</summary>
    public Tensor Mean(int dimension, bool keep = false) => MeanDimOp.Invoke(this, new long[] { dimension }, keep);

    /// <summary>The product of all elements.</summary>
    public Tensor Product(ScalarType? type = null) => ProdOp.Invoke(this, type);

    /// <summary>The product along a dimension.</summary>
    public Tensor Product(int dimension, bool keep = false) => ProdDimIntOp.Invoke(this, dimension, keep);

    /// <summary>The variance of all elements, divided by n − 1 if unbiased.</summary>
    public Tensor Variance(bool unbiased = true) => VarOp.Invoke(this, unbiased);

    /// <summary>The variance along dimensions, divided by n − 1 if unbiased.</summary>
    public Tensor Variance(long[] dimensions, bool unbiased = true, bool keep = false) => VarDimOp.Invoke(this, dimensions, unbiased, keep);

    /// <summary>The standard deviation of all elements.</summary>
    public Tensor StandardDeviation(bool unbiased = true) => StdOp.Invoke(this, unbiased);

    /// <summary>The standard deviation along dimensions.</summary>
    public Tensor StandardDeviation(long[] dimensions, bool unbiased = true, bool keep = false) => StdDimOp.Invoke(this, dimensions, unbiased, keep);

    /// <summary>The least of all elements.</summary>
    public Tensor Min() => MinOp.Invoke(this);

    /// <summary>The greatest of all elements.</summary>
    public Tensor Max() => MaxOp.Invoke(this);

    /// <summary>The least along a dimension, and where it is.</summary>
    public (Tensor Values, Tensor Indices) Min(int dimension, bool keep = false) => MinDimOp.InvokePair(this, dimension, keep);

    /// <summary>The greatest along a dimension, and where it is.</summary>
    public (Tensor Values, Tensor Indices) Max(int dimension, bool keep = false) => MaxDimOp.InvokePair(this, dimension, keep);

    /// <summary>The least along dimensions; ties share the gradient.</summary>
    public Tensor AMin(long[] dimensions, bool keep = false) => AminOp.Invoke(this, dimensions, keep);

    /// <summary>The greatest along dimensions; ties share the gradient.</summary>
    public Tensor AMax(long[] dimensions, bool keep = false) => AmaxOp.Invoke(this, dimensions, keep);

    /// <summary>Where the least is, along a dimension or in all.</summary>
    public Tensor ArgMin(int? dimension = null, bool keep = false) => ArgminOp.Invoke(this, (long?)dimension, keep);

    /// <summary>Where the greatest is, along a dimension or in all.</summary>
    public Tensor ArgMax(int? dimension = null, bool keep = false) => ArgmaxOp.Invoke(this, (long?)dimension, keep);

    /// <summary><c>log Σ exp(x)</c> along dimensions, exact for large x.</summary>
    public Tensor LogSumExp(long[] dimensions, bool keep = false) => LogsumexpOp.Invoke(this, dimensions, keep);

    /// <summary>The p-norm of all elements.</summary>
    public Tensor Norm(double p = 2) => NormScalarOp.Invoke(this, p);

    /// <summary>The p-norm along dimensions.</summary>
    public Tensor Norm(long[] dimensions, double p = 2, bool keep = false) => NormScalarOptDimOp.Invoke(this, p, dimensions, keep);

    /// <summary>Whether any element is not zero.</summary>
    public Tensor Any() => AnyOp.Invoke(this);

    /// <summary>Whether any element along a dimension is not zero.</summary>
    public Tensor Any(int dimension, bool keep = false) => AnyDimOp.Invoke(this, dimension, keep);

    /// <summary>Whether no element is zero.</summary>
    public Tensor All() => AllOp.Invoke(this);

    /// <summary>Whether no element along a dimension is zero.</summary>
    public Tensor All(int dimension, bool keep = false) => AllDimOp.Invoke(this, dimension, keep);

    /// <summary>How many elements are not zero, along a dimension or in all.</summary>
    public Tensor CountNonzero(int? dimension = null) => CountNonzeroOp.Invoke(this, (long?)dimension);

    /// <summary>The median of all elements, the lower of two.</summary>
    public Tensor Median() => MedianOp.Invoke(this);

    /// <summary>The median along a dimension, the lower of two, and where it is.</summary>
    public (Tensor Values, Tensor Indices) Median(int dimension, bool keep = false) => MedianDimOp.InvokePair(this, dimension, keep);

    /// <summary>The q-quantile with linear interpolation, along a dimension or of all.</summary>
    public Tensor Quantile(double q, int? dimension = null, bool keep = false) => QuantileScalarOp.Invoke(this, q, (long?)dimension, keep);

    /// <summary>The running sum along a dimension.</summary>
    public Tensor CumulativeSum(int dimension) => CumsumOp.Invoke(this, dimension);

    /// <summary>The running product along a dimension.</summary>
    public Tensor CumulativeProduct(int dimension) => CumprodOp.Invoke(this, dimension);

    /// <summary>How many elements fall into each of equally wide bins from min to max.</summary>
    public Tensor Histogram(long bins, Scalar min, Scalar max) => HistcOp.Invoke(this, bins, min, max);

    /// <summary>How often each non-negative integer occurs in a vector, or the sum of its weights.</summary>
    public Tensor BinCount(Tensor? weights = null, long leastLength = 0) => BincountOp.Invoke(this, weights, leastLength);
}

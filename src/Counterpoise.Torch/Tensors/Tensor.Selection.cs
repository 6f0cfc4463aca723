namespace Counterpoise.Torch;

public sealed partial class Tensor
{
    private static readonly Operator GatherOp = Operator.Aten("gather");
    private static readonly Operator ScatterSrcOp = Operator.Aten("scatter", "src");
    private static readonly Operator ScatterValueOp = Operator.Aten("scatter", "value");
    private static readonly Operator ScatterAddOp = Operator.Aten("scatter_add");
    private static readonly Operator IndexSelectOp = Operator.Aten("index_select");
    private static readonly Operator IndexAddOp = Operator.Aten("index_add");
    private static readonly Operator TakeOp = Operator.Aten("take");
    private static readonly Operator TakeAlongDimOp = Operator.Aten("take_along_dim");
    private static readonly Operator MaskedSelectOp = Operator.Aten("masked_select");
    private static readonly Operator MaskedFillScalarOp = Operator.Aten("masked_fill", "Scalar");
    private static readonly Operator NonzeroOp = Operator.Aten("nonzero");
    private static readonly Operator SortOp = Operator.Aten("sort");
    private static readonly Operator SortStableOp = Operator.Aten("sort", "stable");
    private static readonly Operator ArgsortOp = Operator.Aten("argsort");
    private static readonly Operator TopkOp = Operator.Aten("topk");
    private static readonly Operator SearchsortedTensorOp = Operator.Aten("searchsorted", "Tensor");
    private static readonly Operator BucketizeTensorOp = Operator.Aten("bucketize", "Tensor");

    /// <summary><c>out[i][j] = this[index[i][j]][j]</c> for dimension 0.</summary>
    public Tensor Gather(int dimension, Tensor index) => GatherOp.Invoke(this, dimension, index);

    /// <summary>A copy with the source written where the index says.</summary>
    public Tensor Scatter(int dimension, Tensor index, Tensor source) => ScatterSrcOp.Invoke(this, dimension, index, source);

    /// <summary>A copy with a value written where the index says.</summary>
    public Tensor Scatter(int dimension, Tensor index, Scalar value) => ScatterValueOp.Invoke(this, dimension, index, value);

    /// <summary>A copy with the source added where the index says.</summary>
    public Tensor ScatterAdd(int dimension, Tensor index, Tensor source) => ScatterAddOp.Invoke(this, dimension, index, source);

    /// <summary>The positions of a dimension that an integer vector names.</summary>
    public Tensor IndexSelect(int dimension, Tensor index) => IndexSelectOp.Invoke(this, dimension, index);

    /// <summary>A copy with <c>alpha · source</c> added at the positions that an integer vector names.</summary>
    public Tensor IndexAdd(int dimension, Tensor index, Tensor source, Scalar? alpha = null) => IndexAddOp.Invoke(this, dimension, index, source, alpha ?? 1);

    /// <summary>Elements by their number in row-major order.</summary>
    public Tensor Take(Tensor index) => TakeOp.Invoke(this, index);

    /// <summary>Elements by their position along a dimension, as <see cref="ArgSort"/> gives them.</summary>
    public Tensor TakeAlong(Tensor index, int? dimension = null) => TakeAlongDimOp.Invoke(this, index, (long?)dimension);

    /// <summary>The elements where a bool tensor holds, as a vector.</summary>
    public Tensor MaskedSelect(Tensor mask) => MaskedSelectOp.Invoke(this, mask);

    /// <summary>A copy with a value where a bool tensor holds.</summary>
    public Tensor MaskedFill(Tensor mask, Scalar value) => MaskedFillScalarOp.Invoke(this, mask, value);

    /// <summary>The positions of the elements that are not zero, one row each.</summary>
    public Tensor Nonzero() => NonzeroOp.Invoke(this);

    /// <summary>Sorted along a dimension, and where each element came from.</summary>
    public (Tensor Values, Tensor Indices) Sort(int dimension = -1, bool descending = false) => SortOp.InvokePair(this, dimension, descending);

    /// <summary>Sorted along a dimension with ties in their order, and where each element came from.</summary>
    public (Tensor Values, Tensor Indices) SortStable(int dimension = -1, bool descending = false) => SortStableOp.InvokePair(this, true, dimension, descending);

    /// <summary>The positions that sort a dimension.</summary>
    public Tensor ArgSort(int dimension = -1, bool descending = false) => ArgsortOp.Invoke(this, dimension, descending);

    /// <summary>The k largest (or smallest) along a dimension, and where they are.</summary>
    public (Tensor Values, Tensor Indices) TopK(long k, int dimension = -1, bool largest = true, bool sorted = true) => TopkOp.InvokePair(this, k, dimension, largest, sorted);

    /// <summary>Where values would be inserted into this sorted tensor.</summary>
    public Tensor SearchSorted(Tensor values, bool right = false) => SearchsortedTensorOp.Invoke(this, values, false, right);

    /// <summary>The bucket between sorted boundaries that each element falls into.</summary>
    public Tensor Bucketize(Tensor boundaries, bool right = false) => BucketizeTensorOp.Invoke(this, boundaries, false, right);

    private static readonly Operator UniqueOp = Operator.Aten("_unique2");

    /// <summary>The distinct elements in order, where each element of this tensor is among them, and how often each occurs.</summary>
    public (Tensor Values, Tensor Inverse, Tensor Counts) Unique() => UniqueOp.InvokeTriple(this, true, true, true);
}

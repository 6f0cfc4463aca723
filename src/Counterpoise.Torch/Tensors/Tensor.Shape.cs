namespace Counterpoise.Torch;

public sealed partial class Tensor
{
    private static readonly Operator ReshapeOp = Operator.Aten("reshape");
    private static readonly Operator ViewOp = Operator.Aten("view");
    private static readonly Operator ViewDtypeOp = Operator.Aten("view", "dtype");
    private static readonly Operator FlattenUsingIntsOp = Operator.Aten("flatten", "using_ints");
    private static readonly Operator SqueezeOp = Operator.Aten("squeeze");
    private static readonly Operator SqueezeDimOp = Operator.Aten("squeeze", "dim");
    private static readonly Operator UnsqueezeOp = Operator.Aten("unsqueeze");
    private static readonly Operator TransposeIntOp = Operator.Aten("transpose", "int");
    private static readonly Operator TOp = Operator.Aten("t");
    private static readonly Operator PermuteOp = Operator.Aten("permute");
    private static readonly Operator ExpandOp = Operator.Aten("expand");
    private static readonly Operator ExpandAsOp = Operator.Aten("expand_as");
    private static readonly Operator RepeatOp = Operator.Aten("repeat");
    private static readonly Operator RepeatInterleaveSelfIntOp = Operator.Aten("repeat_interleave", "self_int");
    private static readonly Operator RepeatInterleaveSelfTensorOp = Operator.Aten("repeat_interleave", "self_Tensor");
    private static readonly Operator NarrowOp = Operator.Aten("narrow");
    private static readonly Operator SelectIntOp = Operator.Aten("select", "int");
    private static readonly Operator SliceTensorOp = Operator.Aten("slice", "Tensor");
    private static readonly Operator SplitTensorOp = Operator.Aten("split", "Tensor");
    private static readonly Operator SplitWithSizesOp = Operator.Aten("split_with_sizes");
    private static readonly Operator ChunkOp = Operator.Aten("chunk");
    private static readonly Operator UnbindIntOp = Operator.Aten("unbind", "int");
    private static readonly Operator FlipOp = Operator.Aten("flip");
    private static readonly Operator RollOp = Operator.Aten("roll");
    private static readonly Operator DiagonalOp = Operator.Aten("diagonal");
    private static readonly Operator DiagOp = Operator.Aten("diag");
    private static readonly Operator TriuOp = Operator.Aten("triu");
    private static readonly Operator TrilOp = Operator.Aten("tril");
    private static readonly Operator CloneOp = Operator.Aten("clone");
    private static readonly Operator ContiguousOp = Operator.Aten("contiguous");
    private static readonly Operator UnfoldOp = Operator.Aten("unfold");
    private static readonly Operator CatOp = Operator.Aten("cat");
    private static readonly Operator StackOp = Operator.Aten("stack");
    private static readonly Operator MeshgridIndexingOp = Operator.Aten("meshgrid", "indexing");

    /// <summary>The same elements in another shape, as a view where possible; one size may be −1.</summary>
    public Tensor Reshape(params long[] shape) => ReshapeOp.Invoke(this, shape);

    /// <summary>The same memory in another shape; one size may be −1.</summary>
    public Tensor View(params long[] shape) => ViewOp.Invoke(this, shape);

    /// <summary>The same bits as another element type.</summary>
    public Tensor ViewAs(ScalarType type) => ViewDtypeOp.Invoke(this, type);

    /// <summary>Dimensions start to end, both included, joined into one.</summary>
    public Tensor Flatten(int start = 0, int end = -1) => FlattenUsingIntsOp.Invoke(this, start, end);

    /// <summary>One dimension split into several.</summary>
    public Tensor Unflatten(int dimension, params long[] sizes) => ViewOp.Invoke(this, Unflattened(dimension, sizes));

    /// <summary>Without the dimensions of size 1.</summary>
    public Tensor Squeeze() => SqueezeOp.Invoke(this);

    /// <summary>Without this dimension if it has size 1.</summary>
    public Tensor Squeeze(int dimension) => SqueezeDimOp.Invoke(this, dimension);

    /// <summary>With a new dimension of size 1 here.</summary>
    public Tensor Unsqueeze(int dimension) => UnsqueezeOp.Invoke(this, dimension);

    /// <summary>With two dimensions swapped.</summary>
    public Tensor Transpose(int first, int second) => TransposeIntOp.Invoke(this, first, second);

    /// <summary>The transposed matrix.</summary>
    public Tensor T() => TOp.Invoke(this);

    /// <summary>With the dimensions in this order.</summary>
    public Tensor Permute(params long[] dimensions) => PermuteOp.Invoke(this, dimensions);

    /// <summary>Dimensions of size 1 repeated without memory; −1 leaves a size.</summary>
    public Tensor Expand(params long[] shape) => ExpandOp.Invoke(this, shape);

    /// <summary>Expanded to the shape of another tensor.</summary>
    public Tensor ExpandAs(Tensor other) => ExpandAsOp.Invoke(this, other);

    /// <summary>Copies laid side by side, this often along each dimension.</summary>
    public Tensor Repeat(params long[] repeats) => RepeatOp.Invoke(this, repeats);

    /// <summary>Each element repeated, along a dimension or flattened.</summary>
    public Tensor RepeatInterleave(long repeats, int? dimension = null) => RepeatInterleaveSelfIntOp.Invoke(this, repeats, (long?)dimension);

    /// <summary>Each element repeated as often as the other tensor says.</summary>
    public Tensor RepeatInterleave(Tensor repeats, int? dimension = null) => RepeatInterleaveSelfTensorOp.Invoke(this, repeats, (long?)dimension);

    /// <summary>A part of a dimension, as a view.</summary>
    public Tensor Narrow(int dimension, long start, long length) => NarrowOp.Invoke(this, dimension, start, length);

    /// <summary>One position of a dimension, as a view.</summary>
    public Tensor Select(int dimension, long index) => SelectIntOp.Invoke(this, dimension, index);

    /// <summary>A slice of a dimension, as a view.</summary>
    public Tensor Slice(int dimension, long? start = null, long? end = null, long step = 1) => SliceTensorOp.Invoke(this, dimension, start, end, step);

    /// <summary>Parts of this size along a dimension, the last maybe smaller, as views.</summary>
    public Tensor[] Split(long size, int dimension = 0) => SplitTensorOp.InvokeMany(this, size, dimension);

    /// <summary>Parts of these sizes along a dimension, as views.</summary>
    public Tensor[] Split(long[] sizes, int dimension = 0) => SplitWithSizesOp.InvokeMany(this, sizes, dimension);

    /// <summary>At most this many equal parts along a dimension, as views.</summary>
    public Tensor[] Chunk(long chunks, int dimension = 0) => ChunkOp.InvokeMany(this, chunks, dimension);

    /// <summary>Each position of a dimension, as views.</summary>
    public Tensor[] Unbind(int dimension = 0) => UnbindIntOp.InvokeMany(this, dimension);

    /// <summary>With the order along these dimensions reversed.</summary>
    public Tensor Flip(params long[] dimensions) => FlipOp.Invoke(this, dimensions);

    /// <summary>Shifted along dimensions, what falls off comes in on the other side.</summary>
    public Tensor Roll(long[] shifts, long[] dimensions) => RollOp.Invoke(this, shifts, dimensions);

    /// <summary>The diagonal of two dimensions, as a view.</summary>
    public Tensor Diagonal(long offset = 0, int first = 0, int second = 1) => DiagonalOp.Invoke(this, offset, first, second);

    /// <summary>A vector as a diagonal matrix, or a matrix's diagonal as a vector.</summary>
    public Tensor Diag(long diagonal = 0) => DiagOp.Invoke(this, diagonal);

    /// <summary>Zeros below a diagonal.</summary>
    public Tensor TriangleUpper(long diagonal = 0) => TriuOp.Invoke(this, diagonal);

    /// <summary>Zeros above a diagonal.</summary>
    public Tensor TriangleLower(long diagonal = 0) => TrilOp.Invoke(this, diagonal);

    /// <summary>A copy with its own memory, still part of the graph.</summary>
    public Tensor Clone(MemoryFormat? format = null) => CloneOp.Invoke(this, format);

    /// <summary>Dense in a memory format: this tensor's elements, copied if need be.</summary>
    public Tensor Contiguous(MemoryFormat format = MemoryFormat.Contiguous) => ContiguousOp.Invoke(this, format);

    /// <summary>Sliding windows along a dimension, as a view with one more dimension.</summary>
    public Tensor Unfold(int dimension, long size, long step) => UnfoldOp.Invoke(this, dimension, size, step);

    /// <summary>Tensors joined along an existing dimension.</summary>
    public static Tensor Concatenate(Tensor[] tensors, int dimension = 0) => CatOp.Invoke(tensors, dimension);

    /// <summary>Tensors of one shape joined along a new dimension.</summary>
    public static Tensor Stack(Tensor[] tensors, int dimension = 0) => StackOp.Invoke(tensors, dimension);

    /// <summary>The coordinates of a grid over vectors.</summary>
    public static Tensor[] MeshGrid(Tensor[] axes, bool rowsFirst = true) => MeshgridIndexingOp.InvokeMany(axes, rowsFirst ? "ij" : "xy");

    private long[] Unflattened(int dimension, long[] sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        var shape = Shape;
        var at = dimension < 0 ? dimension + shape.Length : dimension;
        return [.. shape[..at], .. sizes, .. shape[(at + 1)..]];
    }
}

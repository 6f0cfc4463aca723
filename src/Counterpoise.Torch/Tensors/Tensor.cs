using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>
/// A libtorch tensor: an n-dimensional array of one <see cref="ScalarType"/> on one <see cref="Device"/>.
/// It owns native memory: make it inside a <see cref="DisposeScope"/> or dispose it. The finalizer is a backstop that comes too late for a training loop.
/// </summary>
public sealed unsafe partial class Tensor : IDisposable
{
    private static long s_live;
    private nint _handle;

    internal Tensor(nint handle)
    {
        _handle = handle != 0 ? handle : throw new InvalidOperationException("libtorch returned an undefined tensor");
        Interlocked.Increment(ref s_live);
        DisposeScope.Register(this);
    }

    /// <summary>The backstop for tensors nobody disposed.</summary>
    ~Tensor() => Free();

    /// <summary>How many tensors are alive in this process: what tests compare before and after to find leaks.</summary>
    public static long LiveCount => Interlocked.Read(ref s_live);

    /// <summary>Whether the tensor was disposed; anything else then throws <see cref="ObjectDisposedException"/>.</summary>
    public bool IsDisposed => _handle == 0;

    internal nint Handle => _handle != 0 ? _handle : throw Gone();

    internal DisposeScope? Scope { get; set; }

    internal int Slot { get; set; }

    /// <summary>The number of dimensions.</summary>
    public int Rank => (int)Shim.cp_tensor_dimensions(Handle);

    /// <summary>The number of elements.</summary>
    public long Count => Shim.cp_tensor_count(Handle);

    /// <summary>The size of each dimension.</summary>
    public long[] Shape
    {
        get
        {
            var sizes = new long[Rank];
            fixed (long* to = sizes)
            {
                Shim.cp_tensor_sizes(Handle, to);
            }

            return sizes;
        }
    }

    /// <summary>How many elements lie between neighbours along each dimension.</summary>
    public long[] Strides
    {
        get
        {
            var strides = new long[Rank];
            fixed (long* to = strides)
            {
                Shim.cp_tensor_strides(Handle, to);
            }

            return strides;
        }
    }

    /// <summary>The element type.</summary>
    public ScalarType Type => (ScalarType)Shim.cp_tensor_dtype(Handle);

    /// <summary>Where the elements live.</summary>
    public Device Device
    {
        get
        {
            int type, index;
            Shim.cp_tensor_device(Handle, &type, &index);
            return type == 0 ? Device.Cpu : new Device((DeviceType)type, index);
        }
    }

    /// <summary>Whether the elements lie densely in row-major order.</summary>
    public bool IsContiguous => IsContiguousIn(MemoryFormat.Contiguous);

    /// <summary>How often this tensor's memory was modified in place; -1 for tensors made in inference mode, which do not count.</summary>
    public long Version => Shim.cp_tensor_version(Handle);

    /// <summary>Whether the tensor is a view of another one's memory.</summary>
    public bool IsView => Shim.cp_tensor_is_view(Handle) != 0;

    /// <summary>Whether the elements lie densely in the order of a memory format.</summary>
    public bool IsContiguousIn(MemoryFormat format) => Shim.cp_tensor_is_contiguous(Handle, (int)format) != 0;

    /// <summary>The size of one dimension; negative ones count from the end.</summary>
    public long Size(int dimension)
    {
        var rank = Rank;
        var at = dimension < 0 ? dimension + rank : dimension;
        if (at < 0 || at >= rank)
        {
            throw new ArgumentOutOfRangeException(nameof(dimension), dimension, $"a tensor of shape {ShapeText} has dimensions {-rank} to {rank - 1}");
        }

        var sizes = stackalloc long[rank];
        Shim.cp_tensor_sizes(Handle, sizes);
        return sizes[at];
    }

    /// <summary>Whether both are the same native tensor, gradient and history included.</summary>
    public bool IsSame(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Shim.cp_tensor_is_same(Handle, other.Handle) != 0;
    }

    /// <summary>Another reference to the same native tensor, to be disposed on its own.</summary>
    public Tensor Alias() => new(Shim.cp_tensor_retain(Handle));

    /// <summary>Gives the memory back once no view and no graph needs it.</summary>
    public void Dispose()
    {
        Scope?.Remove(this);
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>The tensor as PyTorch prints it, large ones summarised.</summary>
    public override string ToString() => IsDisposed ? "tensor(disposed)" : TensorText.Of(this);

    /// <summary>The address of the first element.</summary>
    internal void* Data
    {
        get
        {
            void* data;
            Shim.Check(Shim.cp_tensor_data(Handle, &data));
            return data;
        }
    }

    /// <summary>The shape as text: <c>[2, 3]</c>.</summary>
    internal string ShapeText => $"[{string.Join(", ", Shape)}]";

    private void Free()
    {
        var handle = Interlocked.Exchange(ref _handle, 0);
        if (handle != 0)
        {
            Shim.cp_tensor_free(handle);
            Interlocked.Decrement(ref s_live);
        }
    }

    private static ObjectDisposedException Gone() =>
        new(nameof(Tensor), "this tensor was disposed, perhaps by the end of its dispose scope: keep it with scope.Keep(tensor)");
}

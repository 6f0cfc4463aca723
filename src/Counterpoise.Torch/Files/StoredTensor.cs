using System.Runtime.InteropServices;

namespace Counterpoise.Torch.Files;

/// <summary>
/// A tensor in a weight file, or one to be written to it. Elements are read when they are asked for, in row-major, little-endian order.
/// </summary>
public sealed class StoredTensor
{
    private readonly ByteSource _source;
    private readonly long[] _shape;
    private readonly long[] _strides;
    private readonly long _offset;
    private readonly bool _bigEndian;
    private readonly bool _isRowMajor;

    /// <summary>A view that its maker has checked against the length of the source; offset and strides count elements.</summary>
    internal StoredTensor(ByteSource source, ScalarType type, long[] shape, long[]? strides = null, long offset = 0, bool bigEndian = false)
    {
        (_source, Type, _shape, _offset, _bigEndian) = (source, type, shape, offset, bigEndian);
        _strides = strides ?? StoredLayout.RowMajorStrides(shape);
        _isRowMajor = StoredLayout.IsRowMajor(shape, _strides);
        ByteCount = StoredLayout.TryCountBytes(shape, type, out var bytes, out var fault) ? bytes
            : throw new ArgumentException(fault, nameof(shape));
    }

    /// <summary>The element type.</summary>
    public ScalarType Type { get; }

    /// <summary>The length of each dimension; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>The number of elements.</summary>
    public long ElementCount => ByteCount / Type.Size();

    /// <summary>The bytes of the elements in row-major order.</summary>
    public long ByteCount { get; }

    internal ReadOnlySpan<long> Dimensions => _shape;

    /// <summary>Wraps values that are to be written to a file; they are not copied.</summary>
    /// <param name="shape">The length of each dimension; their product is the number of values.</param>
    /// <param name="values">The elements in row-major order.</param>
    /// <exception cref="ArgumentException">The number of values does not fit the shape.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is no element type.</exception>
    public static StoredTensor Of<T>(long[] shape, T[] values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(values);
        var (type, source) = (Element.TypeOf<T>(), new ArrayBytes<T>(values));
        if (!StoredLayout.TryCountBytes(shape, type, out var expected, out _) || source.Length != expected)
            throw new ArgumentException(
                $"found {values.Length} values, expected as many as the shape {StoredLayout.Text(shape)} has elements", nameof(values));
        return new StoredTensor(source, type, shape);
    }

    /// <summary>
    /// Wraps a tensor that is to be written to a file. It is copied only when it lies on another device or in another layout, and then
    /// while it is written.
    /// </summary>
    /// <param name="tensor">A tensor that stays alive until it is written.</param>
    public static StoredTensor Of(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return new StoredTensor(new TensorBytes(tensor), tensor.Type, tensor.Shape);
    }

    /// <summary>Reads the elements.</summary>
    /// <param name="destination">Takes exactly <see cref="ByteCount"/> bytes.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The file was closed.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length != ByteCount)
            throw new ArgumentException($"found a destination of {destination.Length} bytes, expected {ByteCount}", nameof(destination));
        if (destination.IsEmpty)
            return;

        var size = Type.Size();
        if (_isRowMajor)
        {
            _source.Read(_offset * size, destination);
        }
        else
        {
            // Only what the view spans, not the whole storage.
            var window = new byte[StoredLayout.End(0, _shape, _strides)!.Value * size];
            _source.Read(_offset * size, window);
            StridedCopy.Gather(window, destination, _shape, _strides, size);
        }

        if (_bigEndian)
            StridedCopy.ReverseEndianness(destination, size);
        if (Type == ScalarType.Bool)
            NormalizeTruth(destination);
    }

    /// <summary>Reads the elements into an array.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not what <see cref="Type"/> stands for.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The file was closed.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        if (Element.TypeOf<T>() != Type)
            throw new ArgumentException($"found {typeof(T).Name}, expected the C# type for {Type}");
        var values = new T[ElementCount];
        CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <summary>
    /// Reads the elements straight into the memory of a new tensor, which belongs to the current dispose scope or to the caller.
    /// </summary>
    /// <param name="device">Where it is to live; null for the CPU.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The file was closed.</exception>
    public unsafe Tensor ToTensor(Device? device = null)
    {
        var tensor = Tensor.Empty(_shape, Type);
        try
        {
            if (ByteCount <= Array.MaxLength)
                CopyTo(new Span<byte>(tensor.Data, (int)ByteCount));
            else
                CopyLarge((byte*)tensor.Data);
            if (device is not { } target || target.type == DeviceType.CPU)
                return tensor;
            using (tensor)
                return tensor.To(target);
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    /// <summary>Writes the elements in row-major, little-endian order.</summary>
    internal void WriteTo(Stream stream, CancellationToken cancellationToken)
    {
        if (_isRowMajor && !_bigEndian)
        {
            new ByteSlice(_source, _offset * Type.Size(), ByteCount).Write(stream, cancellationToken);
            return;
        }

        var bytes = new byte[ByteCount];
        CopyTo(bytes);
        stream.Write(bytes);
    }

    // Any other byte than 0 and 1 is no truth value, neither to C# nor to C++.
    private static void NormalizeTruth(Span<byte> values)
    {
        foreach (ref var value in values)
            value = value == 0 ? (byte)0 : (byte)1;
    }

    private unsafe void CopyLarge(byte* destination)
    {
        if (!_isRowMajor || _bigEndian || Type == ScalarType.Bool)
            throw new NotSupportedException(
                $"found a tensor of {ByteCount} bytes that cannot be read as they stand, expected at most {Array.MaxLength}: save it in "
                + $"row-major order");
        for (var done = 0L; done < ByteCount; done += Array.MaxLength)
            _source.Read((_offset * Type.Size()) + done, new Span<byte>(destination + done,
                (int)Math.Min(Array.MaxLength, ByteCount - done)));
    }
}

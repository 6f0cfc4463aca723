using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterpoise.Torch.Files.Bytes;

namespace Counterpoise.Torch.Files;

/// <summary>A tensor in a weight file, or one to be written to it. Elements are read when they are asked for, in row-major, little-endian order.</summary>
public sealed class StoredTensor
{
    private const int PartBytes = 1 << 20;

    private readonly ByteSource _source;
    private readonly long[] _shape;
    private readonly long[] _strides;
    private readonly long _offset;
    private readonly bool _bigEndian;

    /// <summary>A view that its maker has checked against the length of the source; offset and strides count elements.</summary>
    internal StoredTensor(ByteSource source, StoredType type, long[] shape, long[]? strides = null, long offset = 0, bool bigEndian = false)
    {
        (_source, Type, _shape, _offset, _bigEndian) = (source, type, shape, offset, bigEndian);
        _strides = strides ?? StoredLayout.RowMajorStrides(shape);
        IsRowMajor = StoredLayout.IsRowMajor(shape, _strides);
        ByteCount = StoredLayout.TryCountBytes(shape, type, out var bytes, out var fault) ? bytes : throw new ArgumentException(fault, nameof(shape));
    }

    /// <summary>The element type.</summary>
    public StoredType Type { get; }

    /// <summary>The length of each dimension; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>The number of elements.</summary>
    public long ElementCount => ByteCount / Type.Size();

    /// <summary>The bytes of the elements in row-major order.</summary>
    public long ByteCount { get; }

    internal bool IsRowMajor { get; }

    internal ReadOnlySpan<long> Dimensions => _shape;

    /// <summary>Wraps values that are to be written to a file; they are not copied.</summary>
    /// <param name="type">The element type, as large as <typeparamref name="T"/>.</param>
    /// <param name="shape">The length of each dimension.</param>
    /// <param name="values">The elements in row-major order.</param>
    /// <exception cref="ArgumentException">The size of <typeparamref name="T"/> or the number of values does not fit.</exception>
    public static StoredTensor Of<T>(StoredType type, long[] shape, T[] values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(values);
        var bytes = (long)values.Length * Unsafe.SizeOf<T>();
        if (Unsafe.SizeOf<T>() != type.Size() || !StoredLayout.TryCountBytes(shape, type, out var expected, out _) || bytes != expected)
            throw new ArgumentException($"found {values.Length} values of {typeof(T).Name}, expected {type} of shape {StoredLayout.Text(shape)}", nameof(values));
        return new StoredTensor(new ArrayBytes<T>(values), type, shape);
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
        if (IsRowMajor)
        {
            _source.Read(_offset * size, destination);
        }
        else
        {
            var elements = StoredLayout.End(0, _shape, _strides)!.Value;
            var window = new byte[checked((int)(elements * size))];
            _source.Read(_offset * size, window);
            StridedCopy.Gather(window, destination, _shape, _strides, size);
        }

        if (_bigEndian)
            StridedCopy.ReverseEndianness(destination, size);
    }

    /// <summary>Reads the elements into an array of a type of the same size, such as <c>float</c> for <see cref="StoredType.Float32"/> or <c>Half</c> for <see cref="StoredType.Float16"/>.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> has another size than <see cref="Type"/>.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() != Type.Size())
            throw new ArgumentException($"found {typeof(T).Name} of {Unsafe.SizeOf<T>()} bytes, expected a type of {Type.Size()} bytes as {Type} has");
        var values = new T[ElementCount];
        CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <summary>Writes the elements in row-major, little-endian order.</summary>
    internal void WriteTo(Stream stream, CancellationToken cancellationToken)
    {
        if (!IsRowMajor || _bigEndian)
        {
            stream.Write(ToBytes());
            return;
        }

        var buffer = new byte[Math.Min(ByteCount, PartBytes)];
        for (var written = 0L; written < ByteCount; written += buffer.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, ByteCount - written));
            _source.Read((_offset * Type.Size()) + written, part);
            stream.Write(part);
        }
    }

    private byte[] ToBytes()
    {
        var bytes = new byte[ByteCount];
        CopyTo(bytes);
        return bytes;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterpoise.Torch.Files;

/// <summary>The bytes of an array.</summary>
internal sealed class ArrayBytes<T>(T[] values) : ByteSource
    where T : unmanaged
{
    public override long Length => (long)values.Length * Unsafe.SizeOf<T>();

    public override void Read(long offset, Span<byte> destination)
    {
        var size = Unsafe.SizeOf<T>();
        var first = (int)(offset / size);
        MemoryMarshal.AsBytes(values.AsSpan(first)).Slice((int)(offset % size), destination.Length).CopyTo(destination);
    }
}

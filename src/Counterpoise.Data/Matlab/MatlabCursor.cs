using System.Buffers.Binary;
using System.IO.Compression;

namespace Counterpoise.Data.Matlab;

/// <summary>Steps through data elements, and never beyond the bytes that are there.</summary>
internal sealed class MatlabCursor(ReadOnlyMemory<byte> bytes, bool isLittleEndian, string name, MatlabReadOptions options)
{
    public int Position { get; set; }

    public int Remaining => bytes.Length - Position;

    public bool IsLittleEndian => isLittleEndian;

    /// <summary>The next element; the position goes behind its padding.</summary>
    public MatlabElement Next()
    {
        var tag = Take(8).Span;
        var first = UInt32(tag);
        // A small element has its size in the upper half of the first word, and its data in the second.
        if (first >> 16 is var small and > 0)
        {
            if (small > 4) throw Fault($"a small element claims {small} bytes; expected at most 4");
            return new MatlabElement((MatlabType)(first & 0xFFFF), bytes.Slice(Position - 4, (int)small));
        }

        var (type, size) = ((MatlabType)first, UInt32(tag[4..]));
        if (size > (uint)Remaining) throw Fault(
            $"an element at byte {Position - 8} claims {size} bytes, and {Remaining} are left: the file is cut short or damaged");
        var data = Take((int)size);
        // Compressed elements are packed without padding; all others end on a multiple of 8.
        if (type != MatlabType.Compressed) Position = Math.Min(bytes.Length, Position + ((8 - (int)(size % 8)) % 8));
        return new MatlabElement(type, data);
    }

    /// <summary>Unpacks a compressed element, as far as the limit allows.</summary>
    public MatlabElement Inflate(MatlabElement element)
    {
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(element.Data.ToArray()), CompressionMode.Decompress);
            using var unpacked = new MemoryStream();
            var buffer = new byte[1 << 16];
            for (int read; (read = zlib.Read(buffer)) > 0;)
            {
                if (unpacked.Length + read > options.MaxVariableBytes)
                    throw Fault(
                        $"a variable unpacks to more than {options.MaxVariableBytes} bytes: raise the limit if the file is to be trusted");
                unpacked.Write(buffer, 0, read);
            }

            var inner = new MatlabCursor(unpacked.ToArray(), isLittleEndian, name, options);
            var found = inner.Next();
            return found.Type == MatlabType.Compressed ? throw Fault("a compressed element holds another; expected a matrix") : found;
        }
        catch (InvalidDataException e)
        {
            throw Fault($"a compressed element cannot be unpacked ({e.Message}): the file is damaged");
        }
    }

    public MatlabCursor Within(MatlabElement element) => new(element.Data, isLittleEndian, name, options);

    public TableFormatException Fault(string problem) => new(name, problem);

    private ReadOnlyMemory<byte> Take(int count)
    {
        if (count > Remaining) throw Fault(
            $"{count} bytes are expected at byte {Position}, and {Remaining} are left: the file is cut short or damaged");
        Position += count;
        return bytes.Slice(Position - count, count);
    }

    private uint UInt32(ReadOnlySpan<byte> at) => isLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(at)
        : BinaryPrimitives.ReadUInt32BigEndian(at);
}

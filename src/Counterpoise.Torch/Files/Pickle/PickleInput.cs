using System.Buffers.Binary;
using System.Text;

namespace Counterpoise.Torch.Files;

/// <summary>The bytes of a pickle. No length that it states is believed before that many bytes are known to be there.</summary>
internal sealed class PickleInput(Stream stream, long length, string path)
{
    // Names of modules and globals are short; a line without an end must not be read to the end of a large file.
    private const int MaximumLine = 1024;

    public string Path => path;

    public long Length => length;

    /// <summary>The number of bytes read so far.</summary>
    public long Position { get; private set; }

    public byte Byte()
    {
        var value = stream.ReadByte();
        if (value < 0)
            throw EndsEarly(1);
        Position++;
        return (byte)value;
    }

    public byte[] Bytes(ulong count)
    {
        if (count > (ulong)(length - Position) || count > (ulong)Array.MaxLength)
            throw EndsEarly(count);
        var bytes = new byte[count];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        Position += read;
        return read == bytes.Length ? bytes : throw EndsEarly(count - (ulong)read);
    }

    public void Fill(Span<byte> destination)
    {
        for (var i = 0; i < destination.Length; i++)
            destination[i] = Byte();
    }

    public ushort UInt16()
    {
        Span<byte> bytes = stackalloc byte[2];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public uint UInt32()
    {
        Span<byte> bytes = stackalloc byte[4];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    public ulong UInt64()
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    public double Float64BigEndian()
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes);
        return BinaryPrimitives.ReadDoubleBigEndian(bytes);
    }

    public string Line()
    {
        var text = new StringBuilder();
        for (var next = Byte(); next != '\n'; next = Byte())
        {
            if (text.Length == MaximumLine)
                throw new WeightFileException(path, $"a line of over {MaximumLine} bytes at byte {Position} of the pickle",
                    "a module or global name");
            text.Append((char)next);
        }

        return text.ToString();
    }

    private WeightFileException EndsEarly(ulong missing) =>
        new(path, $"the end of the pickle after byte {Position}", $"{missing} more bytes: the file is cut short or damaged");
}

using System.Buffers.Binary;

namespace Counterpoise.Vision.Sources;

/// <summary>
/// Looks at a tar archive's headers before the library reads it: a record of names or attributes is read into memory as long as its
/// header says, so a damaged one of a few bytes would take gigabytes.
/// </summary>
internal static class TarHeaders
{
    private const int Block = 512;
    private const int SizeAt = 124, SizeLength = 12, TypeAt = 156;
    private const int MostOfNames = 1 << 20;

    /// <summary>Goes over the headers and leaves the stream at its start.</summary>
    /// <param name="stream">The archive; can seek.</param>
    /// <param name="path">What it is called.</param>
    /// <exception cref="InvalidDataException">A record of names is larger than the archive or a megabyte.</exception>
    public static void Check(Stream stream, string path)
    {
        Span<byte> header = stackalloc byte[Block];
        long at = 0;
        while (at >= 0 && at + Block <= stream.Length)
        {
            stream.Position = at;
            stream.ReadExactly(header);
            if (Size(header.Slice(SizeAt, SizeLength)) is not { } size)
            {
                break;
            }

            if (header[TypeAt] is (byte)'x' or (byte)'g' or (byte)'L' or (byte)'K'
                && (size > MostOfNames || at + Block + size > stream.Length))
            {
                throw new InvalidDataException(
                    $"{path}: not a readable tar archive: the header at byte {at} announces {size} bytes of names: it is damaged");
            }

            at += Block + ((size + Block - 1) / Block * Block);
        }

        stream.Position = 0;
    }

    /// <summary>Octal digits, or binary where the first bit is set; null for neither, which the library then words.</summary>
    private static long? Size(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            var binary = BinaryPrimitives.ReadInt64BigEndian(field[^sizeof(long)..]);
            return binary is >= 0 and < long.MaxValue / 2 ? binary : null;
        }

        long size = 0;
        foreach (var digit in field.Trim((byte)' ').Trim((byte)0).Trim((byte)' '))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return null;
            }

            size = (size * 8) + (digit - '0');
        }

        return size;
    }
}

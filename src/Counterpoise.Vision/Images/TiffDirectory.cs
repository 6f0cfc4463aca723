using System.Buffers.Binary;

namespace Counterpoise.Vision.Images;

/// <summary>Checks the first directory of a TIFF before a library reads it, so that no memory is taken for what it merely claims.</summary>
/// <remarks>Reference: TIFF 6.0, section 2.</remarks>
internal static class TiffDirectory
{
    private const int EntryBytes = 12;

    // StripByteCounts and TileByteCounts.
    private const int StripBytes = 279;
    private const int TileBytes = 325;

    /// <summary>Throws where a value, or the data of a strip or tile, would lie outside the file.</summary>
    public static void RequireInside(ReadOnlySpan<byte> tiff)
    {
        var reader = new Fields(tiff, tiff.Length > 0 && tiff[0] == 'I');
        var directory = tiff.Length >= 8 ? reader.Number(4, 4) : uint.MaxValue;
        if (directory + 2L > tiff.Length)
        {
            throw new InvalidDataException("not a readable TIFF: it ends before its directory");
        }

        var entries = reader.Number(directory, 2);
        if (directory + 2 + ((long)entries * EntryBytes) > tiff.Length)
        {
            throw new InvalidDataException($"not a readable TIFF: it ends within its directory of {entries} entries");
        }

        for (var i = 0; i < entries; i++)
        {
            reader.RequireEntry(directory + 2 + (i * EntryBytes));
        }
    }

    private readonly ref struct Fields(ReadOnlySpan<byte> tiff, bool little)
    {
        private readonly ReadOnlySpan<byte> _tiff = tiff;

        public uint Number(long at, int bytes)
        {
            var field = _tiff.Slice((int)at, bytes);
            return (bytes, little) switch
            {
                (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(field),
                (2, false) => BinaryPrimitives.ReadUInt16BigEndian(field),
                (_, true) => BinaryPrimitives.ReadUInt32LittleEndian(field),
                _ => BinaryPrimitives.ReadUInt32BigEndian(field),
            };
        }

        public void RequireEntry(long at)
        {
            var (tag, type, count) = (Number(at, 2), Number(at + 2, 2), Number(at + 4, 4));
            var size = type switch { 3 or 8 => 2, 4 or 9 or 11 or 13 => 4, 5 or 10 or 12 => 8, _ => 1 };
            var length = (long)size * count;
            var start = length <= 4 ? at + 8 : Number(at + 8, 4);
            if (start + length > _tiff.Length)
            {
                throw new InvalidDataException(
                    $"not a readable TIFF: entry {tag} of its directory lies outside the file of {_tiff.Length} bytes");
            }

            if (tag is StripBytes or TileBytes && size is 2 or 4)
            {
                RequireLengths(start, (int)count, size);
            }
        }

        private void RequireLengths(long start, int count, int size)
        {
            for (var i = 0; i < count; i++)
            {
                var length = Number(start + ((long)i * size), size);
                if (length > _tiff.Length)
                {
                    throw new InvalidDataException(
                        $"the TIFF data end early: {length} bytes expected in strip or tile {i}, the file has {_tiff.Length}");
                }
            }
        }
    }
}

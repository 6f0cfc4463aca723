using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Counterpoise.Vision.Episodes;

/// <summary>
/// Reads NIfTI-1 files (<c>.nii</c>, <c>.nii.gz</c>): both byte orders, eight number types, slope and intercept, and the offset of the
/// data, which need not be 352. Sizes are checked against the file before memory is taken; nothing in the file is run.
/// </summary>
/// <remarks>
/// Reference: the NIfTI-1.1 header, nifti.nimh.nih.gov. Pairs of .hdr and .img, NIfTI-2 and complex or RGB voxels are refused.
/// </remarks>
public static class NiftiFile
{
    private const int HeaderBytes = 348;
    private static readonly Dictionary<short, int> s_bytes = new() { [2] = 1, [4] = 2, [8] = 4, [16] = 4, [64] = 8, [256] = 1, [512] = 2,
        [768] = 4 };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="largestVoxels">More voxels than this are refused. Default 2²⁸.</param>
    /// <exception cref="InvalidDataException">It is no NIfTI-1 file, is cut off, or holds what is not read; the message says
    /// where.</exception>
    public static NiftiVolume Read(string path, long largestVoxels = 1L << 28)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = File.OpenRead(path);
        var isPacked = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        using var stream = isPacked ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        return Read(stream, path, largestVoxels);
    }

    /// <summary>Reads a stream of uncompressed bytes.</summary>
    /// <param name="stream">The bytes from the header on.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="largestVoxels">More voxels than this are refused.</param>
    /// <exception cref="InvalidDataException">As for files.</exception>
    public static NiftiVolume Read(Stream stream, string name, long largestVoxels = 1L << 28)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var header = new byte[HeaderBytes];
        Fill(stream, header, name, "the header of 348 bytes");
        var isLittle = BinaryPrimitives.ReadInt32LittleEndian(header) == HeaderBytes;
        if (!isLittle && BinaryPrimitives.ReadInt32BigEndian(header) != HeaderBytes)
        {
            throw new InvalidDataException(
                $"{name}: the header's size at byte 0 is {BinaryPrimitives.ReadInt32LittleEndian(header)}; expected 348 in either byte "
                + $"order: this is no NIfTI-1 file");
        }

        var magic = Encoding.ASCII.GetString(header, 344, 3);
        if (magic != "n+1")
        {
            throw new InvalidDataException(
                $"{name}: the magic at byte 344 is '{Printable(magic)}'; expected 'n+1', a header and data in one "
                + $"file{(magic == "ni1" ? ": convert the pair of .hdr and .img to .nii" : "")}");
        }

        short Short(int at) => isLittle ? BinaryPrimitives.ReadInt16LittleEndian(header.AsSpan(at))
            : BinaryPrimitives.ReadInt16BigEndian(header.AsSpan(at));
        float Float(int at) => isLittle ? BinaryPrimitives.ReadSingleLittleEndian(header.AsSpan(at))
            : BinaryPrimitives.ReadSingleBigEndian(header.AsSpan(at));
        int axes = Short(40);
        if (axes is < 1 or > 7)
        {
            throw new InvalidDataException($"{name}: the number of axes at byte 40 is {axes}; expected 1 to 7");
        }

        int[] shape = [.. Enumerable.Range(1, axes).Select(i => (int)Short(40 + (2 * i)))];
        if (Array.FindIndex(shape, n => n < 1) is var bad && bad >= 0)
        {
            throw new InvalidDataException($"{name}: axis {bad} at byte {42 + (2 * bad)} has {shape[bad]} voxels; expected at least 1");
        }

        var voxels = shape.Aggregate(1L, (product, n) => checked(product * n));
        if (voxels > largestVoxels)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"{name}: it says that it has {voxels} voxels; at most {largestVoxels} are read"));
        }

        var type = Short(70);
        if (!s_bytes.TryGetValue(type, out var size))
        {
            throw new InvalidDataException(
                $"{name}: the number type at byte 70 is {type}; expected 2, 4, 8, 16, 64, 256, 512 or 768 (whole numbers and floats): "
                + $"complex and RGB voxels are not read");
        }

        var offset = Float(108);
        if (!(offset >= HeaderBytes && offset <= 1 << 24) || offset != Math.Floor(offset))
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"{name}: the data's offset at byte 108 is {offset}; expected a whole number from 352"));
        }

        Fill(stream, new byte[(int)offset - HeaderBytes], name, "what lies before the data");
        var (slope, intercept) = (Float(112), Float(116));
        (slope, intercept) = slope == 0 || !float.IsFinite(slope) || !float.IsFinite(intercept) ? (1, 0) : (slope, intercept);
        return new(Values(stream, name, voxels, type, size, isLittle, slope, intercept), shape,
            [.. Enumerable.Range(1, axes).Select(i => (double)Math.Abs(Float(76 + (4 * i))))]);
    }

    private static float[] Values(Stream stream, string name, long voxels, short type, int size, bool isLittle, float slope,
        float intercept)
    {
        // Grown as bytes come, so that a header that promises more than the file has takes no memory for it.
        const int block = 1 << 18;
        var values = new List<float>((int)Math.Min(voxels, block));
        var bytes = new byte[block * size];
        for (long done = 0; done < voxels; done += block)
        {
            var count = (int)Math.Min(block, voxels - done);
            Fill(stream, bytes.AsSpan(0, count * size), name,
                string.Create(CultureInfo.InvariantCulture, $"voxels {done} to {done + count - 1} of {voxels}"));
            for (var i = 0; i < count; i++)
            {
                values.Add((float)((Number(bytes.AsSpan(i * size, size), type, isLittle) * slope) + intercept));
            }
        }

        return [.. values];
    }

    private static double Number(ReadOnlySpan<byte> at, short type, bool isLittle) => type switch
    {
        2 => at[0],
        256 => (sbyte)at[0],
        4 => isLittle ? BinaryPrimitives.ReadInt16LittleEndian(at) : BinaryPrimitives.ReadInt16BigEndian(at),
        512 => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at),
        8 => isLittle ? BinaryPrimitives.ReadInt32LittleEndian(at) : BinaryPrimitives.ReadInt32BigEndian(at),
        768 => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at),
        16 => isLittle ? BinaryPrimitives.ReadSingleLittleEndian(at) : BinaryPrimitives.ReadSingleBigEndian(at),
        _ => isLittle ? BinaryPrimitives.ReadDoubleLittleEndian(at) : BinaryPrimitives.ReadDoubleBigEndian(at),
    };

    private static void Fill(Stream stream, Span<byte> target, string name, string what)
    {
        if (Read(stream, target, name, what) < target.Length)
        {
            throw new InvalidDataException($"{name}: the file ends within {what}: it is cut off");
        }
    }

    private static int Read(Stream stream, Span<byte> target, string name, string what)
    {
        try
        {
            return stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"{name}: its compressed bytes are damaged within {what}: {fault.Message}", fault);
        }
    }

    private static string Printable(string text) => string.Concat(text.Select(c => c is >= ' ' and < '\x7F' ? c : '?'));
}

using System.Buffers.Binary;
using System.IO.Compression;

namespace Counterpoise.Vision.Images;

/// <summary>Reads the colours of a PNG of 16 bits, of which Skia gives the upper eight alone.</summary>
/// <remarks>Reference: W3C, "Portable Network Graphics (PNG) Specification", third edition, sections 8 and 9.</remarks>
internal static class PngSamples
{
    private const int FirstChunk = 8;
    private const int ChunkFrame = 12;

    private static readonly (int X, int Y, int StepX, int StepY)[] s_plain = [(0, 0, 1, 1)];
    private static readonly (int X, int Y, int StepX, int StepY)[] s_interlaced =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Replaces the colours, not the alpha, of pixels of four bytes.</summary>
    public static void Overwrite(ReadOnlySpan<byte> png, int width, int height, DecodeOptions options, Span<byte> pixels)
    {
        var channels = png[25] switch { 0 => 1, 2 => 3, 4 => 2, 6 => 4,
            var type => throw new InvalidDataException($"a PNG of 16 bits has no colour type {type}") };
        using var rows = new ZLibStream(Data(png), CompressionMode.Decompress);
        foreach (var (x, y, stepX, stepY) in png[28] == 0 ? s_plain : s_interlaced)
        {
            var (columns, lines) = ((width - x + stepX - 1) / stepX, (height - y + stepY - 1) / stepY);
            if (columns < 1 || lines < 1)
            {
                continue;
            }

            var (line, above) = (new byte[2 * channels * columns], new byte[2 * channels * columns]);
            for (var i = 0; i < lines; i++)
            {
                if (!Read(rows, line, above, 2 * channels, options))
                {
                    return;
                }

                Put(line, channels, options, pixels[(4 * (((y + (i * stepY)) * width) + x))..], 4 * stepX);
                (line, above) = (above, line);
            }
        }
    }

    private static void Put(byte[] line, int channels, DecodeOptions options, Span<byte> target, int step)
    {
        for (int at = 0, to = 0; at < line.Length; at += 2 * channels, to += step)
        {
            for (var c = 0; c < 3; c++)
            {
                target[to + c] = options.Reduce(BinaryPrimitives.ReadUInt16BigEndian(line.AsSpan(at + (channels < 3 ? 0 : 2 * c))));
            }
        }
    }

    /// <summary>Reads a line and undoes its filter; false where the data end and that is accepted.</summary>
    private static bool Read(ZLibStream rows, byte[] line, byte[] above, int pixel, DecodeOptions options)
    {
        var filter = rows.ReadByte();
        if (filter < 0 || rows.ReadAtLeast(line, line.Length, throwOnEndOfStream: false) < line.Length)
        {
            return options.AcceptDamaged ? false : throw new InvalidDataException("the PNG data end early");
        }

        for (var i = 0; i < line.Length; i++)
        {
            int left = i < pixel ? 0 : line[i - pixel];
            int corner = i < pixel ? 0 : above[i - pixel];
            line[i] += (byte)(filter switch { 0 => 0, 1 => left, 2 => above[i], 3 => (left + above[i]) / 2,
                _ => Nearest(left, above[i], corner) });
        }

        return true;
    }

    /// <summary>The predictor of Paeth.</summary>
    private static int Nearest(int left, int above, int corner)
    {
        var (toLeft, toAbove, toCorner) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - (2 * corner)));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    private static MemoryStream Data(ReadOnlySpan<byte> png)
    {
        var data = new MemoryStream();
        for (var at = FirstChunk; at + ChunkFrame <= png.Length;)
        {
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(png[at..]), (uint)(png.Length - at - ChunkFrame));
            if (png[(at + 4)..].StartsWith("IDAT"u8))
            {
                data.Write(png.Slice(at + 8, length));
            }

            at += length + ChunkFrame;
        }

        data.Position = 0;
        return data;
    }
}

using System.Runtime.InteropServices;
using BitMiracle.LibTiff.Classic;

namespace Counterpoise.Vision.Images;

/// <summary>
/// Reads samples strip by strip or tile by tile: gray and RGB of 16 bits, so that none of their bits is lost before it may be, and gray of
/// 8 bits with alpha, whose colour the library multiplies by alpha.
/// </summary>
internal static class TiffSamples
{
    /// <summary>Whether this reader is the one for a file.</summary>
    public static bool Takes(Tiff tiff, int bits) => (bits, Photometry(tiff)) switch
    {
        (16, Photometric.MINISBLACK or Photometric.MINISWHITE or Photometric.RGB) => true,
        (8, Photometric.MINISBLACK or Photometric.MINISWHITE) => TiffFile.Number(tiff, TiffTag.SAMPLESPERPIXEL, 1) > 1,
        _ => false,
    };

    /// <summary>Decodes; alpha and further samples are dropped or laid over a ground, as the options say.</summary>
    public static void Decode(Tiff tiff, int bits, int width, int height, DecodeOptions options, RgbImage target)
    {
        var samples = TiffFile.Number(tiff, TiffTag.SAMPLESPERPIXEL, 1);
        var colors = Photometry(tiff) == Photometric.RGB ? 3 : 1;
        if (samples < colors)
        {
            throw new InvalidDataException($"the TIFF claims RGB with {samples} samples a pixel");
        }

        var planes = (PlanarConfig)TiffFile.Number(tiff, TiffTag.PLANARCONFIG, (int)PlanarConfig.CONTIG) == PlanarConfig.SEPARATE ? samples
            : 1;
        var pixels = target.ResetWithAlpha(width, height);
        pixels.Fill(byte.MaxValue);
        var hasAlpha = samples > colors && tiff.GetField(TiffTag.EXTRASAMPLES) is { Length: > 1 } extra && extra[0].ToInt() > 0
            && extra[1].ToShortArray()[0] != 0;
        var layout = new Layout(bits / 8, samples / planes, colors, hasAlpha, Photometry(tiff) == Photometric.MINISWHITE);
        for (var plane = 0; plane < planes; plane++)
        {
            DecodePlane(tiff, new(width, height, plane, layout), options, pixels);
        }

        RgbaPixels.Reduce(pixels, options.Alpha, hasAlpha);
    }

    private static void DecodePlane(Tiff tiff, Plane plane, DecodeOptions options, Span<byte> pixels)
    {
        var tiled = tiff.IsTiled();
        var blockWidth = tiled ? TiffFile.Number(tiff, TiffTag.TILEWIDTH, plane.Width) : plane.Width;
        var rows = TiffFile.Number(tiff, tiled ? TiffTag.TILELENGTH : TiffTag.ROWSPERSTRIP, plane.Height);
        var blockHeight = rows < 1 || (!tiled && rows > plane.Height) ? plane.Height : rows;
        var block = new byte[checked(plane.Layout.Size * blockWidth * blockHeight * plane.Layout.Samples)];
        for (var y = 0; y < plane.Height; y += blockHeight)
        {
            for (var x = 0; x < plane.Width; x += blockWidth)
            {
                var read = tiled
                    ? tiff.ReadEncodedTile(tiff.ComputeTile(x, y, 0, (short)plane.Number), block, 0, block.Length)
                    : tiff.ReadEncodedStrip(tiff.ComputeStrip(y, (short)plane.Number), block, 0, block.Length);
                var needed = plane.Layout.Size * blockWidth * (tiled ? blockHeight
                    : Math.Min(blockHeight, plane.Height - y)) * plane.Layout.Samples;
                if (read < needed && !options.AcceptDamaged)
                {
                    throw new InvalidDataException($"the TIFF data are damaged: {TiffMessages.First ?? "they end early"}");
                }

                plane.Copy(block, (x, y, blockWidth, blockHeight), options, pixels);
            }
        }
    }

    private static Photometric Photometry(Tiff tiff) => (Photometric)TiffFile.Number(tiff, TiffTag.PHOTOMETRIC,
        (int)Photometric.MINISBLACK);

    /// <summary>How the samples of a pixel lie: bytes of a sample, samples of a pixel in a block, colours among all samples.</summary>
    private readonly record struct Layout(int Size, int Samples, int Colors, bool HasAlpha, bool Inverted);

    private readonly record struct Plane(int Width, int Height, int Number, Layout Layout)
    {
        public void Copy(ReadOnlySpan<byte> block, (int X, int Y, int Width, int Height) at, DecodeOptions options, Span<byte> pixels)
        {
            for (var y = 0; y < Math.Min(at.Height, Height - at.Y); y++)
            {
                for (var x = 0; x < Math.Min(at.Width, Width - at.X); x++)
                {
                    var target = pixels.Slice(4 * (((at.Y + y) * Width) + at.X + x), 4);
                    for (var s = 0; s < Layout.Samples; s++)
                    {
                        var from = block[(((((y * at.Width) + x) * Layout.Samples) + s) * Layout.Size)..];
                        Put(Number + s, Layout.Size == 2 ? MemoryMarshal.Read<ushort>(from) : from[0], options, target);
                    }
                }
            }
        }

        private void Put(int sample, int value, DecodeOptions options, Span<byte> target)
        {
            if (sample < Layout.Colors)
            {
                var level = Layout.Size == 2 ? options.Reduce(value) : (byte)value;
                var tone = Layout.Inverted ? (byte)(byte.MaxValue - level) : level;
                target.Slice(sample, Layout.Colors == 1 ? 3 : 1).Fill(tone);
            }
            else if (sample == Layout.Colors && Layout.HasAlpha)
            {
                target[3] = (byte)(Layout.Size == 2 ? value >> 8 : value);
            }
        }
    }
}

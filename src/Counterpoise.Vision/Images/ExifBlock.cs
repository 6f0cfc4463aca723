using System.Buffers.Binary;

namespace Counterpoise.Vision.Images;

/// <summary>Reads the orientation out of an EXIF block, a small TIFF file.</summary>
/// <remarks>Reference: CIPA DC-008-2019, Exif 2.32, section 4.6.4.</remarks>
internal static class ExifBlock
{
    private const int OrientationTag = 0x0112;

    /// <summary>The orientation of a TIFF block; upright where the block says nothing or nonsense.</summary>
    public static ExifOrientation Orientation(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8 || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8)))
        {
            return ExifOrientation.Upright;
        }

        var little = tiff[0] == 'I';
        var directory = UInt32(tiff[4..], little);
        if (directory > tiff.Length - 2)
        {
            return ExifOrientation.Upright;
        }

        var entries = UInt16(tiff[(int)directory..], little);
        for (var i = 0; i < entries; i++)
        {
            var at = directory + 2 + (12 * i);
            if (at + 12 > tiff.Length)
            {
                break;
            }

            if (UInt16(tiff[(int)at..], little) == OrientationTag)
            {
                int value = UInt16(tiff[(int)(at + 8)..], little);
                return value is >= 1 and <= 8 ? (ExifOrientation)value : ExifOrientation.Upright;
            }
        }

        return ExifOrientation.Upright;
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}

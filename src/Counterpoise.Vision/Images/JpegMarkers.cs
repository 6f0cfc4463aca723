using System.Buffers.Binary;

namespace Counterpoise.Vision.Images;

/// <summary>What the application markers before the scan of a JPEG say: EXIF orientation, and whether Adobe wrote it.</summary>
internal readonly record struct JpegMarkers(ExifOrientation Orientation, bool HasAdobe)
{
    public static JpegMarkers Read(ReadOnlySpan<byte> jpeg)
    {
        var orientation = ExifOrientation.Upright;
        var adobe = false;
        var at = 2;
        while (at + 4 <= jpeg.Length && jpeg[at] == 0xFF)
        {
            var marker = jpeg[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            if (marker is 0xDA or 0xD9 || length < 2 || at + 2 + length > jpeg.Length)
            {
                break;
            }

            var body = jpeg.Slice(at + 4, length - 2);
            if (marker == 0xE1 && body.StartsWith("Exif\0\0"u8))
            {
                orientation = ExifBlock.Orientation(body[6..]);
            }
            else if (marker == 0xEE && body.StartsWith("Adobe"u8))
            {
                adobe = true;
            }

            at += 2 + length;
        }

        return new(orientation, adobe);
    }
}

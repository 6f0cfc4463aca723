namespace Counterpoise.Vision.Images;

/// <summary>
/// Looks for the end marker of a JPEG, without which a progressive file is decoded from the scans there are and nothing tells it.
/// </summary>
/// <remarks>Reference: ITU-T T.81, annex B.</remarks>
internal static class JpegEnd
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    /// <summary>Whether the markers lead to the end of the image.</summary>
    public static bool IsThere(ReadOnlySpan<byte> jpeg)
    {
        var at = 2;
        while (at + 1 < jpeg.Length)
        {
            // Whatever stands between two markers is passed over, as every decoder does.
            var next = jpeg[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= jpeg.Length)
            {
                return false;
            }

            at += next + 1;
            var marker = jpeg[at];
            if (marker == EndOfImage)
            {
                return true;
            }

            if (marker is 0xFF)
            {
                continue;
            }

            at++;
            if (marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8))
            {
                continue;
            }

            // The coded data behind the header of a scan hold no marker but restarts, so they are passed over like the rest.
            at += at + 1 < jpeg.Length ? Math.Max((jpeg[at] << 8) | jpeg[at + 1], marker == StartOfScan ? 6 : 2) : 2;
        }

        return false;
    }
}

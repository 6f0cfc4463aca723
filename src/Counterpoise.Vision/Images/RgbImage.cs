namespace Counterpoise.Vision.Images;

/// <summary>
/// An 8-bit RGB image, rows from top to bottom, channels interleaved (HWC). The buffer grows when needed and is kept, so
/// that one instance can serve a whole stream of images.
/// </summary>
public sealed class RgbImage
{
    /// <summary>Channels per pixel: red, green, blue.</summary>
    public const int Channels = 3;

    // Vector loads of 16 bytes may begin at the last pixel.
    private const int Slack = 32;

    private byte[] _buffer = [];

    /// <summary>Creates an empty image of 0×0 pixels, to be filled by a decoder or by <see cref="Reset"/>.</summary>
    public RgbImage()
    {
    }

    /// <summary>Creates a black image.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    public RgbImage(int width, int height)
    {
        Reset(width, height);
        Pixels.Clear();
    }

    /// <summary>Creates an image from a copy of its pixels.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="pixels">The bytes, HWC, <c>width·height·3</c> of them.</param>
    /// <exception cref="ArgumentException">The number of bytes does not fit the size.</exception>
    public RgbImage(int width, int height, ReadOnlySpan<byte> pixels)
    {
        Reset(width, height);
        if (pixels.Length != Pixels.Length)
        {
            throw new ArgumentException($"an RGB image of {width}×{height} has {Pixels.Length} bytes; found {pixels.Length}",
                nameof(pixels));
        }

        pixels.CopyTo(Pixels);
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; private set; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; private set; }

    /// <summary>Bits per channel that the file had, 16 or 8 (where it had fewer, too); 8 for an image that came from no file.</summary>
    public int SourceBits { get; internal set; } = 8;

    /// <summary>The pixels, HWC, <c>Width·Height·3</c> bytes.</summary>
    public Span<byte> Pixels => _buffer.AsSpan(0, Width * Height * Channels);

    /// <summary>The pixels and the slack behind them, for kernels that load whole vectors.</summary>
    internal Span<byte> Padded => _buffer.AsSpan(0, (Width * Height * Channels) + Slack);

    /// <summary>Gives the image a new size. The pixels are undefined afterwards; the buffer is reused where it is large enough.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the image would need more than 2 GiB.</exception>
    public void Reset(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var bytes = ((long)width * height * Channels) + Slack;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, Array.MaxLength, nameof(width));
        if (_buffer.Length < bytes)
        {
            _buffer = new byte[bytes];
        }

        (Width, Height, SourceBits) = (width, height, 8);
    }

    /// <summary>
    /// Gives the image a new size and room for pixels of four bytes, which a decoder writes and <see cref="RgbaPixels"/> reduces to three
    /// in place.
    /// </summary>
    internal Span<byte> ResetWithAlpha(int width, int height)
    {
        var bytes = ((long)width * height * 4) + Slack;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, Array.MaxLength, nameof(width));
        if (_buffer.Length < bytes)
        {
            _buffer = new byte[bytes];
        }

        Reset(width, height);
        return _buffer.AsSpan(0, width * height * 4);
    }

    /// <summary>One row of pixels, <c>Width·3</c> bytes.</summary>
    /// <param name="y">The row, 0 at the top.</param>
    public Span<byte> Row(int y) => Pixels.Slice(y * Width * Channels, Width * Channels);

    /// <summary>Makes this image a copy of another.</summary>
    /// <param name="source">The image to copy.</param>
    public void CopyFrom(RgbImage source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Reset(source.Width, source.Height);
        source.Pixels.CopyTo(Pixels);
        SourceBits = source.SourceBits;
    }

    /// <summary>Exchanges the contents of two images without copying pixels.</summary>
    /// <param name="other">The image to exchange with.</param>
    public void SwapWith(RgbImage other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (_buffer, other._buffer) = (other._buffer, _buffer);
        (Width, other.Width) = (other.Width, Width);
        (Height, other.Height) = (other.Height, Height);
        (SourceBits, other.SourceBits) = (other.SourceBits, SourceBits);
    }
}

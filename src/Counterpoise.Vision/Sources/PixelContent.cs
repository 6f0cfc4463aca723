using System.Buffers.Binary;
using System.Security.Cryptography;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Sources;

/// <summary>An image that lies in memory as plain pixels.</summary>
public sealed class PixelContent : IImageContent
{
    private readonly ReadOnlyMemory<byte> _pixels;
    private readonly int _width;
    private readonly int _height;
    private readonly PixelLayout _layout;

    /// <summary>Creates the content; the memory is not copied.</summary>
    /// <param name="name">What the image is called in messages.</param>
    /// <param name="pixels">The bytes, one or three per pixel as the layout says.</param>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="layout">The order of the bytes.</param>
    /// <exception cref="ArgumentException">The number of bytes does not fit the size.</exception>
    public PixelContent(string name, ReadOnlyMemory<byte> pixels, int width, int height, PixelLayout layout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var expected = width * height * (layout == PixelLayout.Gray ? 1 : 3);
        if (pixels.Length != expected)
        {
            throw new ArgumentException($"{name}: a {layout} image of {width}×{height} has {expected} bytes; found {pixels.Length}",
                nameof(pixels));
        }

        (Name, _pixels, _width, _height, _layout) = (name, pixels, width, height, layout);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public void ReadInto(RgbImage target, DecodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Reset(_width, _height);
        var source = _pixels.Span;
        var rgb = target.Pixels;
        if (_layout == PixelLayout.Interleaved)
        {
            source.CopyTo(rgb);
            return;
        }

        var plane = _width * _height;
        var (green, blue) = _layout == PixelLayout.Planar ? (plane, 2 * plane) : (0, 0);
        for (int i = 0, j = 0; i < plane; i++, j += 3)
        {
            (rgb[j], rgb[j + 1], rgb[j + 2]) = (source[i], source[green + i], source[blue + i]);
        }
    }

    /// <summary>Adds the width, the layout and the bytes as they lie in memory.</summary>
    /// <inheritdoc/>
    public void AppendTo(IncrementalHash digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        Span<byte> head = stackalloc byte[5];
        BinaryPrimitives.WriteInt32LittleEndian(head, _width);
        head[4] = (byte)_layout;
        digest.AppendData(head);
        digest.AppendData(_pixels.Span);
    }
}

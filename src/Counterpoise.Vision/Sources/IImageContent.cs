using System.Buffers.Binary;
using System.Security.Cryptography;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Sources;

/// <summary>Where the pixels of a sample come from: a file, an entry of an archive, memory, or a source of your own.</summary>
public interface IImageContent
{
    /// <summary>What the image is called in messages and reports, such as its path.</summary>
    string Name { get; }

    /// <summary>Reads the pixels. Must be safe for several threads at once.</summary>
    /// <param name="target">Receives size and pixels.</param>
    /// <param name="options">How to decode.</param>
    /// <exception cref="UnreadableImageException">The image is missing, corrupt or of a format that cannot be read.</exception>
    void ReadInto(RgbImage target, DecodeOptions options);

    /// <summary>
    /// Adds to a digest what tells the content from another: by default width, height and the pixels as they are decoded.
    /// </summary>
    /// <param name="digest">The digest.</param>
    /// <exception cref="UnreadableImageException">The image cannot be read.</exception>
    void AppendTo(IncrementalHash digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        var image = new RgbImage();
        ReadInto(image, DecodeOptions.Default);
        Span<byte> size = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(size, image.Width);
        BinaryPrimitives.WriteInt32LittleEndian(size[4..], image.Height);
        digest.AppendData(size);
        digest.AppendData(image.Pixels);
    }
}

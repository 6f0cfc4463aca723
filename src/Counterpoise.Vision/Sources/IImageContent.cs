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
}

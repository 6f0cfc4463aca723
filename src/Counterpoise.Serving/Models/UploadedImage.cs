using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Serving.Models;

/// <summary>An image that a client has sent.</summary>
internal sealed class UploadedImage(string name, byte[] bytes) : IImageContent
{
    public string Name => name;

    public void ReadInto(RgbImage target, DecodeOptions options) => ImageCodec.Decode(bytes, target, options, name);
}

using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Bench.Deploy;

/// <summary>An encoded photograph in memory.</summary>
internal sealed class PhotoBytes(byte[] bytes) : IImageContent
{
    public string Name => "photo";

    public void ReadInto(RgbImage target, DecodeOptions options) => ImageCodec.Decode(bytes, target, options, Name);
}

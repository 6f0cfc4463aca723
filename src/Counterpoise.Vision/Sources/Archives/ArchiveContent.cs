using System.Buffers;
using System.Security.Cryptography;
using Counterpoise.Vision.Images;
using Microsoft.Win32.SafeHandles;

namespace Counterpoise.Vision.Sources;

/// <summary>An image inside an uncompressed tar archive, read in place.</summary>
internal sealed class ArchiveContent(string name, SafeFileHandle archive, long offset, int length) : IImageContent
{
    public string Name { get; } = name;

    public void ReadInto(RgbImage target, DecodeOptions options) => Read(bytes => ImageCodec.Decode(bytes, target, options, Name));

    public void AppendTo(IncrementalHash digest) => Read(digest.AppendData);

    private void Read(Action<ReadOnlySpan<byte>> use)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var read = FileContent.Filled(archive, buffer.AsSpan(0, length), offset);
            use(buffer.AsSpan(0, read));
        }
        catch (IOException fault) when (fault is not UnreadableImageException)
        {
            throw new UnreadableImageException(Name, $"the archive cannot be read: {fault.Message}", fault);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

using System.IO.Compression;
using System.Security.Cryptography;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Sources;

/// <summary>An image inside a zip archive, unpacked when it is read. One archive serves one reader at a time.</summary>
internal sealed class ZipContent(string name, ZipArchive archive, ZipArchiveEntry entry) : IImageContent
{
    private const int Step = 1 << 16;

    public string Name { get; } = name;

    public void ReadInto(RgbImage target, DecodeOptions options) => ImageCodec.Decode(Bytes(int.MaxValue), target, options, Name);

    public void AppendTo(IncrementalHash digest) => digest.AppendData(Bytes(int.MaxValue));

    /// <summary>The bytes that tell the format; none where the archive is damaged there, which is told when the image is read.</summary>
    public byte[] Start()
    {
        try
        {
            return Bytes(ForeignImages.SignatureBytes);
        }
        catch (UnreadableImageException)
        {
            return [];
        }
    }

    /// <summary>The first bytes, at most so many; memory grows with what is there, not with what the archive claims.</summary>
    private byte[] Bytes(int most)
    {
        try
        {
            lock (archive)
            {
                using var stream = entry.Open();
                var buffer = new byte[Math.Min(Step, most)];
                var length = 0;
                while (length < most && stream.Read(buffer, length, buffer.Length - length) is > 0 and var read)
                {
                    length += read;
                    if (length == buffer.Length && length < most)
                    {
                        Array.Resize(ref buffer, (int)Math.Min(Math.Min(2L * length, most), Array.MaxLength));
                    }
                }

                return buffer[..length];
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or (IOException and not UnreadableImageException))
        {
            throw new UnreadableImageException(Name, $"the archive is damaged there: {fault.Message}", fault);
        }
    }
}

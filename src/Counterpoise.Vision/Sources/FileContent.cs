using System.Buffers;
using System.Security.Cryptography;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Sources;

/// <summary>An image in a file of its own.</summary>
/// <param name="path">The file.</param>
public sealed class FileContent(string path) : IImageContent
{
    /// <inheritdoc/>
    public string Name { get; } = path;

    /// <inheritdoc/>
    public void ReadInto(RgbImage target, DecodeOptions options) => Read(bytes => ImageCodec.Decode(bytes, target, options, Name));

    /// <summary>Adds the bytes of the file.</summary>
    /// <inheritdoc/>
    public void AppendTo(IncrementalHash digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        Read(digest.AppendData);
    }

    private void Read(Action<ReadOnlySpan<byte>> use)
    {
        byte[]? buffer = null;
        try
        {
            using var file = File.OpenHandle(Name, options: FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(file);
            if (length > Array.MaxLength)
            {
                throw new UnreadableImageException(Name, $"the file has {length} bytes, more than an image can have");
            }

            buffer = ArrayPool<byte>.Shared.Rent((int)length);
            var read = Filled(file, buffer.AsSpan(0, (int)length), 0);
            use(buffer.AsSpan(0, read));
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnreadableImageException(Name, "there is no such file", fault);
        }
        catch (Exception fault) when (fault is (IOException and not UnreadableImageException) or UnauthorizedAccessException)
        {
            throw new UnreadableImageException(Name, $"the file cannot be read: {fault.Message}", fault);
        }
        finally
        {
            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// <summary>Reads until the buffer is full or the file ends; returns the bytes read.</summary>
    internal static int Filled(Microsoft.Win32.SafeHandles.SafeFileHandle file, Span<byte> buffer, long offset)
    {
        var total = 0;
        while (total < buffer.Length && RandomAccess.Read(file, buffer[total..], offset + total) is > 0 and var read)
        {
            total += read;
        }

        return total;
    }
}

using System.IO.Compression;

namespace Counterpoise.Torch.Files;

/// <summary>The content of one record of a zip archive.</summary>
internal sealed class ZipRecord : ByteSource
{
    // Deflate cannot expand by more than 1032: a record that claims more lies, and would only serve to claim memory.
    private const long MaximumExpansion = 1032;

    private readonly ZipArchiveEntry _entry;
    private readonly string _path;
    private byte[]? _content;

    public ZipRecord(ZipArchiveEntry entry, string path, long fileLength)
    {
        (_entry, _path) = (entry, path);
        if (entry.CompressedLength > fileLength || entry.CompressedLength < 0 || entry.Length < 0
            || entry.Length > entry.CompressedLength * MaximumExpansion)
            throw new WeightFileException(path,
                $"record '{entry.FullName}' of {entry.Length} bytes, {entry.CompressedLength} compressed, in a file of {fileLength} bytes",
                "lengths that are possible: the file is damaged");
        if (entry.Length > Array.MaxLength)
            throw new WeightFileException(path, $"record '{entry.FullName}' of {entry.Length} bytes",
                $"at most {Array.MaxLength} in one record: save the weights as safetensors");
    }

    public override long Length => _entry.Length;

    public override void Read(long offset, Span<byte> destination)
    {
        if (offset == 0 && destination.Length == Length)
        {
            ReadAll(destination);
            return;
        }

        // A record's stream cannot seek. Several views of one storage would read it again and again, so it is kept.
        if (_content is null)
        {
            var content = new byte[Length];
            ReadAll(content);
            _content = content;
        }

        _content.AsSpan((int)offset, destination.Length).CopyTo(destination);
    }

    private void ReadAll(Span<byte> destination)
    {
        try
        {
            using var stream = ZipDirectory.OpenRecord(_entry, _path);
            var read = stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
            if (read != destination.Length)
                throw new WeightFileException(_path, $"{read} bytes in record '{_entry.FullName}'",
                    $"{destination.Length} as its header says");
        }
        catch (Exception e) when (ZipDirectory.IsDamage(e))
        {
            throw new WeightFileException(_path, $"a damaged record '{_entry.FullName}' ({e.Message})",
                "a record as the archive's directory describes it", e);
        }
    }
}

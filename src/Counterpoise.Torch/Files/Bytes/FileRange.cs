namespace Counterpoise.Torch.Files;

/// <summary>A range of an open file.</summary>
internal sealed class FileRange(FileStream file, long start, long length) : ByteSource
{
    public override long Length => length;

    public override void Read(long offset, Span<byte> destination)
    {
        // A direct read, not a memory map: a file that is cut short meanwhile gives an error, not a signal that ends the process.
        var position = start + offset;
        while (destination.Length > 0)
        {
            var read = RandomAccess.Read(file.SafeFileHandle, destination, position);
            if (read == 0)
                throw new WeightFileException(file.Name, $"the file's end at byte {position}", $"{destination.Length} more bytes");
            destination = destination[read..];
            position += read;
        }
    }
}

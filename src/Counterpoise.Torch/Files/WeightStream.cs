namespace Counterpoise.Torch.Files;

/// <summary>Opens a file for a reader and closes it again when the reader finds a fault.</summary>
internal static class WeightStream
{
    public static TensorArchive Open(string path, Func<FileStream, TensorArchive> read)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        try
        {
            return read(file);
        }
        catch (Exception e)
        {
            file.Dispose();
            if (e is EndOfStreamException or InvalidDataException)
                throw new WeightFileException(path, $"a damaged file ({e.Message})", "a whole one: fetch or write it again", e);
            throw;
        }
    }
}

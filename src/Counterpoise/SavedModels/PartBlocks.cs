namespace Counterpoise.SavedModels;

/// <summary>The arrays of a saved model, which are handed out within what the file has: arrays that overlap would take more.</summary>
internal sealed class PartBlocks(string path, ReadOnlyMemory<byte> bytes)
{
    private long _left = bytes.Length;

    /// <summary>The file, for messages.</summary>
    public string Path => path;

    /// <summary>Bytes of all arrays.</summary>
    public int Length => bytes.Length;

    /// <summary>Some bytes; fewer than asked for where they lie outside, or more is taken than there is.</summary>
    public ReadOnlySpan<byte> Take(long offset, long length)
    {
        if (length > _left || offset > bytes.Length - length)
        {
            return [];
        }

        _left -= length;
        return bytes.Span.Slice((int)offset, (int)length);
    }
}

namespace Counterpoise.Torch.Files;

/// <summary>Bytes of known length that can be read at any offset.</summary>
internal abstract class ByteSource
{
    /// <summary>How much is read or written between two looks at the cancellation.</summary>
    protected const int PartBytes = 1 << 20;

    public abstract long Length { get; }

    /// <summary>Fills the destination; the caller stays within <see cref="Length"/>.</summary>
    public abstract void Read(long offset, Span<byte> destination);

    /// <summary>Writes all bytes to a stream.</summary>
    public virtual void Write(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(Length, PartBytes)];
        for (var written = 0L; written < Length; written += buffer.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, Length - written));
            Read(written, part);
            stream.Write(part);
        }
    }
}

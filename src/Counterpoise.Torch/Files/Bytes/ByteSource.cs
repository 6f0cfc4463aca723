namespace Counterpoise.Torch.Files.Bytes;

/// <summary>Bytes of known length that can be read at any offset.</summary>
internal abstract class ByteSource
{
    public abstract long Length { get; }

    /// <summary>Fills the destination; the caller stays within <see cref="Length"/>.</summary>
    public abstract void Read(long offset, Span<byte> destination);
}

namespace Counterpoise.Torch.Files.Bytes;

/// <summary>A part of another source.</summary>
internal sealed class ByteSlice(ByteSource source, long start, long length) : ByteSource
{
    public override long Length => length;

    public override void Read(long offset, Span<byte> destination) => source.Read(start + offset, destination);
}

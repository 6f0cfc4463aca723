namespace Counterpoise.Torch.Files;

/// <summary>A part of another source.</summary>
internal sealed class ByteSlice(ByteSource source, long start, long length) : ByteSource
{
    public override long Length => length;

    public override void Read(long offset, Span<byte> destination) => source.Read(start + offset, destination);

    public override void Write(Stream stream, CancellationToken cancellationToken)
    {
        if (start == 0 && length == source.Length)
            source.Write(stream, cancellationToken);
        else
            base.Write(stream, cancellationToken);
    }
}

namespace Counterpoise.Torch.Files;

/// <summary>
/// The elements of a tensor in memory, in row-major order; a tensor of another layout or device is copied while it is written.
/// </summary>
internal sealed unsafe class TensorBytes(Tensor tensor) : ByteSource
{
    public override long Length { get; } = tensor.Count * tensor.Type.Size();

    public override void Read(long offset, Span<byte> destination)
    {
        using var scope = torch.NewDisposeScope();
        new ReadOnlySpan<byte>((byte*)Dense().Data + offset, destination.Length).CopyTo(destination);
        GC.KeepAlive(tensor);
    }

    public override void Write(Stream stream, CancellationToken cancellationToken)
    {
        using var scope = torch.NewDisposeScope();
        var data = (byte*)Dense().Data;
        for (var written = 0L; written < Length; written += PartBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            stream.Write(new ReadOnlySpan<byte>(data + written, (int)Math.Min(PartBytes, Length - written)));
        }

        GC.KeepAlive(tensor);
    }

    private Tensor Dense() => tensor.Detach().To(torch.CPU).Contiguous();
}

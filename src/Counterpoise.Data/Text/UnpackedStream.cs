namespace Counterpoise.Data.Text;

/// <summary>
/// What is unpacked, up to a limit that honest tables do not come near, so that a few bytes cannot fill memory or occupy the reader for
/// hours.
/// </summary>
internal sealed class UnpackedStream(Stream inner, string path, long packedBytes, IDisposable? archive = null) : Stream
{
    // Tables of repeating rows shrink to a hundredth; deflate itself can go to a thousandth.
    private const long MostFold = 400;
    private const long Always = 1L << 30;

    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            var count = inner.Read(buffer);
            _read += count;
            return _read <= Always || _read / MostFold <= packedBytes ? count
                : throw new TableFormatException(path,
                    $"it unpacks to more than {MostFold} times its size, which no honest table does: unpack it yourself if you trust it");
        }
        catch (InvalidDataException fault)
        {
            throw new TableFormatException(path, $"it cannot be unpacked: {fault.Message}");
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            archive?.Dispose();
        }

        base.Dispose(disposing);
    }
}

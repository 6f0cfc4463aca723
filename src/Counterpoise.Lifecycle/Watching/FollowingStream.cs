namespace Counterpoise.Lifecycle.Watching;

/// <summary>A file that has no end: where its bytes end, reading waits for more until it is cancelled.</summary>
internal sealed class FollowingStream(Stream inner, CancellationToken cancellationToken) : Stream
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        for (; ; )
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (inner.Read(buffer, offset, count) is var read and > 0)
                return read;
            cancellationToken.WaitHandle.WaitOne(Pause);
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
            inner.Dispose();
        base.Dispose(disposing);
    }
}

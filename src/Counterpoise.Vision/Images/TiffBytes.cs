using BitMiracle.LibTiff.Classic;

namespace Counterpoise.Vision.Images;

/// <summary>A file in memory, as LibTiff.NET reads it.</summary>
internal sealed class TiffBytes(byte[] bytes) : TiffStream
{
    private long _position;

    public override int Read(object clientData, byte[] buffer, int offset, int count)
    {
        var length = (int)Math.Clamp(bytes.Length - _position, 0, count);
        bytes.AsSpan((int)Math.Min(_position, bytes.Length), length).CopyTo(buffer.AsSpan(offset));
        _position += length;
        return length;
    }

    public override void Write(object clientData, byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("the image is read only");

    public override long Seek(object clientData, long offset, SeekOrigin origin)
    {
        var start = origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => bytes.Length };
        _position = Math.Max(start + offset, 0);
        return _position;
    }

    public override void Close(object clientData)
    {
    }

    public override long Size(object clientData) => bytes.Length;
}

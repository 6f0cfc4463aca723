using Google.FlatBuffers;

namespace Counterpoise.Deploy.TfLite;

/// <summary>
/// A table of a FlatBuffer by the numbers of its fields. Every offset, length and vtable comes from the file and is checked against the
/// file's size, so that a hostile one ends in a message.
/// </summary>
internal readonly struct FlatTable
{
    private readonly ByteBuffer _buffer;
    private readonly int _position;
    private readonly int _vtable;
    private readonly int _vtableLength;

    private FlatTable(ByteBuffer buffer, int position)
    {
        (_buffer, _position) = (buffer, position);
        _vtable = checked(position - Int32(position));
        _vtableLength = UInt16(_vtable);
        Check(_vtable, _vtableLength);
    }

    public static FlatTable Root(ByteBuffer buffer)
    {
        if (buffer.Length < 8) throw new TfLiteException($"found {buffer.Length} bytes; expected a FlatBuffer");
        var position = buffer.GetInt(0);
        Check(buffer, position, 4);
        return new FlatTable(buffer, position);
    }

    public byte Byte(int field, byte value = 0) => Field(field, 1) is var at and > 0 ? _buffer.Get(at) : value;

    public int Int(int field, int value = 0) => Field(field, 4) is var at and > 0 ? _buffer.GetInt(at) : value;

    public float Float(int field, float value = 0) => Field(field, 4) is var at and > 0 ? _buffer.GetFloat(at) : value;

    public bool Has(int field) => Field(field, 4) > 0;

    public FlatTable? Table(int field) => Field(field, 4) is var at and > 0 ? new FlatTable(_buffer, Follow(at)) : null;

    public FlatTable[] Tables(int field)
    {
        var (start, count) = Vector(field, 4);
        var tables = new FlatTable[count];
        for (var i = 0; i < count; i++) tables[i] = new FlatTable(_buffer, Follow(start + (4 * i)));
        return tables;
    }

    public int[] Ints(int field)
    {
        var (start, count) = Vector(field, 4);
        var values = new int[count];
        for (var i = 0; i < count; i++) values[i] = _buffer.GetInt(start + (4 * i));
        return values;
    }

    public long[] Longs(int field)
    {
        var (start, count) = Vector(field, 8);
        var values = new long[count];
        for (var i = 0; i < count; i++) values[i] = _buffer.GetLong(start + (8 * i));
        return values;
    }

    public float[] Floats(int field)
    {
        var (start, count) = Vector(field, 4);
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = _buffer.GetFloat(start + (4 * i));
        return values;
    }

    public byte[] Bytes(int field)
    {
        var (start, count) = Vector(field, 1);
        return count == 0 ? [] : _buffer.ToArray<byte>(start, count);
    }

    public string Text(int field) => System.Text.Encoding.UTF8.GetString(Bytes(field));

    private (int Start, int Count) Vector(int field, int size)
    {
        var at = Field(field, 4);
        if (at == 0) return (0, 0);
        var start = Follow(at);
        var count = Int32(start);
        if (count < 0 || (long)count * size > _buffer.Length)
            throw new TfLiteException($"the vector at byte {start} says it has {count} elements; the file has {_buffer.Length} bytes");
        Check(start + 4, count * size);
        return (start + 4, count);
    }

    private int Field(int field, int size)
    {
        var entry = 4 + (2 * field);
        if (_vtable + _vtableLength < _vtable + entry + 2) return 0;
        var offset = UInt16(_vtable + entry);
        if (offset == 0) return 0;
        Check(_position + offset, size);
        return _position + offset;
    }

    private int Follow(int at)
    {
        var target = (long)at + (uint)Int32(at);
        if (target > _buffer.Length - 4)
            throw new TfLiteException($"the offset at byte {at} leads to byte {target}; the file has {_buffer.Length} bytes");
        return (int)target;
    }

    private int Int32(int at)
    {
        Check(at, 4);
        return _buffer.GetInt(at);
    }

    private int UInt16(int at)
    {
        Check(at, 2);
        return _buffer.GetUshort(at);
    }

    private void Check(int at, int size) => Check(_buffer, at, size);

    private static void Check(ByteBuffer buffer, int at, int size)
    {
        if (at < 0 || at > buffer.Length - size)
            throw new TfLiteException($"something of {size} bytes is said to stand at byte {at}; the file has {buffer.Length} bytes");
    }
}

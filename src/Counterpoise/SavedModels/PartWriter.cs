using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Counterpoise.Numerics;

namespace Counterpoise.SavedModels;

/// <summary>
/// Writes one part of a saved model: texts and single numbers stand in its JSON object, arrays in binary blocks behind the JSON, bit for
/// bit. Names are in snake_case and stand once in a part.
/// </summary>
public sealed class PartWriter
{
    private readonly JsonObject _json;
    private readonly MemoryStream _blocks;

    internal PartWriter(JsonObject json, MemoryStream blocks) => (_json, _blocks) = (json, blocks);

    /// <summary>Writes a text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The text.</param>
    public void Text(string name, string value) => _json.Add(name, value);

    /// <summary>Writes texts.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="values">The texts.</param>
    public void Texts(string name, IEnumerable<string> values) =>
        _json.Add(name, new JsonArray([.. values.Select(v => JsonValue.Create(v))]));

    /// <summary>Writes yes or no.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value.</param>
    public void Flag(string name, bool value) => _json.Add(name, value);

    /// <summary>Writes a whole number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The number.</param>
    public void Integer(string name, long value) => _json.Add(name, value);

    /// <summary>Writes a number, so that it is read back bit for bit.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentException">The number is not finite, which JSON cannot hold.</exception>
    public void Number(string name, double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException($"'{name}' is {value}; a saved model holds finite numbers alone", nameof(value));
        }

        _json.Add(name, value);
    }

    /// <summary>Writes numbers as float64.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="values">Any numbers.</param>
    public void Numbers(string name, ReadOnlySpan<double> values)
    {
        var offset = _blocks.Length;
        Span<byte> eight = stackalloc byte[sizeof(double)];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(eight, value);
            _blocks.Write(eight);
        }

        Block(name, "f64", offset, values.Length);
    }

    /// <summary>Writes whole numbers as int32.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="values">The numbers.</param>
    public void Integers(string name, ReadOnlySpan<int> values)
    {
        var offset = _blocks.Length;
        Span<byte> four = stackalloc byte[sizeof(int)];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt32LittleEndian(four, value);
            _blocks.Write(four);
        }

        Block(name, "i32", offset, values.Length);
    }

    /// <summary>Writes bytes as they are.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="values">The bytes.</param>
    public void Bytes(string name, ReadOnlySpan<byte> values)
    {
        var offset = _blocks.Length;
        _blocks.Write(values);
        Block(name, "u8", offset, values.Length);
    }

    /// <summary>Writes a matrix.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="matrix">The matrix.</param>
    public void Matrix(string name, DenseMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Part(name, part =>
        {
            part.Integer("rows", matrix.Rows);
            part.Integer("columns", matrix.Columns);
            part.Numbers("values", matrix.Data);
        });
    }

    /// <summary>Writes a part within this one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="write">Writes it.</param>
    public void Part(string name, Action<PartWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var json = new JsonObject();
        write(new PartWriter(json, _blocks));
        _json.Add(name, json);
    }

    /// <summary>Writes several parts within this one.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="items">What each is of.</param>
    /// <param name="write">Writes one.</param>
    /// <typeparam name="T">What a part is of.</typeparam>
    public void Parts<T>(string name, IEnumerable<T> items, Action<PartWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(write);
        var array = new JsonArray();
        foreach (var item in items)
        {
            var json = new JsonObject();
            write(new PartWriter(json, _blocks), item);
            array.Add((JsonNode)json);
        }

        _json.Add(name, array);
    }

    private void Block(string name, string type, long offset, int count)
    {
        // Blocks begin at multiples of 8, so that other readers can map them.
        _blocks.SetLength((_blocks.Length + 7) & ~7L);
        _blocks.Position = _blocks.Length;
        _json.Add(name, new JsonObject { ["type"] = type, ["offset"] = offset, ["count"] = count });
    }
}

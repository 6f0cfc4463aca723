using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Counterpoise.Numerics;

namespace Counterpoise.SavedModels;

/// <summary>
/// Reads one part of a saved model. Nothing in the file is trusted: a value of another kind, an array outside of the file or a number out
/// of its range is refused with its place, and all arrays together take no more memory than the file has bytes.
/// </summary>
public sealed class PartReader
{
    private readonly JsonElement _json;
    private readonly PartBlocks _blocks;
    private readonly string _place;

    internal PartReader(JsonElement json, PartBlocks blocks, string place)
    {
        (_json, _blocks, _place) = (json, blocks, place);
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Fault($"found {Kind(json)}; expected an object");
        }
    }

    /// <summary>Whether there is a value of a name.</summary>
    /// <param name="name">The name.</param>
    public bool Has(string name) => _json.TryGetProperty(name, out _);

    /// <summary>Reads a text.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidDataException">It is missing, or no text.</exception>
    public string Text(string name) => Value(name, JsonValueKind.String).GetString()!;

    /// <summary>Reads texts.</summary>
    /// <param name="name">Their name.</param>
    /// <exception cref="InvalidDataException">They are missing, or one is no text.</exception>
    public string[] Texts(string name) => [.. Value(name, JsonValueKind.Array).EnumerateArray()
        .Select(v => v.ValueKind == JsonValueKind.String ? v.GetString()! : throw Fault($"'{name}' holds {Kind(v)}; expected texts"))];

    /// <summary>Reads yes or no.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidDataException">It is missing, or neither.</exception>
    public bool Flag(string name) => Value(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value
        ? value.GetBoolean() : throw Fault($"'{name}' is {Kind(Value(name))}; expected true or false");

    /// <summary>Reads a whole number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="least">The least that it may be.</param>
    /// <param name="most">The most that it may be.</param>
    /// <exception cref="InvalidDataException">It is missing, no whole number, or out of the range.</exception>
    public int Integer(string name, int least = 0, int most = int.MaxValue)
    {
        var value = Value(name, JsonValueKind.Number);
        return value.TryGetInt32(out var number) && number >= least && number <= most ? number
            : throw Fault(string.Create(CultureInfo.InvariantCulture,
                $"'{name}' is {value.GetRawText()}; expected a whole number from {least} to {most}"));
    }

    /// <summary>Reads a finite number.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidDataException">It is missing, or no finite number.</exception>
    public double Number(string name)
    {
        var value = Value(name, JsonValueKind.Number);
        return value.TryGetDouble(out var number) && double.IsFinite(number) ? number
            : throw Fault($"'{name}' is {value.GetRawText()}; expected a finite number");
    }

    /// <summary>Reads numbers.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="count">How many there must be; null for any number.</param>
    /// <exception cref="InvalidDataException">They are missing, lie outside of the file, or are of another kind or number.</exception>
    public double[] Numbers(string name, long? count = null)
    {
        var bytes = Block(name, "f64", sizeof(double), count);
        var values = new double[bytes.Length / sizeof(double)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]);
        }

        return values;
    }

    /// <summary>Reads numbers of which each must be finite.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="count">How many there must be; null for any number.</param>
    /// <exception cref="InvalidDataException">As <see cref="Numbers"/>, or one is not finite.</exception>
    public double[] FiniteNumbers(string name, long? count = null)
    {
        var values = Numbers(name, count);
        return Array.FindIndex(values, v => !double.IsFinite(v)) is var wrong and >= 0
            ? throw Fault(string.Create(CultureInfo.InvariantCulture,
                $"'{name}' holds {values[wrong]} at place {wrong}; expected finite numbers"))
            : values;
    }

    /// <summary>Reads whole numbers.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="least">The least that each may be.</param>
    /// <param name="most">The most that each may be.</param>
    /// <param name="count">How many there must be; null for any number.</param>
    /// <exception cref="InvalidDataException">They are missing, lie outside of the file, or are of another kind, range or
    /// number.</exception>
    public int[] Integers(string name, int least, int most, long? count = null)
    {
        var bytes = Block(name, "i32", sizeof(int), count);
        var values = new int[bytes.Length / sizeof(int)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * sizeof(int))..]);
            if (values[i] < least || values[i] > most)
            {
                throw Fault($"'{name}' holds {values[i]} at place {i}; expected {least} to {most}");
            }
        }

        return values;
    }

    /// <summary>Reads bytes.</summary>
    /// <param name="name">Their name.</param>
    /// <exception cref="InvalidDataException">They are missing, or lie outside of the file.</exception>
    public byte[] Bytes(string name) => Block(name, "u8", 1, null).ToArray();

    /// <summary>Reads a matrix of finite numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidDataException">It is missing, or its shape and its values do not agree.</exception>
    public DenseMatrix Matrix(string name)
    {
        var part = Part(name);
        var (rows, columns) = (part.Integer("rows"), part.Integer("columns"));
        return new DenseMatrix(rows, columns, part.FiniteNumbers("values", (long)rows * columns));
    }

    /// <summary>Reads a part within this one.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidDataException">It is missing, or no part.</exception>
    public PartReader Part(string name) => new(Value(name), _blocks, $"{_place}.{name}");

    /// <summary>Reads several parts within this one.</summary>
    /// <param name="name">Their name.</param>
    /// <exception cref="InvalidDataException">They are missing, or one is no part.</exception>
    public PartReader[] Parts(string name) =>
        [.. Value(name, JsonValueKind.Array).EnumerateArray().Select((v, i) => new PartReader(v, _blocks, $"{_place}.{name}[{i}]"))];

    /// <summary>What is thrown where values of this part do not fit together.</summary>
    /// <param name="found">What was found, and what was expected.</param>
    public InvalidDataException Fault(string found) =>
        new($"{_blocks.Path}: {_place}: {found}. The file is damaged, or was not written by this program: train the model again");

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private JsonElement Value(string name) =>
        _json.TryGetProperty(name, out var value) ? value : throw Fault($"'{name}' is missing");

    private JsonElement Value(string name, JsonValueKind kind)
    {
        var value = Value(name);
        return value.ValueKind == kind ? value : throw Fault($"'{name}' is {Kind(value)}; expected a {kind.ToString().ToLowerInvariant()}");
    }

    private ReadOnlySpan<byte> Block(string name, string type, int size, long? expected)
    {
        var part = Part(name);
        var (found, offset, count) = (part.Text("type"), part.Integer("offset"), part.Integer("count"));
        return found != type ? throw part.Fault($"the array is of type '{found}'; expected '{type}'")
            : expected is { } wanted && wanted != count ? throw part.Fault($"found {count} values; expected {wanted}")
            : _blocks.Take(offset, (long)count * size) is { Length: var length } bytes && length == (long)count * size ? bytes
            : throw part.Fault($"{count} values from byte {offset} on lie outside of the {_blocks.Length} bytes of arrays, or overlap "
                + $"others");
    }
}

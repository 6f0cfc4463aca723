using System.Text.Json;

namespace Counterpoise.Torch.Files;

/// <summary>
/// The header of a safetensors file, read as strictly as the format's reference implementation does, and refusing duplicate names besides.
/// </summary>
/// <remarks>Reference: the format description at https://github.com/huggingface/safetensors.</remarks>
internal sealed class SafetensorsHeader
{
    /// <summary>The format's own limit.</summary>
    public const long MaximumBytes = 100_000_000;

    private readonly string _path;

    private SafetensorsHeader(string path) => _path = path;

    public List<(string Name, ScalarType Type, long[] Shape, long Begin, long End)> Entries { get; } = [];

    public OrderedDictionary<string, string> Metadata { get; } = [];

    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long dataBytes, string path)
    {
        var header = new SafetensorsHeader(path);
        if (json.IsEmpty || json[0] != (byte)'{')
            throw header.Fault("a header that does not start with '{'", "a JSON object");
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            header.ReadTensors(ref reader);
            if (reader.Read())
                throw header.Fault($"more after the header's object at its byte {reader.TokenStartIndex}", "spaces only");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new WeightFileException(path, $"a header that is no JSON of this format ({e.Message})",
                "an object of tensors with dtype, shape and data_offsets", e);
        }

        header.CheckOffsets(dataBytes);
        return header;
    }

    public static string NameOf(ScalarType type) => type switch
    {
        ScalarType.Float64 => "F64",
        ScalarType.Float32 => "F32",
        ScalarType.Float16 => "F16",
        ScalarType.BFloat16 => "BF16",
        ScalarType.Int64 => "I64",
        ScalarType.Int32 => "I32",
        ScalarType.Int16 => "I16",
        ScalarType.Int8 => "I8",
        ScalarType.Byte => "U8",
        ScalarType.Bool => "BOOL",
        _ => throw new ArgumentException($"found {type}, expected one of {string.Join(", ", StoredLayout.Types.ToArray())}"),
    };

    private void ReadTensors(ref Utf8JsonReader reader)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!names.Add(name))
                throw Fault($"the name '{name}' twice", "each name once");
            reader.Read();
            if (name == "__metadata__")
                ReadMetadata(ref reader);
            else
                ReadTensor(ref reader, name);
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Expect(reader, JsonTokenType.StartObject, "__metadata__");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            Expect(reader, JsonTokenType.String, $"__metadata__ '{key}'");
            if (!Metadata.TryAdd(key, reader.GetString()!))
                throw Fault($"the metadata key '{key}' twice", "each key once");
        }
    }

    private void ReadTensor(ref Utf8JsonReader reader, string name)
    {
        Expect(reader, JsonTokenType.StartObject, $"tensor '{name}'");
        ScalarType? type = null;
        long[]? shape = null, offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = reader.GetString()!;
            reader.Read();
            var repeated = field switch
            {
                "dtype" => type is not null,
                "shape" => shape is not null,
                "data_offsets" => offsets is not null,
                _ => false,
            };
            if (repeated)
                throw Fault($"'{field}' twice in tensor '{name}'", "each field once");
            switch (field)
            {
                case "dtype": type = ReadType(reader, name); break;
                case "shape": shape = ReadIntegers(ref reader, name, field); break;
                case "data_offsets": offsets = ReadIntegers(ref reader, name, field); break;
                default: reader.Skip(); break;
            }
        }

        if (type is null || shape is null || offsets is not [var begin, var end])
            throw Fault($"tensor '{name}' without a whole description", "dtype, shape and two data_offsets");
        Entries.Add((name, type.Value, shape, begin, end));
    }

    private ScalarType ReadType(Utf8JsonReader reader, string name)
    {
        Expect(reader, JsonTokenType.String, $"dtype of '{name}'");
        var text = reader.GetString();
        foreach (var type in StoredLayout.Types)
        {
            if (NameOf(type) == text)
                return type;
        }

        throw Fault($"dtype '{text}' of tensor '{name}'", $"one of {string.Join(", ", StoredLayout.Types.ToArray().Select(NameOf))}");
    }

    private long[] ReadIntegers(ref Utf8JsonReader reader, string name, string field)
    {
        Expect(reader, JsonTokenType.StartArray, $"{field} of '{name}'");
        var values = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(reader, JsonTokenType.Number, $"{field} of '{name}'");
            values.Add(reader.TryGetInt64(out var value) && value >= 0 ? value
                : throw Fault($"a number in {field} of '{name}' that is negative, broken or above 2^63", "whole numbers from 0"));
        }

        return [.. values];
    }

    // The data must be used from its first to its last byte, each byte by one tensor: the reference's rule.
    private void CheckOffsets(long dataBytes)
    {
        var next = 0L;
        foreach (var (name, type, shape, begin, end) in Entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            if (begin != next || end < begin)
                throw Fault($"tensor '{name}' at bytes {begin} to {end}",
                    $"its begin at {next}, where the tensor before it ends, and its end no earlier");
            if (!StoredLayout.TryCountBytes(shape, type, out var bytes, out var fault))
                throw Fault($"tensor '{name}' with {fault}", "a shape whose bytes can be counted");
            if (bytes != end - begin)
                throw Fault($"{end - begin} bytes for tensor '{name}'", $"{bytes} for {NameOf(type)} of shape {StoredLayout.Text(shape)}");
            next = end;
        }

        if (next != dataBytes)
            throw Fault($"{dataBytes} bytes of data",
                $"{next} as the header describes: the file is {(dataBytes < next ? "cut short" : "too long")}");
    }

    private void Expect(Utf8JsonReader reader, JsonTokenType type, string where)
    {
        if (reader.TokenType != type)
            throw Fault($"{reader.TokenType} at {where} in the header", $"{type}");
    }

    private WeightFileException Fault(string found, string expected) => new(_path, found, expected);
}

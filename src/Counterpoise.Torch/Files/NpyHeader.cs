using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Counterpoise.Torch.Files;

/// <summary>The header of a <c>.npy</c> file: magic, version, length, and a Python dictionary literal of exactly three fields.</summary>
/// <remarks>Reference: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html.</remarks>
internal sealed record NpyHeader(ScalarType Type, bool BigEndian, long[] Shape, bool FortranOrder, int ByteLength)
{
    // Version 1 cannot say more; without structured types no header needs more.
    private const int MaximumBytes = 65_535;
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public static bool IsMagic(ReadOnlySpan<byte> start) => start.StartsWith(Magic);

    public static NpyHeader Read(Stream stream, string path)
    {
        Span<byte> prefix = stackalloc byte[8];
        stream.ReadExactly(prefix);
        if (!IsMagic(prefix))
            throw new WeightFileException(path, $"the start {Convert.ToHexString(prefix)}", $"a .npy file's {Convert.ToHexString(Magic)}");
        if (prefix[6] is < 1 or > 3 || prefix[7] != 0)
            throw new WeightFileException(path, $"version {prefix[6]}.{prefix[7]}", ".npy version 1.0, 2.0 or 3.0");

        Span<byte> lengthBytes = stackalloc byte[prefix[6] == 1 ? 2 : 4];
        stream.ReadExactly(lengthBytes);
        var length = lengthBytes.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(lengthBytes)
            : BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (length > MaximumBytes)
            throw new WeightFileException(path, $"a header of {length} bytes", $"at most {MaximumBytes}");
        var text = new byte[length];
        stream.ReadExactly(text);
        return Parse((prefix[6] == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(text), prefix.Length + lengthBytes.Length + text.Length,
            path);
    }

    public static byte[] Write(ScalarType type, ReadOnlySpan<long> shape)
    {
        var lengths = string.Join(", ", shape.ToArray().Select(n => n.ToString(CultureInfo.InvariantCulture)));
        var text = $"{{'descr': '{Descr(type)}', 'fortran_order': False, 'shape': ({lengths}{(shape.Length == 1 ? "," : "")}), }}";
        var total = (10 + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var bytes = new byte[total];
        Magic.CopyTo(bytes);
        bytes[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)(total - 10));
        bytes.AsSpan(10).Fill((byte)' ');
        Encoding.Latin1.GetBytes(text, bytes.AsSpan(10));
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    private static NpyHeader Parse(string text, int byteLength, string path)
    {
        var literal = new NpyLiteral(text, path);
        string? descr = null;
        bool? fortran = null;
        long[]? shape = null;
        literal.Expect('{');
        while (!literal.TryTake('}'))
        {
            var key = literal.Text();
            literal.Expect(':');
            switch (key)
            {
                case "descr" when descr is null: descr = literal.Text(); break;
                case "fortran_order" when fortran is null: fortran = literal.Boolean(); break;
                case "shape" when shape is null: shape = literal.Integers(); break;
                default: throw new WeightFileException(path, $"the header field '{key}' unknown or twice",
                    "descr, fortran_order and shape once each");
            }

            if (!literal.TryTake(','))
            {
                literal.Expect('}');
                break;
            }
        }

        literal.ExpectEnd();
        if (descr is null || fortran is null || shape is null)
            throw new WeightFileException(path, $"the header {text.Trim()}", "descr, fortran_order and shape");
        var (type, bigEndian) = ParseDescr(descr, path);
        return new NpyHeader(type, bigEndian, shape, fortran.Value, byteLength);
    }

    private static string Descr(ScalarType type) => type switch
    {
        ScalarType.Float64 => "<f8",
        ScalarType.Float32 => "<f4",
        ScalarType.Float16 => "<f2",
        ScalarType.Int64 => "<i8",
        ScalarType.Int32 => "<i4",
        ScalarType.Int16 => "<i2",
        ScalarType.Int8 => "|i1",
        ScalarType.Byte => "|u1",
        ScalarType.Bool => "|b1",
        _ => throw new ArgumentException($"found {type}, which .npy cannot hold: convert it to Float32 or write safetensors"),
    };

    private static (ScalarType Type, bool BigEndian) ParseDescr(string descr, string path)
    {
        ScalarType? type = descr is ['<' or '>' or '|' or '=', ..] ? descr[1..] switch
        {
            "f8" => ScalarType.Float64,
            "f4" => ScalarType.Float32,
            "f2" => ScalarType.Float16,
            "i8" => ScalarType.Int64,
            "i4" => ScalarType.Int32,
            "i2" => ScalarType.Int16,
            "i1" => ScalarType.Int8,
            "u1" => ScalarType.Byte,
            "b1" => ScalarType.Bool,
            _ => null,
        } : null;
        return (type ?? throw new WeightFileException(path, $"element type '{descr}'",
            "f8, f4, f2, i8, i4, i2, i1, u1 or b1 after '<', '>' or '|'"), descr[0] == '>');
    }
}

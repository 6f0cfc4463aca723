using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using System.Text.Json.Nodes;
using Counterpoise.Files;

namespace Counterpoise.SavedModels;

/// <summary>
/// A file of one saved model: the 8 letters <c>CPMODEL1</c>, the SHA-256 of all that follows (32 bytes), the length of the JSON (uint64,
/// little-endian), a JSON object in UTF-8 padded with blanks to a multiple of 8, and the arrays that it names by type (<c>f64</c>,
/// <c>i32</c>, <c>u8</c>, little-endian), offset behind the JSON, and count.
/// </summary>
/// <remarks>
/// Reading runs no code of the file, unpacks nothing and takes no more memory than a few times the file, which may have at most
/// <see cref="MaximumBytes"/> bytes. Equal models give equal files.
/// </remarks>
public static class PartFile
{
    /// <summary>The largest file that is written and read: 1 GiB.</summary>
    public const long MaximumBytes = 1L << 30;

    private const int HashAt = 8, LengthAt = 40, JsonAt = 48, MostJson = 1 << 26, MostBeforeTask = 256;

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static ReadOnlySpan<byte> Magic => "CPMODEL1"u8;

    private static ReadOnlySpan<byte> AnyMagic => "CPMODEL"u8;

    /// <summary>Whether a file begins as a saved model does, of this version of the format or another.</summary>
    /// <param name="path">The file; it need not be there.</param>
    public static bool Is(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[AnyMagic.Length];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(AnyMagic);
    }

    /// <summary>
    /// What the model in a file is for, as its text <c>task</c> says; null where the file is none, has none, or cannot be read so far.
    /// </summary>
    /// <param name="path">The file; it need not be there.</param>
    public static string? Task(string path)
    {
        if (!Is(path))
        {
            return null;
        }

        using var stream = File.OpenRead(path);
        var start = new byte[JsonAt + MostBeforeTask];
        var count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var json = new Utf8JsonReader(start.AsSpan(Math.Min(count, JsonAt), Math.Max(0, count - JsonAt)), isFinalBlock: false, default);
        try
        {
            return json.Read() && json.Read() && json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("task"u8)
                && json.Read() && json.TokenType == JsonTokenType.String ? json.GetString() : null;
        }
        catch (JsonException)
        {
            // Reading the file says what is wrong with it.
            return null;
        }
    }

    /// <summary>Writes a model, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="write">Writes the parts.</param>
    /// <exception cref="InvalidOperationException">The model is larger than <see cref="MaximumBytes"/>.</exception>
    public static void Write(string path, Action<PartWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var blocks = new MemoryStream();
        var json = new JsonObject();
        write(new PartWriter(json, blocks));
        var text = JsonSerializer.SerializeToUtf8Bytes(json, Indented);
        var padded = (text.Length + 7) & ~7;
        if (JsonAt + padded + blocks.Length > MaximumBytes || padded > MostJson)
        {
            throw new InvalidOperationException(
                $"the model takes {JsonAt + padded + blocks.Length} bytes, and a file holds at most {MaximumBytes}: "
                + "train it on fewer rows, or take a classifier that does not keep them");
        }

        var file = new byte[JsonAt + padded + (int)blocks.Length];
        Magic.CopyTo(file);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(LengthAt), (ulong)padded);
        text.CopyTo(file, JsonAt);
        file.AsSpan(JsonAt + text.Length, padded - text.Length).Fill((byte)' ');
        blocks.GetBuffer().AsSpan(0, (int)blocks.Length).CopyTo(file.AsSpan(JsonAt + padded));
        SHA256.HashData(file.AsSpan(LengthAt), file.AsSpan(HashAt, SHA256.HashSizeInBytes));
        AtomicFile.Write(path, stream => stream.Write(file));
    }

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Makes the model of its parts.</param>
    /// <typeparam name="T">The model.</typeparam>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no saved model, of another version, damaged, or says what cannot be.</exception>
    public static T Read<T>(string path, Func<PartReader, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var bytes = Bytes(path);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(LengthAt));
        if (length > MostJson || length > (ulong)(bytes.Length - JsonAt))
        {
            throw new InvalidDataException(
                $"{path}: the description would have {length} bytes, and the file has {bytes.Length}: it is damaged");
        }

        // The parser looks at texts when they are asked for, and its fault is no JsonException then.
        if (!Utf8.IsValid(bytes.AsSpan(JsonAt, (int)length)))
        {
            throw new InvalidDataException($"{path}: the description of the model is no UTF-8: the file is damaged");
        }

        try
        {
            using var json = JsonDocument.Parse(bytes.AsMemory(JsonAt, (int)length));
            return read(new PartReader(json.RootElement, new PartBlocks(path, bytes.AsMemory(JsonAt + (int)length)), "model"));
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path}: the description of the model is no JSON ({fault.Message}): the file is damaged",
                fault);
        }
    }

    private static byte[] Bytes(string path)
    {
        var size = new FileInfo(path).Length;
        if (size > MaximumBytes)
        {
            throw new InvalidDataException($"{path} has {size} bytes; a saved model has at most {MaximumBytes}");
        }

        var bytes = File.ReadAllBytes(path);
        if (!bytes.AsSpan().StartsWith(Magic))
        {
            throw new InvalidDataException(bytes.AsSpan().StartsWith(AnyMagic)
                ? $"{path} is a model of another version of the format ('{(char)bytes[Math.Min(AnyMagic.Length, bytes.Length - 1)]}'; "
                    + "this program reads '1'): train it again, or use the program that wrote it"
                : $"{path} is no saved model: it does not begin with CPMODEL1");
        }

        return bytes.Length < JsonAt ? throw new InvalidDataException($"{path} ends after {bytes.Length} bytes: it is damaged")
            : SHA256.HashData(bytes.AsSpan(LengthAt)).AsSpan().SequenceEqual(bytes.AsSpan(HashAt, SHA256.HashSizeInBytes)) ? bytes
            : throw new InvalidDataException(
                $"{path} is damaged: its bytes do not give the check sum that it was written with. Copy it again, or train the model "
                    + $"again");
    }
}

using System.Buffers.Binary;

namespace Counterpoise.Deploy.Sensors;

/// <summary>
/// Reads sound of uncompressed WAV files: 8, 16, 24 and 32 bits and 32-bit floats, as numbers from −1 to 1. Channels are averaged. Every
/// length in the file is checked before it is followed.
/// </summary>
public static class WavFile
{
    private const int Pcm = 1, Floats = 3, Extensible = 0xfffe;
    private const long MostBytes = 1L << 30;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Samples a second, and the samples.</returns>
    /// <exception cref="InvalidDataException">It is no such file, or damaged; the message says where.</exception>
    public static (int SampleRate, double[] Samples) Read(string path)
    {
        if (new FileInfo(path)
            .Length > MostBytes) throw new InvalidDataException($"{path} has more than {MostBytes} bytes; cut it into parts");
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        if (bytes.Length < 12 || !bytes.StartsWith("RIFF"u8) || !bytes[8..].StartsWith("WAVE"u8))
            throw new InvalidDataException($"{path} is no WAV file: it does not begin with RIFF and WAVE");
        ReadOnlySpan<byte> format = [];
        for (var at = 12; at + 8 <= bytes.Length;)
        {
            var id = bytes.Slice(at, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
            at += 8;
            // Recorders that are cut off leave a length that is too long.
            var body = bytes.Slice(at, (int)Math.Min(length, bytes.Length - at));
            if (id.SequenceEqual("fmt "u8)) format = body;
            if (id.SequenceEqual("data"u8)) return Samples(path, format, body);
            at += body.Length + (body.Length & 1);
        }

        throw new InvalidDataException($"{path} holds no samples: it has no 'data' part");
    }

    private static (int SampleRate, double[] Samples) Samples(string path, ReadOnlySpan<byte> format, ReadOnlySpan<byte> data)
    {
        if (format.Length < 16) throw new InvalidDataException($"{path} does not say its format before its samples");
        var (kind, channels) = (BinaryPrimitives.ReadUInt16LittleEndian(format), BinaryPrimitives.ReadUInt16LittleEndian(format[2..]));
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(format[4..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        if (kind == Extensible && format.Length >= 26) kind = BinaryPrimitives.ReadUInt16LittleEndian(format[24..]);
        var known = kind == Pcm ? bits is 8 or 16 or 24 or 32 : kind == Floats && bits == 32;
        if (!known || channels is 0 or > 64 || rate is 0 or > 1_000_000)
            throw new InvalidDataException(
                $"{path} has format {kind} of {bits} bits, {channels} channels at {rate} Hz; expected uncompressed samples: convert "
                    + $"it, with ffmpeg for example");
        var (width, frame) = (bits / 8, bits / 8 * channels);
        var samples = new double[data.Length / frame];
        for (var i = 0; i < samples.Length; i++)
        {
            var sum = 0.0;
            for (var c = 0; c < channels; c++) sum += Sample(data.Slice((i * frame) + (c * width), width), kind);
            samples[i] = sum / channels;
        }

        return ((int)rate, samples);
    }

    private static double Sample(ReadOnlySpan<byte> bytes, int kind) => (bytes.Length, kind) switch
    {
        (1, _) => (bytes[0] - 128) / 128.0,
        (2, _) => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32768.0,
        (3, _) => ((bytes[0] << 8) | (bytes[1] << 16) | (bytes[2] << 24)) / 2147483648.0,
        (_, Floats) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        _ => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2147483648.0,
    };
}

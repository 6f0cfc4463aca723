using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Counterpoise.Learning.Logging.Protos;
using Google.Protobuf;

namespace Counterpoise.Learning.Logging;

/// <summary>
/// Appends scalars to a TensorBoard event file: records of (length, masked CRC-32C of the length, protobuf Event, masked CRC-32C of the
/// event), all little-endian. Every call ends on disk, so that a killed run loses nothing.
/// </summary>
/// <remarks>Reference: TensorFlow, tensorflow/core/lib/io/record_writer.h and tensorboard/compat/proto/event.proto.</remarks>
public sealed class TensorBoardWriter : IDisposable
{
    private readonly FileStream _file;

    /// <summary>Creates a new event file in a folder, which is made when it is missing.</summary>
    /// <param name="folder">The folder that TensorBoard is pointed at.</param>
    /// <param name="started">When the run began; its seconds become part of the file's name.</param>
    /// <exception cref="IOException">The file cannot be created.</exception>
    public TensorBoardWriter(string folder, DateTimeOffset started)
    {
        Directory.CreateDirectory(folder);
        var name = string.Create(CultureInfo.InvariantCulture,
            $"events.out.tfevents.{started.ToUnixTimeMilliseconds() / 1000.0:F3}.counterpoise");
        Path = System.IO.Path.Combine(folder, name);
        _file = new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.Read);
        if (_file.Length == 0)
        {
            Append(new Event { WallTime = Seconds(started), FileVersion = "brain.Event:2" });
        }
    }

    /// <summary>The event file.</summary>
    public string Path { get; }

    /// <summary>Writes the scalars of one step.</summary>
    /// <param name="step">Step or epoch, not negative.</param>
    /// <param name="scalars">Tag (such as <c>train/loss</c>) to value.</param>
    /// <param name="at">When they were measured.</param>
    public void WriteScalars(long step, IEnumerable<KeyValuePair<string, double>> scalars, DateTimeOffset at)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentNullException.ThrowIfNull(scalars);
        var summary = new Summary();
        summary.Value.AddRange(scalars.Select(s => new Summary.Types.Value { Tag = s.Key, SimpleValue = (float)s.Value }));
        Append(new Event { WallTime = Seconds(at), Step = step, Summary = summary });
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static double Seconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 1000.0;

    private void Append(Event record)
    {
        var data = record.ToByteArray();
        var framed = new byte[data.Length + 16];
        BinaryPrimitives.WriteInt64LittleEndian(framed, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(framed.AsSpan(8), MaskedCrc(framed.AsSpan(0, 8)));
        data.CopyTo(framed, 12);
        BinaryPrimitives.WriteUInt32LittleEndian(framed.AsSpan(12 + data.Length), MaskedCrc(data));
        _file.Write(framed);
        _file.Flush();
    }

    internal static uint MaskedCrc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        crc = ~crc;
        return BitOperations.RotateRight(crc, 15) + 0xa282ead8;
    }
}

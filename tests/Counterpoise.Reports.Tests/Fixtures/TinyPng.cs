using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Counterpoise.Randomness;

namespace Counterpoise.Reports.Tests.Fixtures;

/// <summary>Draws 28 × 28 grey images that look a little like clothes, as PNG.</summary>
internal static class TinyPng
{
    private const int Side = 28;

    public static byte[] Garment(int kind, ulong seed)
    {
        var random = new RandomStream(seed, "garment");
        var shade = 120 + random.NextInteger(110);
        var raw = new byte[Side * (Side + 1)];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                double u = Math.Abs(x - 13.5) / 14, v = y / 27.0;
                var inside = kind switch
                {
                    0 => v is > 0.12 and < 0.9 && (u < 0.45 || (v < 0.4 && u < 0.85)),
                    1 => u is > 0.06 and < 0.36 || (v < 0.2 && u < 0.36),
                    3 => u < 0.18 + (0.35 * v) && v > 0.06,
                    _ => v is > 0.1 and < 0.95 && (u < 0.5 || u < 0.85 - (0.1 * v)),
                };
                raw[(y * (Side + 1)) + 1 + x] = inside ? (byte)Math.Clamp(shade + (14 * random.NextNormal()), 0, 255) : (byte)0;
            }
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(raw);
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Side);
        header[8] = 8;
        return [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()),
            .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        var length = new byte[4];
        var sum = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc(body));
        return [.. length, .. body, .. sum];
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
            }
        }

        return ~crc;
    }
}

using System.Buffers.Binary;
using Counterpoise.Numerics;

namespace Counterpoise.TableModels;

/// <summary>
/// 64 bits of each training row (FNV-1a over its prepared numbers), by which equal rows are known again without keeping them.
/// </summary>
internal sealed class RowPrints
{
    private readonly HashSet<ulong> _prints;

    private RowPrints(HashSet<ulong> prints) => _prints = prints;

    public static RowPrints Of(DenseMatrix rows) => new([.. Enumerable.Range(0, rows.Rows).Select(i => Print(rows.Row(i)))]);

    public static RowPrints From(ReadOnlySpan<byte> bytes)
    {
        var prints = new HashSet<ulong>();
        for (var i = 0; i + sizeof(ulong) <= bytes.Length; i += sizeof(ulong))
        {
            prints.Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes[i..]));
        }

        return new(prints);
    }

    public int Count(DenseMatrix rows) => Enumerable.Range(0, rows.Rows).Count(i => _prints.Contains(Print(rows.Row(i))));

    /// <summary>The prints, ascending, so that equal models give equal files.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[_prints.Count * sizeof(ulong)];
        foreach (var (i, print) in _prints.Order().Index())
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), print);
        }

        return bytes;
    }

    private static ulong Print(ReadOnlySpan<double> row)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in row)
        {
            // −0 equals 0.
            var bits = BitConverter.DoubleToUInt64Bits(value + 0.0);
            for (var shift = 0; shift < 64; shift += 8)
            {
                hash = (hash ^ ((bits >> shift) & 0xff)) * 1099511628211UL;
            }
        }

        return hash;
    }
}

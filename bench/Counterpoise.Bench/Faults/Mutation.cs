using System.Buffers.Binary;

namespace Counterpoise.Bench.Faults;

/// <summary>
/// Damages bytes as disks, transfers and attackers do: bits, bytes, cuts, lengths that lie, parts of other files, digits.
/// </summary>
internal static class Mutation
{
    private static readonly ulong[] Lies = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x0fff_ffff, 0x7fff_ffff, 0xffff_ffff, 0x7fff_ffff_ffff_ffff,
        ulong.MaxValue];

    /// <summary>One to three damages.</summary>
    public static byte[] Of(byte[] bytes, byte[] other, Random random)
    {
        var mutant = (byte[])bytes.Clone();
        Span<byte> word = stackalloc byte[8];
        for (var rounds = random.Next(1, 4); rounds > 0 && mutant.Length > 0; rounds--)
        {
            var at = random.Next(2) == 0 ? random.Next(mutant.Length) : random.Next(Math.Min(mutant.Length, 400));
            switch (random.Next(7))
            {
                case 0:
                    mutant[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    mutant[at] = (byte)random.Next(256);
                    break;
                case 2:
                    mutant = mutant[..at];
                    break;
                case 3:
                    BinaryPrimitives.WriteUInt64LittleEndian(word, Lies[random.Next(Lies.Length)]);
                    word[..Math.Min(1 << random.Next(4), mutant.Length - at)].CopyTo(mutant.AsSpan(at));
                    break;
                case 4:
                    var from = random.Next(other.Length);
                    mutant = [.. mutant[..at], .. other[from..Math.Min(other.Length, from + random.Next(100))], .. mutant[at..]];
                    break;
                case 5:
                    mutant = [.. mutant[..at], .. mutant[random.Next(at, Math.Min(mutant.Length, at + 64))..]];
                    break;
                default:
                    for (; at < mutant.Length && mutant[at] is < (byte)'0' or > (byte)'9'; at++)
                    {
                    }

                    for (var digits = random.Next(1, 12); digits > 0 && at < mutant.Length; digits--)
                        mutant[at++] = (byte)random.Next('0', '9' + 1);
                    break;
            }
        }

        return mutant;
    }
}

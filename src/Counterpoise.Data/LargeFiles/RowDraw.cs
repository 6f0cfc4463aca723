using Counterpoise.Randomness;

namespace Counterpoise.Data.LargeFiles;

/// <summary>How often each row of a file is taken: two bytes a row, beside one of its class.</summary>
internal static class RowDraw
{
    /// <summary>The class of a row that has none.</summary>
    public const byte None = byte.MaxValue;

    /// <summary>Draws exactly as many rows of each class as are wanted.</summary>
    /// <param name="classes">Class of each row, or <see cref="None"/>.</param>
    /// <param name="counts">Rows of each class.</param>
    /// <param name="method">How.</param>
    /// <param name="wanted">Rows of each class in the result.</param>
    /// <param name="seed">Seed; each class has a stream of its own.</param>
    public static ushort[] Times(List<byte[]> classes, long[] counts, LargeFileMethod method, long[] wanted, ulong seed)
    {
        var random = counts.Select((_, c) => new RandomStream(seed, "large file", (ulong)c)).ToArray();
        var drawn = counts.Select((n, c) => method == LargeFileMethod.RandomUnder ? null
            : Draws(n, method == LargeFileMethod.RandomOver ? wanted[c] - n : wanted[c], random[c])).ToArray();
        var (seen, taken) = (new long[counts.Length], new long[counts.Length]);
        var times = new ushort[classes.Sum(b => b.Length)];
        var row = 0;
        foreach (var c in classes.SelectMany(b => b))
        {
            if (c != None)
            {
                times[row] = drawn[c] is { } own ? Checked(own[seen[c]] + (method == LargeFileMethod.RandomOver ? 1 : 0))
                    : (ushort)(random[c].NextInteger(counts[c] - seen[c]) < wanted[c] - taken[c] ? 1 : 0);
                taken[c] += drawn[c] is null ? times[row] : 0;
                seen[c]++;
            }

            row++;
        }

        return times;
    }

    /// <summary>How often each row of a class comes up in draws with replacement.</summary>
    private static int[] Draws(long rows, long draws, RandomStream random)
    {
        var times = new int[rows];
        for (var i = 0L; i < draws; i++)
        {
            times[random.NextInteger(rows)]++;
        }

        return times;
    }

    private static ushort Checked(int times) => times <= ushort.MaxValue ? (ushort)times
        : throw new ArgumentException(
            $"a row would be taken {times} times; at most {ushort.MaxValue} are kept apart: draw a class-balanced sample of fewer rows, or "
            + $"under-sample first");
}

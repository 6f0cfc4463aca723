using Counterpoise.Randomness;

namespace Counterpoise.Boosting;

/// <summary>Draws a share of the rows of each class.</summary>
internal static class HeldOutRows
{
    public static (int[] Kept, int[] Held) Draw(ReadOnlySpan<int> labels, int classCount, double share, IRandomSource random)
    {
        var byClass = Enumerable.Range(0, classCount).Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < labels.Length; i++)
        {
            byClass[labels[i]].Add(i);
        }

        var (kept, held) = (new List<int>(), new List<int>());
        foreach (var rows in byClass.Select(r => r.ToArray()))
        {
            random.Shuffle(rows.AsSpan());

            // A class of one row stays in training: what was never seen cannot be learned.
            var count = rows.Length < 2 ? 0 : Math.Clamp((int)Math.Round(share * rows.Length), 1, rows.Length - 1);
            held.AddRange(rows.AsSpan(0, count));
            kept.AddRange(rows.AsSpan(count));
        }

        return held.Count > 0
            ? ([.. kept.Order()], [.. held.Order()])
            : throw new ArgumentException(
                $"no class has the 2 rows that it takes to hold one out of {labels.Length} for early stopping: give validation rows, or "
                + $"leave EarlyStoppingRounds null", nameof(labels));
    }

    public static T[] Pick<T>(ReadOnlySpan<T> values, int[] rows)
    {
        var picked = new T[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            picked[i] = values[rows[i]];
        }

        return picked;
    }
}

using Counterpoise.Randomness;

namespace Counterpoise.Splits;

/// <summary>
/// Over-samples by drawing rows of the smaller classes again, under their own numbers, so that <see cref="LeakGuard"/> knows them.
/// </summary>
public static class RepeatedDraws
{
    /// <summary>
    /// Draws rows of each class with replacement until it has as many as the largest, and shuffles; a balanced part comes back shuffled.
    /// </summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="labels">The class of every row of the data.</param>
    /// <param name="random">Source of the draws.</param>
    /// <exception cref="ArgumentException">There are rows of fewer than two classes.</exception>
    public static int[] Balance(IReadOnlyList<int> rows, IReadOnlyList<int> labels, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(random);
        var classes = rows.GroupBy(r => labels[r]).OrderBy(g => g.Key).Select(g => g.ToArray()).ToArray();
        if (classes.Length < 2)
        {
            throw new ArgumentException($"the training split has rows of {classes.Length} class: there is no minority to draw from",
                nameof(rows));
        }

        var most = classes.Max(c => c.Length);
        int[] all = [.. classes.SelectMany(c => c.Concat(Enumerable.Range(0, most - c.Length)
            .Select(_ => c[random.NextInteger(c.Length)])))];
        for (var i = all.Length - 1; i > 0; i--)
        {
            var j = (int)random.NextInteger(i + 1);
            (all[i], all[j]) = (all[j], all[i]);
        }

        return all;
    }
}

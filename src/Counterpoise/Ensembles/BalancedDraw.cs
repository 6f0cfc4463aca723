using Counterpoise.Randomness;

namespace Counterpoise.Ensembles;

/// <summary>Rows of equally many of each class: what every member of these ensembles learns from.</summary>
internal static class BalancedDraw
{
    // A bag lacks a class of one row in a third of all draws; so many draws in a row are never needed.
    private const int MostBags = 1000;

    /// <summary>
    /// As many rows of each present class as the rarest has, without a row twice unless replacement is asked for; class after class.
    /// </summary>
    public static int[] Of(int[] labels, int[] rows, bool replacement, IRandomSource random)
    {
        var classes = rows.GroupBy(i => labels[i]).OrderBy(g => g.Key).Select(g => g.ToArray()).ToArray();
        var count = classes.Min(c => c.Length);
        return [.. classes.SelectMany(c =>
        {
            if (replacement) return Array.ConvertAll(random.Integers(c.Length, count), k => c[k]);
            if (c.Length > count) random.Shuffle<int>(c);
            return c[..count];
        })];
    }

    /// <summary>As many rows as there are, drawn with replacement; drawn again while a class is missing.</summary>
    public static int[] Bag(int[] labels, int[] rows, IRandomSource random)
    {
        var classes = rows.Select(i => labels[i]).Distinct().Count();
        for (var bag = 0; ; bag++)
        {
            var drawn = Array.ConvertAll(random.Integers(rows.Length, rows.Length), k => rows[k]);
            if (bag == MostBags || drawn.Select(i => labels[i]).Distinct().Count() == classes) return drawn;
        }
    }

    /// <summary>The rows that count.</summary>
    public static int[] Counted(ReadOnlySpan<double> weights, int rows)
    {
        var w = weights.ToArray();
        return [.. Enumerable.Range(0, rows).Where(i => w.Length == 0 || w[i] > 0)];
    }

    /// <summary>A source of each member's own, so that members can be fitted at once.</summary>
    public static RandomStream[] Streams(IRandomSource random, int members) =>
        [.. Enumerable.Range(0, members).Select(_ => new RandomStream((ulong)random.NextInteger(long.MaxValue), "member"))];
}

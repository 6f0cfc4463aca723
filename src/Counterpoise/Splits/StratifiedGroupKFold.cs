using Counterpoise.Randomness;

namespace Counterpoise.Splits;

/// <summary>k folds that keep all rows of a group together and spread the classes as evenly as the groups allow.</summary>
/// <remarks>
/// Greedy: groups by falling spread of their class counts, each to the fold that leaves the class priors most even. Without
/// shuffling the folds equal scikit-learn's StratifiedGroupKFold; with shuffling they differ, because its version 1.2 shuffles
/// the counts and leaves the groups in place.
/// </remarks>
public static class StratifiedGroupKFold
{
    /// <summary>Makes the folds. O(g · k · C).</summary>
    /// <param name="labels">n classes.</param>
    /// <param name="groups">n groups, any integers.</param>
    /// <param name="folds">Number of folds, k, at least 2 and no more than there are groups.</param>
    /// <param name="random">Source of the order among groups alike; null keeps it ascending.</param>
    /// <param name="missing">What to do when a part lacks a class; groups can force it.</param>
    /// <param name="classNames">Names for messages; null calls classes by number.</param>
    /// <exception cref="ArgumentException">The lengths differ, there are too few groups, or a part lacks a class and the policy is to
    /// throw.</exception>
    public static IReadOnlyList<Split> Of(ReadOnlySpan<int> labels, ReadOnlySpan<int> groups, int folds, IRandomSource? random,
        MissingClassPolicy missing = MissingClassPolicy.Warn, IReadOnlyList<string>? classNames = null)
    {
        var (y, rows) = GroupRows.Of(labels, groups, folds);
        random?.Shuffle<int[]>(rows);
        var classes = y.Distinct().Order().ToArray();
        double[] Count(int[] members) => [.. classes.Select(c => (double)members.Count(i => y[i] == c))];
        var totals = Count([.. Enumerable.Range(0, y.Length)]);
        var perFold = Enumerable.Range(0, folds).Select(_ => new double[classes.Length]).ToArray();
        var foldOf = new int[y.Length];
        foreach (var (members, counts) in rows.Select(r => (r, Count(r))).OrderByDescending(g => Deviation(g.Item2)))
        {
            var best = BestFold(perFold, totals, counts);
            for (var c = 0; c < counts.Length; c++) perFold[best][c] += counts[c];
            foreach (var row in members) foldOf[row] = best;
        }

        return [.. ClassCoverage.Folds(foldOf, folds).Select(s => ClassCoverage.Check(s, y, missing, classNames, "use fewer folds"))];
    }

    private static int BestFold(double[][] perFold, double[] totals, double[] counts)
    {
        var (best, least, fewest) = (0, double.PositiveInfinity, double.PositiveInfinity);
        for (var f = 0; f < perFold.Length; f++)
        {
            var fold = f;
            var spread = totals.Select((total, c) => Deviation([.. perFold.Select((p, i) => (p[c] + (i == fold ? counts[c] : 0)) / total)]))
                .Average();
            var size = perFold[f].Sum() + counts.Sum();
            // Equal to rounding counts as equal: then the smaller fold wins.
            var equal = Math.Abs(spread - least) <= 1e-8 + (1e-5 * Math.Abs(least));
            if (spread < least || (equal && size < fewest)) (best, least, fewest) = (f, spread, size);
        }

        return best;
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }
}

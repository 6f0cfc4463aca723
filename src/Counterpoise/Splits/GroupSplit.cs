using Counterpoise.Randomness;

namespace Counterpoise.Splits;

/// <summary>
/// One draw of test, validation and training rows that keeps all rows of a group together and the classes as even as the groups allow.
/// </summary>
public static class GroupSplit
{
    /// <summary>
    /// Draws the split: groups in random order, largest spread of classes first, each to the part that is furthest below its
    /// share of the group's classes.
    /// </summary>
    /// <param name="labels">n classes.</param>
    /// <param name="groups">n groups, any integers, such as a patient or a lesion.</param>
    /// <param name="testShare">Share of test rows, in (0, 1).</param>
    /// <param name="validationShare">Share of validation rows, at least 0.</param>
    /// <param name="random">Source of the draw.</param>
    /// <param name="missing">What to do when a part lacks a class; groups can force it.</param>
    /// <param name="classNames">Names for messages; null calls classes by number.</param>
    /// <param name="heldOut">What messages call the part of the test rows.</param>
    /// <exception cref="ArgumentException">The lengths differ, shares are out of range, there are too few groups, or a part lacks a class
    /// and the policy is to throw.</exception>
    public static Split Of(ReadOnlySpan<int> labels, ReadOnlySpan<int> groups, double testShare, double validationShare,
        IRandomSource random,
        MissingClassPolicy missing = MissingClassPolicy.Warn, IReadOnlyList<string>? classNames = null,
        string heldOut = "test")
    {
        ArgumentNullException.ThrowIfNull(random);
        if (!(testShare > 0 && validationShare >= 0 && testShare + validationShare < 1))
            throw new ArgumentException(
                $"found a test share of {testShare} and a validation share of {validationShare}; expected test above 0, validation at "
                + $"least 0, and a sum below 1");
        var (y, rows) = GroupRows.Of(labels, groups, validationShare > 0 ? 3 : 2);
        random.Shuffle<int[]>(rows);
        var classes = y.Distinct().Order().ToArray();
        var totals = classes.ToDictionary(c => c, c => (double)y.Count(v => v == c));
        double[] shares = [1 - testShare - validationShare, testShare, validationShare];
        var parts = shares.Select(_ => new List<int>()).ToArray();
        var held = shares.Select(_ => classes.ToDictionary(c => c, _ => 0.0)).ToArray();
        // Large groups first; small ones then even out what they leave.
        foreach (var group in rows.OrderByDescending(g => g.Length))
        {
            var counts = group.GroupBy(i => y[i]).ToDictionary(g => g.Key, g => (double)g.Count());
            var part = Enumerable.Range(0, 3).Where(p => shares[p] > 0)
                .MaxBy(p => counts.Sum(c => c.Value / totals[c.Key] * (shares[p] - (held[p][c.Key] / totals[c.Key])) / shares[p]));
            parts[part].AddRange(group);
            foreach (var (c, count) in counts) held[part][c] += count;
        }

        var split = new Split { Train = [.. parts[0].Order()], Test = [.. parts[1].Order()], Validation = [.. parts[2].Order()] };
        return ClassCoverage.Check(split, y, missing, classNames, "give more groups or ask for fewer splits", heldOut);
    }
}

namespace Counterpoise.Splits;

/// <summary>k folds that keep all rows of a group together, of sizes as even as the groups allow.</summary>
/// <remarks>
/// Groups by falling size, each to the lightest fold; equal sizes and weights by lower index. As scikit-learn's GroupKFold
/// but for its order of equal sizes.
/// </remarks>
public static class GroupKFold
{
    /// <summary>Makes the folds. O(n + g log g).</summary>
    /// <param name="labels">n classes.</param>
    /// <param name="groups">n groups, any integers.</param>
    /// <param name="folds">Number of folds, at least 2 and no more than there are groups.</param>
    /// <param name="missing">What to do when a part lacks a class; groups often force it.</param>
    /// <param name="classNames">Names for messages; null calls classes by number.</param>
    /// <exception cref="ArgumentException">The lengths differ, there are too few groups, or a part lacks a class and the policy is to
    /// throw.</exception>
    public static IReadOnlyList<Split> Of(ReadOnlySpan<int> labels, ReadOnlySpan<int> groups, int folds,
        MissingClassPolicy missing = MissingClassPolicy.Warn, IReadOnlyList<string>? classNames = null)
    {
        var (y, rows) = GroupRows.Of(labels, groups, folds);
        var foldOf = new int[y.Length];
        var sizes = new int[folds];
        foreach (var group in rows.OrderByDescending(g => g.Length))
        {
            var lightest = Array.IndexOf(sizes, sizes.Min());
            sizes[lightest] += group.Length;
            foreach (var row in group) foldOf[row] = lightest;
        }

        return [.. ClassCoverage.Folds(foldOf, folds).Select(s => ClassCoverage.Check(s, y, missing, classNames,
            "use stratified groups or fewer folds"))];
    }
}

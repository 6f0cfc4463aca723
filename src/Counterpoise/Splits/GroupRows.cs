namespace Counterpoise.Splits;

/// <summary>The rows of each group, groups in ascending order.</summary>
internal static class GroupRows
{
    public static (int[] Labels, int[][] Rows) Of(ReadOnlySpan<int> labels, ReadOnlySpan<int> groups, int folds)
    {
        if (labels.Length != groups.Length)
            throw new ArgumentException($"found {labels.Length} labels and {groups.Length} groups; expected one group per row",
                nameof(groups));
        var g = groups.ToArray();
        var rows = Enumerable.Range(0, g.Length).GroupBy(i => g[i]).OrderBy(r => r.Key).Select(r => r.ToArray()).ToArray();
        if (folds < 2 || rows.Length < folds)
            throw new ArgumentException($"found {rows.Length} groups for {folds} splits; expected at least 2 splits and a group for each",
                nameof(groups));
        return (labels.ToArray(), rows);
    }
}

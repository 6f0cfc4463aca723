namespace Counterpoise.Explanations;

/// <summary>Columns of a matrix by the columns of the table that they stand for.</summary>
public static class ColumnGroups
{
    /// <summary>Completes ranges of categorical columns with a range for each other column.</summary>
    /// <param name="oneHot">Ranges of columns from the start, in ascending order.</param>
    /// <param name="columns">Number of columns.</param>
    /// <returns>Ranges in ascending order that cover all columns.</returns>
    public static IReadOnlyList<Range> Complete(IReadOnlyList<Range> oneHot, int columns)
    {
        ArgumentNullException.ThrowIfNull(oneHot);
        var groups = new List<Range>();
        var at = 0;
        foreach (var range in oneHot.Append(columns..columns))
        {
            var (start, length) = range.GetOffsetAndLength(columns);
            groups.AddRange(Enumerable.Range(at, start - at).Select(j => j..(j + 1)));
            if (length > 0)
            {
                groups.Add(start..(start + length));
            }

            at = start + length;
        }

        return groups;
    }

    internal static void Check(IReadOnlyList<Range> groups, int columns)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var at = 0;
        foreach (var group in groups)
        {
            var (start, end) = (group.Start.GetOffset(columns), group.End.GetOffset(columns));
            if (start != at || end <= start || end > columns)
            {
                throw new ArgumentException(
                    $"the group {group} begins at {start}, or ends at {end}; expected groups that begin at {at} and cover {columns} "
                    + $"columns in order", nameof(groups));
            }

            at = end;
        }

        if (at != columns)
        {
            throw new ArgumentException($"the groups end at column {at}; expected them to cover {columns} columns", nameof(groups));
        }
    }
}

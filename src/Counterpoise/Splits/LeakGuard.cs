namespace Counterpoise.Splits;

/// <summary>Throws where what is judged on was learnt from: a row, a copy of it, or another row of its group.</summary>
public static class LeakGuard
{
    private const int MostNamed = 5;

    /// <summary>Checks the parts of a split.</summary>
    /// <param name="train">Rows to learn from, by their numbers in the original data, copies made by over-sampling included.</param>
    /// <param name="validation">Rows on which epochs and thresholds are chosen.</param>
    /// <param name="test">Rows that are judged on.</param>
    /// <param name="groups">The group of each original row, such as its lesion or patient; empty without groups.</param>
    /// <exception cref="LeakException">A row or a group is in two splits.</exception>
    public static void Require(IReadOnlyList<int> train, IReadOnlyList<int> validation, IReadOnlyList<int> test, IReadOnlyList<int> groups)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(groups);
        (string Name, HashSet<int> Rows)[] parts = [("training", [.. train]), ("validation", [.. validation]), ("test", [.. test])];
        foreach (var (first, second) in new[] { (0, 1), (0, 2), (1, 2) })
        {
            var (a, b) = (parts[first], parts[second]);
            if (Named(a.Rows.Where(b.Rows.Contains)) is { } rows)
            {
                throw new LeakException(
                    $"{rows} in the {a.Name} split and in the {b.Name} split: split first, then over-sample the training split alone");
            }

            if (groups.Count > 0 && Named(a.Rows.Select(r => groups[r]).ToHashSet()
                .Where(b.Rows.Select(r => groups[r]).ToHashSet().Contains)) is { } shared)
            {
                throw new LeakException(
                    $"groups: {shared} in the {a.Name} split and in the {b.Name} split: split by group, so that all rows of one stay on "
                    + $"one side");
            }
        }
    }

    private static string? Named(IEnumerable<int> found)
    {
        var all = found.Order().ToArray();
        return all.Length == 0 ? null
            : $"{(all.Length == 1 ? "1 lies" : $"{all.Length} lie")} "
            + $"({string.Join(", ", all.Take(MostNamed))}{(all.Length > MostNamed ? ", …" : "")})";
    }
}

namespace Counterpoise.Federated.Evaluation;

/// <summary>
/// The classes in three groups by their training rows: head, middle and tail, of ⌊C/3⌋, the rest, and ⌊C/3⌋ classes; of fewer than three
/// classes, head and tail of one.
/// </summary>
/// <param name="Head">The most frequent classes.</param>
/// <param name="Middle">Those between.</param>
/// <param name="Tail">The rarest classes.</param>
public sealed record ClassThirds(IReadOnlyList<int> Head, IReadOnlyList<int> Middle, IReadOnlyList<int> Tail)
{
    /// <summary>Groups classes; of equally frequent ones the first are the more frequent.</summary>
    /// <param name="counts">Training rows of each class over all clients, [C], C at least 1.</param>
    public static ClassThirds From(IReadOnlyList<int> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentOutOfRangeException.ThrowIfLessThan(counts.Count, 1);
        int[] order = [.. Enumerable.Range(0, counts.Count).OrderByDescending(c => counts[c]).ThenBy(c => c)];
        var outer = Math.Max(1, counts.Count / 3);
        return new ClassThirds(order[..outer], order.Length <= 2 * outer ? [] : order[outer..^outer],
            order.Length == 1 ? order : order[^outer..]);
    }
}

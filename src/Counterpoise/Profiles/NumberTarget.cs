using Counterpoise.Tables;

namespace Counterpoise.Profiles;

/// <summary>A target whose classes are numbers that may measure or count something.</summary>
/// <param name="Distinct">Different numbers.</param>
/// <param name="Median">Their median over all rows.</param>
/// <param name="IsQuantity">Whether it looks measured: more different numbers than classes of anything; else it looks counted.</param>
public sealed record NumberTarget(int Distinct, double Median, bool IsQuantity)
{
    /// <summary>
    /// From this number of different values on, and from <see cref="DistinctShare"/> of the rows, numbers are a quantity.
    /// </summary>
    public const int ManyValues = 20;

    /// <summary>
    /// Share of different values among the rows from which numbers are a quantity; numbers with fractions are at any share.
    /// </summary>
    public const double DistinctShare = 0.1;

    /// <summary>Looks at the names of classes.</summary>
    /// <param name="labels">The classes of a table.</param>
    /// <returns>What the numbers look like; null where the classes are names, or numbers that look like classes.</returns>
    public static NumberTarget? Of(Labels labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var counts = labels.ClassCounts();
        int[] present = [.. Enumerable.Range(0, counts.Length).Where(c => counts[c] > 0)];
        var numbers = Array.ConvertAll(present, c => ClassTexts.PlainNumber(labels.Classes[c]));
        if (present.Length < 3 || Array.Exists(numbers, n => n is null))
            return null;
        var values = Array.ConvertAll(numbers, n => n!.Value);
        var measured = present.Length >= ManyValues && (present.Length >= DistinctShare * labels.Count
            || Array.Exists(values, v => !double.IsInteger(v)));
        // Counts begin at 0, which is their most frequent value, and become less frequent.
        var counted = Array.TrueForAll(values, v => v >= 0 && double.IsInteger(v)) && values.Contains(0.0)
            && counts[present[Array.IndexOf(values, 0.0)]] * 2 >= labels.Count;
        return measured || counted ? new NumberTarget(present.Length, MedianOf(values, present, counts, labels.Count), measured) : null;
    }

    private static double MedianOf(double[] values, int[] present, int[] counts, int rows)
    {
        var seen = 0;
        foreach (var (value, index) in values.Select((v, i) => (v, i)).OrderBy(p => p.v))
        {
            seen += counts[present[index]];
            if (2 * seen >= rows)
                return value;
        }

        return double.NaN;
    }
}

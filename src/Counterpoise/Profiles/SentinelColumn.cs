using System.Globalization;
using Counterpoise.Tables;

namespace Counterpoise.Profiles;

/// <summary>
/// A column of numbers in which one value stands far from all others and again and again, as -999 does where a value is missing.
/// </summary>
/// <param name="Column">Name of the column.</param>
/// <param name="Value">The value.</param>
/// <param name="Rows">Rows that have it.</param>
/// <param name="Present">Rows with a value.</param>
/// <param name="Low">Smallest of the other values.</param>
/// <param name="High">Largest of the other values.</param>
public sealed record SentinelColumn(string Column, double Value, int Rows, int Present, double Low, double High)
{
    /// <summary>Fewer rows with the value than this, and than <see cref="LeastShare"/> of all, are outliers, if anything.</summary>
    public const int LeastRows = 5;

    /// <summary>Least share of the rows.</summary>
    public const double LeastShare = 0.01;

    // A number of nines, or -1 alone below 0, is used for missing; any other value must stand much farther off.
    private const double UsualDistance = 0.25;
    private const double OtherDistance = 3;

    private static readonly double[] Usual = [-1, -9, -99, -999, -9999, -99999, 99, 999, 9999, 99999, 999999, -88, -888, 88, 888, 8888];

    /// <summary>What was found.</summary>
    public string Evidence => string.Create(CultureInfo.InvariantCulture,
        $"{Rows} of its {Present} values are {Value:R}, all others lie between {Low:G5} and {High:G5}");

    /// <summary>Looks at every column of numbers.</summary>
    /// <param name="table">Any rows.</param>
    public static IReadOnlyList<SentinelColumn> Of(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. table.Columns.OfType<NumericColumn>().Select(Find).OfType<SentinelColumn>()];
    }

    private static SentinelColumn? Find(NumericColumn column)
    {
        var values = column.Values.ToArray().Where(double.IsFinite).ToArray();
        Array.Sort(values);
        return values.Length < LeastRows ? null : At(column.Name, values, low: true) ?? At(column.Name, values, low: false);
    }

    /// <summary>The smallest or the largest value, if it is repeated and far from the next one.</summary>
    private static SentinelColumn? At(string name, double[] sorted, bool low)
    {
        var value = low ? sorted[0] : sorted[^1];
        var rows = low ? Array.FindIndex(sorted, v => v != value) : sorted.Length - 1 - Array.FindLastIndex(sorted, v => v != value);
        if (rows < Math.Max(LeastRows, LeastShare * sorted.Length) || rows >= sorted.Length || (low && rows < 0))
            return null;
        var rest = low ? sorted.AsSpan(rows) : sorted.AsSpan(0, sorted.Length - rows);
        // Two or three values are codes, none of which can be said to be far off.
        if (rest[0] == rest[^1])
            return null;
        var (distance, range) = (low ? rest[0] - value : value - rest[^1], rest[^1] - rest[0]);
        var far = distance >= (Usual.Contains(value) ? UsualDistance : OtherDistance) * range && Distinct(rest) > 10;
        var alone = value == -1 && rest[0] >= 0 && Distinct(rest) > 10;
        return far || alone ? new SentinelColumn(name, value, rows, sorted.Length, rest[0], rest[^1]) : null;
    }

    private static int Distinct(ReadOnlySpan<double> sorted)
    {
        var distinct = 1;
        for (var i = 1; i < sorted.Length; i++)
        {
            distinct += sorted[i] != sorted[i - 1] ? 1 : 0;
        }

        return distinct;
    }
}

using System.Numerics;

namespace Counterpoise.Splits;

/// <summary>
/// Largest-remainder (Hamilton) apportionment: every part gets the floor of its exact share, and the units that are left go
/// to the largest remainders; among equal remainders the lower index is served first.
/// </summary>
/// <remarks>
/// All comparisons are exact, in whole numbers of any size, so equal remainders tie and nothing depends on
/// rounding. O(n log n). A weight of 0 gets nothing.
/// </remarks>
public static class LargestRemainder
{
    /// <summary>Apportions <paramref name="total"/> units in proportion to integer weights.</summary>
    /// <param name="total">Units to hand out, at least 0.</param>
    /// <param name="weights">Weights, at least 0, with a sum above 0.</param>
    /// <returns>One count per weight; the counts sum to <paramref name="total"/>.</returns>
    /// <exception cref="ArgumentException">No weights, a negative weight, or all weights 0.</exception>
    public static int[] Apportion(int total, ReadOnlySpan<long> weights)
    {
        var exact = new BigInteger[weights.Length];
        for (var i = 0; i < exact.Length; i++) exact[i] = weights[i];
        return Apportion(total, exact);
    }

    /// <summary>Apportions <paramref name="total"/> units in proportion to real weights.</summary>
    /// <param name="total">Units to hand out, at least 0.</param>
    /// <param name="weights">
    /// Finite weights, at least 0, with a sum above 0. A weight is read as the shortest decimal that prints it, as a person
    /// wrote it: .2, .3, .5 are two, three and five tenths.
    /// </param>
    /// <returns>One count per weight; the counts sum to <paramref name="total"/>.</returns>
    /// <exception cref="ArgumentException">No weights, a negative or non-finite weight, or all weights 0.</exception>
    public static int[] Apportion(int total, ReadOnlySpan<double> weights)
    {
        var parts = new (BigInteger Digits, int Exponent)[weights.Length];
        var lowest = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.IsFinite(weights[i]))
                throw new ArgumentException($"weight {i} is {weights[i]}; every weight must be finite", nameof(weights));
            parts[i] = Decimal(weights[i]);
            lowest = Math.Min(lowest, parts[i].Exponent);
        }

        return Apportion(total, parts.Select(p => p.Digits * BigInteger.Pow(10, p.Exponent - lowest)).ToArray());
    }

    private static (BigInteger Digits, int Exponent) Decimal(double weight)
    {
        var shortest = weight.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        var mark = shortest.IndexOf('E', StringComparison.Ordinal);
        var mantissa = mark < 0 ? shortest : shortest[..mark];
        var exponent = mark < 0 ? 0 : int.Parse(shortest.AsSpan(mark + 1), System.Globalization.CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? mantissa : mantissa.Remove(point, 1);
        var fraction = point < 0 ? 0 : mantissa.Length - point - 1;
        return (BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture), exponent - fraction);
    }

    private static int[] Apportion(int total, BigInteger[] weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        var negative = Array.FindIndex(weights, w => w.Sign < 0);
        if (negative >= 0) throw new ArgumentException($"weight {negative} is negative; every weight must be at least 0", nameof(weights));
        var sum = weights.Aggregate(BigInteger.Zero, (a, b) => a + b);
        if (sum.IsZero) throw new ArgumentException($"the {weights.Length} weights sum to 0; at least one must be above 0",
            nameof(weights));

        var counts = new int[weights.Length];
        var remainders = new BigInteger[weights.Length];
        for (var i = 0; i < weights.Length; i++) counts[i] = (int)BigInteger.DivRem(weights[i] * total, sum, out remainders[i]);
        // Stable: ties keep the lower index.
        var order = Enumerable.Range(0, weights.Length).OrderByDescending(i => remainders[i]).ToArray();
        var left = total - counts.Sum();
        for (var i = 0; i < left; i++) counts[order[i]]++;
        return counts;
    }
}

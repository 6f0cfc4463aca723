namespace Counterpoise.Neighbors;

/// <summary>Squared distance between two axis-aligned boxes: no pair of their points is nearer.</summary>
internal static class BoxDistance
{
    /// <summary>A little less than the true bound, so that rounding never drops a tie.</summary>
    private const double Safety = 1 - 1e-12;

    internal static double Squared(ReadOnlySpan<double> low, ReadOnlySpan<double> high, ReadOnlySpan<double> otherLow, ReadOnlySpan<double> otherHigh)
    {
        var sum = 0.0;
        for (var c = 0; c < low.Length; c++)
        {
            var gap = Math.Max(0, Math.Max(otherLow[c] - high[c], low[c] - otherHigh[c]));
            sum += gap * gap;
        }

        return sum * Safety;
    }
}

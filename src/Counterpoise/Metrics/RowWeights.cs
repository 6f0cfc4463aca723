namespace Counterpoise.Metrics;

/// <summary>Checks weights of rows.</summary>
internal static class RowWeights
{
    /// <summary>Refuses weights that are none.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="rows">How many there must be.</param>
    /// <exception cref="ArgumentException">The number differs, a weight is negative or not finite, or all are 0.</exception>
    public static void Check(ReadOnlySpan<double> weights, int rows)
    {
        if (weights.Length != rows)
            throw new ArgumentException($"found {weights.Length} weights for {rows} rows; expected one per row", nameof(weights));
        var some = false;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0 && double.IsFinite(weights[i])))
                throw new ArgumentException($"row {i} has weight {weights[i]}; a weight is finite and at least 0", nameof(weights));
            some |= weights[i] > 0;
        }

        if (!some)
            throw new ArgumentException("every row has weight 0; at least one must count", nameof(weights));
    }

    /// <summary>How many rows of one weight say as much as these: (Σw)² / Σw² (Kish).</summary>
    public static double Effective(ReadOnlySpan<double> weights)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var w in weights)
        {
            sum += w;
            squares += w * w;
        }

        return sum * sum / squares;
    }
}

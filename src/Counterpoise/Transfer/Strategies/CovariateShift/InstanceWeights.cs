namespace Counterpoise.Transfer.Strategies;

/// <summary>Weights from density ratios, and what they leave of the rows.</summary>
public static class InstanceWeights
{
    /// <summary>Clips ratios to [0, maximum], flattens them by an exponent, and scales them to mean 1.</summary>
    /// <param name="ratios">Density ratios, finite and at least 0; not all 0.</param>
    /// <param name="maximum">Greatest ratio, from 1.</param>
    /// <param name="flattening">Exponent in (0, 1]; 1 leaves the ratios as they are.</param>
    /// <exception cref="ArgumentException">A ratio is negative or not finite, or all are 0.</exception>
    public static double[] FromRatios(ReadOnlySpan<double> ratios, double maximum = 10, double flattening = 1)
    {
        var weights = new double[ratios.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            if (!(ratios[i] >= 0 && double.IsFinite(ratios[i])))
                throw new ArgumentException($"the density ratio of row {i} is {ratios[i]}; expected a finite number of at least 0",
                    nameof(ratios));
            weights[i] = Math.Pow(Math.Min(ratios[i], maximum), flattening);
        }

        var mean = weights.Length == 0 ? 0 : weights.Average();
        return mean > 0 ? Array.ConvertAll(weights, w => w / mean)
            : throw new ArgumentException("all density ratios are 0: no row is like the target's", nameof(ratios));
    }

    /// <summary>The effective number of rows, (Σw)² / Σw²: as many equal weights would vary as much.</summary>
    /// <param name="weights">Weights of at least 0.</param>
    /// <param name="counts">How many rows each weight stands for; empty for one each.</param>
    /// <remarks>Reference: Kish, "Survey sampling", 1965.</remarks>
    public static double EffectiveSize(ReadOnlySpan<double> weights, ReadOnlySpan<int> counts = default)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < weights.Length; i++)
        {
            var count = counts.IsEmpty ? 1 : counts[i];
            sum += count * weights[i];
            squares += count * weights[i] * weights[i];
        }

        return squares > 0 ? sum * sum / squares : 0;
    }
}

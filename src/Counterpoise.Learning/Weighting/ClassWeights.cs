namespace Counterpoise.Learning.Weighting;

/// <summary>Weights of the classes in a loss, from the class counts of the training set. A class without rows has weight 0.</summary>
public static class ClassWeights
{
    /// <summary>Inverse frequency: w_c = 1 / f_c with f_c = n_c / Σn, or that over the number of classes that are present.</summary>
    /// <param name="counts">Rows of each class, [C], not negative, not all 0.</param>
    /// <param name="scale">Whether the average row weighs 1 or C.</param>
    /// <returns>The weights, [C].</returns>
    /// <remarks>
    /// Reference: Seo et al., "Adaptive Contrastive Learning Framework for Real-World Applications with Class Imbalance", Eq. 2.
    /// </remarks>
    public static double[] InverseFrequency(ReadOnlySpan<int> counts, WeightScale scale = WeightScale.MeanOne)
    {
        var (total, present) = Check(counts);
        var weights = new double[counts.Length];
        for (var c = 0; c < weights.Length; c++)
        {
            weights[c] = counts[c] == 0 ? 0 : (double)total / counts[c] / (scale == WeightScale.MeanOne ? present : 1);
        }

        return weights;
    }

    /// <summary>
    /// Class-balanced weights by the effective number of samples: w_c ∝ (1 − β) / (1 − β^n_c), scaled to sum to the number of present
    /// classes.
    /// </summary>
    /// <param name="counts">Rows of each class, [C], not negative, not all 0.</param>
    /// <param name="beta">β in [0, 1); 0 gives equal weights, towards 1 inverse frequency. The paper uses 0.9 to 0.9999.</param>
    /// <returns>The weights, [C].</returns>
    /// <remarks>
    /// Reference: Cui, Jia, Lin, Song and Belongie, "Class-Balanced Loss Based on Effective Number of Samples", CVPR 2019,
    /// arXiv:1901.05555.
    /// </remarks>
    public static double[] EffectiveNumber(ReadOnlySpan<int> counts, double beta = 0.9999)
    {
        if (beta is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(beta), beta, "beta must be in [0, 1)");
        }

        var (_, present) = Check(counts);
        var weights = new double[counts.Length];
        for (var c = 0; c < weights.Length; c++)
        {
            weights[c] = counts[c] == 0 ? 0 : (1 - beta) / (1 - Math.Pow(beta, counts[c]));
        }

        var scale = present / weights.Sum();
        return [.. weights.Select(w => w * scale)];
    }

    private static (long Total, int Present) Check(ReadOnlySpan<int> counts)
    {
        long total = 0;
        var present = 0;
        for (var c = 0; c < counts.Length; c++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(counts[c], nameof(counts));
            total += counts[c];
            present += counts[c] > 0 ? 1 : 0;
        }

        return total > 0 ? (total, present) : throw new ArgumentException(
            $"all {counts.Length} classes are empty: weights need at least one training row", nameof(counts));
    }
}

namespace Counterpoise.Profiles;

/// <summary>The effective number of rows, which grows ever slower as rows begin to repeat what is known: (1 − βⁿ) / (1 − β).</summary>
/// <remarks>
/// Reference: Cui, Jia, Lin, Song and Belongie, "Class-balanced loss based on effective number of samples", CVPR 2019, arXiv:1901.05555.
/// </remarks>
public static class EffectiveNumber
{
    /// <summary>Computes the effective number: 0 without rows, at most 1 for β = 0, near n for β near 1.</summary>
    /// <param name="count">Rows, n, at least 0.</param>
    /// <param name="beta">In [0, 1); the paper uses .9, .99, .999 and .9999.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static double Of(long count, double beta = 0.9999)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!(beta >= 0 && beta < 1)) throw new ArgumentOutOfRangeException(nameof(beta), beta, "β lies in [0, 1)");
        return (1 - Math.Pow(beta, count)) / (1 - beta);
    }
}

namespace Counterpoise.Statistics;

/// <summary>
/// The mean difference over cross-validation folds: interval mean ± t · s · √(1/J + test/train) and test t = mean / (s · √(1/J +
/// test/train)) with J − 1 degrees of freedom, which allow for the training rows that folds and repeats share. A plain t or bootstrap
/// interval over folds takes them as independent and is too narrow.
/// </summary>
/// <remarks>
/// Reference: Nadeau and Bengio, "Inference for the generalization error", Machine Learning 2003, doi:10.1023/A:1024068626366.
/// </remarks>
public static class CorrectedResampledTest
{
    /// <summary>Computes the interval.</summary>
    /// <param name="differences">J differences, one per fold and repeat; J at least 2.</param>
    /// <param name="testShare">Test rows over training rows of a fold, such as 1/4 for five folds; above 0.</param>
    /// <param name="confidence">Nominal coverage in (0, 1).</param>
    /// <exception cref="ArgumentException">Fewer than 2 differences, one is not finite, or the share is not above 0.</exception>
    public static Interval Interval(ReadOnlySpan<double> differences, double testShare, double confidence = 0.95)
    {
        Statistics.Interval.CheckConfidence(confidence);
        Check(differences, testShare);
        var mean = Samples.Mean(differences);
        var half = PairedTest.Quantile(differences.Length - 1, 0.5 + (confidence / 2)) * StandardError(differences, testShare);
        return new Interval(mean - half, mean + half, confidence);
    }

    /// <summary>
    /// Tests whether the mean difference is 0; where all differences are equal t is ±∞, or 0 with a p-value of 1 where they are 0.
    /// </summary>
    /// <param name="differences">J differences, one per fold and repeat; J at least 2.</param>
    /// <param name="testShare">Test rows over training rows of a fold, such as 1/4 for five folds; above 0.</param>
    /// <param name="alternative">What to test for.</param>
    /// <exception cref="ArgumentException">Fewer than 2 differences, one is not finite, or the share is not above 0.</exception>
    public static SignificanceTest Of(ReadOnlySpan<double> differences, double testShare, Alternative alternative = Alternative.TwoSided)
    {
        Check(differences, testShare);
        var mean = Samples.Mean(differences);
        var t = mean == 0 ? 0 : mean / StandardError(differences, testShare);
        return new SignificanceTest("corrected resampled t", t, PairedTest.TailProbability(t, differences.Length - 1, alternative),
            alternative, "t");
    }

    private static double StandardError(ReadOnlySpan<double> differences, double testShare) =>
        Math.Sqrt(Samples.Variance(differences, 1) * ((1.0 / differences.Length) + testShare));

    private static void Check(ReadOnlySpan<double> differences, double testShare)
    {
        Samples.Require(differences, 2);
        if (!(testShare > 0)) throw new ArgumentOutOfRangeException(nameof(testShare), testShare,
            "test rows over training rows lie above 0");
    }
}

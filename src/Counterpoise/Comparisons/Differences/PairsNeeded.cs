using Counterpoise.Statistics;

namespace Counterpoise.Comparisons;

/// <summary>How many pairs would decide a difference, if its mean and spread are what they seem.</summary>
internal static class PairsNeeded
{
    private const int Most = 1000;

    /// <summary>
    /// The least number of pairs above those there are for which the interval of the same mean and spread excludes 0 at the level that the
    /// corrected test asks for: |mean| > t · s · √(1/n + share), and for Wilcoxon's test also 2 · tests / 2ⁿ below 0.05.
    /// </summary>
    /// <param name="difference">At least 2 pairs.</param>
    /// <param name="tests">Tests that the correction takes together.</param>
    /// <param name="testShare">Test rows over training rows where pairs are folds of one data set, which share rows; null where pairs are
    /// independent.</param>
    /// <returns>Null where no number up to 1000 does, or the spread is not known.</returns>
    public static int? Estimate(PairedDifference difference, int tests, double? testShare)
    {
        if (difference.Pairs < 2 || double.IsNaN(difference.Low) || difference.Mean == 0)
            return null;
        var share = testShare ?? 0;
        var width = double.IsNaN(difference.HalfWidth) ? (difference.High - difference.Low) / 2 : difference.HalfWidth;
        var error = width / PairedTest.Quantile(difference.Pairs - 1, 0.975);
        var variance = error * error / ((1.0 / difference.Pairs) + share);
        var fewest = testShare is null ? VerdictRule.FewestPairs(tests) : PairedDifference.FewestPairs;
        for (var n = Math.Max(difference.Pairs + 1, fewest); n <= Most; n++)
        {
            var half = PairedTest.Quantile(n - 1, 1 - (0.025 / tests)) * Math.Sqrt(variance * ((1.0 / n) + share));
            if (half < Math.Abs(difference.Mean))
                return n;
        }

        return null;
    }
}

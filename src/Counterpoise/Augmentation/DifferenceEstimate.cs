using System.Globalization;
using Counterpoise.Statistics;

namespace Counterpoise.Augmentation;

/// <summary>A mean difference over folds.</summary>
/// <param name="Mean">Mean over folds and repeats.</param>
/// <param name="Interval">Its interval, corrected for the rows that folds share.</param>
public sealed record DifferenceEstimate(double Mean, Interval Interval)
{
    /// <summary>The estimate in words, such as <c>+0.012 [-0.003, +0.027]</c>.</summary>
    /// <param name="digits">Digits after the point, at least 1.</param>
    public string Text(int digits = 4)
    {
        // Rounded first: a format with a section for negatives writes "-+0.000" for a tiny one.
        string Signed(double value) => (Math.Round(value, digits) + 0.0)
            .ToString($"+0.{new string('0', digits)};-0.{new string('0', digits)}", CultureInfo.InvariantCulture);
        return $"{Signed(Mean)} [{Signed(Interval.Lower)}, {Signed(Interval.Upper)}]";
    }

    internal static DifferenceEstimate Of(double[] differences, double testShare, double confidence) =>
        new(differences.Average(), CorrectedResampledTest.Interval(differences, testShare, confidence));
}

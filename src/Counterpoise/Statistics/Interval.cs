namespace Counterpoise.Statistics;

/// <summary>A two-sided confidence interval.</summary>
/// <param name="Lower">Lower end, in the unit of the estimate.</param>
/// <param name="Upper">Upper end, in the unit of the estimate.</param>
/// <param name="Confidence">Nominal coverage in (0, 1), such as 0.95.</param>
public sealed record Interval(double Lower, double Upper, double Confidence)
{
    /// <summary>True if <paramref name="value"/> lies in the closed interval.</summary>
    /// <param name="value">The value to look for.</param>
    public bool Contains(double value) => Lower <= value && value <= Upper;

    /// <summary>The part of the interval that a difference of two values from a range can lie in.</summary>
    /// <param name="low">The smallest value, or null where there is none.</param>
    /// <param name="high">The largest value, or null where there is none.</param>
    public Interval WithinDifferencesOf(double? low, double? high) => low is { } least && high is { } most
        ? this with { Lower = Math.Max(Lower, least - most), Upper = Math.Min(Upper, most - least) } : this;

    internal static void CheckConfidence(double confidence)
    {
        if (!(confidence > 0 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence,
                "a confidence lies strictly between 0 and 1, such as 0.95");
    }
}

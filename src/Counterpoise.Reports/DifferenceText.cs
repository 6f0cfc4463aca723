using Counterpoise.Comparisons;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports;

/// <summary>A paired difference in words: its interval where there are pairs enough for one, and what interval and corrected test say of it together.</summary>
internal static class DifferenceText
{
    public static string Interval(PairedDifference d) =>
        d.HasInterval ? $"{Number.Difference(d.Low, d.Metric)} to {Number.Difference(d.High, d.Metric)}" : d.Pairs < PairedDifference.FewestPairs ? "too few pairs" : "–";

    public static string Reading(PairedDifference d)
    {
        var sign = MetricNames.LowerIsBetter(d.Metric) ? -d.Mean : d.Mean;
        return d.Pairs < PairedDifference.FewestPairs ? "too few pairs"
            : d.IsConfirmed ? d.Side > 0 ? "A better" : "B better"
            : d.Side != 0 ? $"{(d.Side > 0 ? "A" : "B")} better by the interval, not after Holm"
            : d.HolmPValue < 0.05 ? $"{(sign > 0 ? "A" : "B")} better after Holm, not by the interval"
            : "no measurable difference";
    }
}

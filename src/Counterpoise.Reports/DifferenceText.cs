using Counterpoise.Comparisons;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports;

/// <summary>
/// A paired difference in words: its interval where there are pairs enough for one, and what interval and corrected test say of it
/// together.
/// </summary>
internal static class DifferenceText
{
    public static string Interval(PairedDifference d) =>
        d.HasInterval ? $"{Number.Difference(d.Low, d.Metric)} to {Number.Difference(d.High, d.Metric)}"
            : d.Pairs < PairedDifference.FewestPairs ? "too few pairs" : "–";

    public static string Reading(PairedDifference d)
    {
        return d.Outcome switch
        {
            _ when d.Pairs < PairedDifference.FewestPairs => "too few pairs",
            VerdictOutcome.Helps => "A better",
            VerdictOutcome.Harms => "B better",
            VerdictOutcome.Undecided => "undecided: interval and test disagree",
            _ => "no difference shown",
        };
    }
}

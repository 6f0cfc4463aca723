using Counterpoise.Statistics;

namespace Counterpoise.Comparisons;

/// <summary>
/// The one rule of this toolkit: something helps or harms where the interval lies on one side of 0 and the corrected test is below 0.05;
/// there is no gain where the interval holds 0 and the test is not; where the two disagree, or there is no interval, it is undecided.
/// </summary>
internal static class VerdictRule
{
    private const double Significance = 0.05;

    /// <summary>Decides.</summary>
    /// <param name="side">1 where the interval lies on the better side of 0, −1 on the worse, 0 where it holds 0; null without one.</param>
    /// <param name="pValue">The p-value after correction; NaN where undefined.</param>
    public static VerdictOutcome Of(int? side, double pValue) => (side, IsSignificant(pValue)) switch
    {
        ( > 0, true) => VerdictOutcome.Helps,
        ( < 0, true) => VerdictOutcome.Harms,
        (0, false) => VerdictOutcome.NoGain,
        _ => VerdictOutcome.Undecided,
    };

    /// <summary>Decides on an interval of differences.</summary>
    /// <param name="interval">The interval; null where there is none.</param>
    /// <param name="pValue">The p-value after correction; NaN where undefined.</param>
    /// <param name="lowerIsBetter">Whether differences below 0 are better.</param>
    public static VerdictOutcome Of(Interval? interval, double pValue, bool lowerIsBetter)
    {
        int? above = interval switch { null => null, { Lower: > 0 } => 1, { Upper: < 0 } => -1, _ => 0 };
        return Of(lowerIsBetter ? -above : above, pValue);
    }

    /// <summary>Whether a corrected test finds a difference.</summary>
    /// <param name="pValue">The p-value after correction; NaN where undefined.</param>
    public static bool IsSignificant(double pValue) => pValue < Significance;
}

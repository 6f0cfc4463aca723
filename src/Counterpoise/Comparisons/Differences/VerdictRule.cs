using Counterpoise.Statistics;

namespace Counterpoise.Comparisons;

/// <summary>
/// The one rule of this toolkit: something helps or harms where the interval lies on one side of 0 and the corrected test is below 0.05;
/// there is no gain where the interval holds 0 and the test is not; where the two disagree, or there is no interval, it is undecided.
/// </summary>
public static class VerdictRule
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

    /// <summary>
    /// The fewest pairs with which Wilcoxon's test can find a difference at all: the least n with 2 · tests / 2ⁿ below 0.05, since all
    /// differences fall on one side by luck once in 2ⁿ⁻¹ times. 6 for one test, 7 for up to three, 8 for up to six.
    /// </summary>
    /// <param name="tests">Tests that the correction takes together, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no test.</exception>
    public static int FewestPairs(int tests = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tests, 1);
        var n = 1;
        while (!IsSignificant(2 * tests * Math.Pow(0.5, n))) n++;
        return n;
    }

    /// <summary>
    /// Whether any of several methods beats its control: helps where one does; else undecided where one may; harms where all do harm; else
    /// no gain.
    /// </summary>
    /// <param name="differences">Each method less the control, corrected together; at least one.</param>
    public static VerdictOutcome AnyBeats(IReadOnlyList<PairedDifference> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        return differences.Any(d => d.Outcome == VerdictOutcome.Helps) ? VerdictOutcome.Helps
            : differences.Any(d => d.Outcome == VerdictOutcome.Undecided && (d.Side > 0 || !d.HasInterval)) ? VerdictOutcome.Undecided
            : differences.All(d => d.Outcome == VerdictOutcome.Harms) ? VerdictOutcome.Harms
            : differences.Any(d => d.Outcome == VerdictOutcome.NoGain) ? VerdictOutcome.NoGain
            : VerdictOutcome.Undecided;
    }

    /// <summary>
    /// Whether one method beats each of several controls: helps where it beats all; harms where one beats it; no gain where one shows none;
    /// else undecided. To beat all is one claim, for which each test is made at 0.05 without a correction (intersection–union: the chance
    /// of all being wrong is no larger than that of one; Berger, Technometrics 1982, doi:10.1080/00401706.1982.10487790); that one of
    /// several controls is better is a choice of the best of them, and keeps Holm's correction.
    /// </summary>
    /// <param name="differences">The method less each control, corrected together; at least one.</param>
    public static VerdictOutcome BeatsAll(IReadOnlyList<PairedDifference> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        return differences.All(d => d.HasInterval && Of(d.Side, d.PValue) == VerdictOutcome.Helps) ? VerdictOutcome.Helps
            : differences.Any(d => d.Outcome == VerdictOutcome.Harms) ? VerdictOutcome.Harms
            : differences.Any(d => d.Outcome == VerdictOutcome.NoGain) ? VerdictOutcome.NoGain
            : VerdictOutcome.Undecided;
    }
}

using System.Globalization;
using Counterpoise.Comparisons;

namespace Counterpoise.ImbalancedRegression;

/// <summary>Numbers and outcomes of regression in words.</summary>
public static class RegressionText
{
    /// <summary>Four digits; whole numbers from 10,000 on, since units of targets are people's.</summary>
    /// <param name="value">A number; NaN is a dash.</param>
    public static string Number(double value) => double.IsNaN(value) ? "–"
        : value.ToString(Math.Abs(value) >= 9999.5 ? "0" : "G4", CultureInfo.InvariantCulture);

    /// <summary>The same with its sign.</summary>
    /// <param name="value">A number.</param>
    public static string Signed(double value) => (value > 0 ? "+" : "") + Number(value);

    /// <summary>What a difference from the cheap control says of a method.</summary>
    /// <param name="outcome">The outcome.</param>
    public static string Outcome(VerdictOutcome outcome) => outcome switch
    {
        VerdictOutcome.Helps => "helps",
        VerdictOutcome.Harms => "worse than the control",
        VerdictOutcome.NoGain => "no gain",
        _ => "undecided",
    };
}

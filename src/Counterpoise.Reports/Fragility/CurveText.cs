using System.Globalization;
using Counterpoise.Statistics;

namespace Counterpoise.Reports.Fragility;

/// <summary>Numbers of curves in words: three significant digits, intervals in brackets.</summary>
internal static class CurveText
{
    public static string Value(double value) => !double.IsFinite(value) ? "–" : value == 0 ? "0" : Math.Abs(value) is >= 0.001 and < 100000
        ? value.ToString(Math.Abs(value) >= 100 ? "0" : Math.Abs(value) >= 10 ? "0.0" : Math.Abs(value) >= 1 ? "0.00"
            : Math.Abs(value) >= 0.1 ? "0.000" : "0.0000", CultureInfo.InvariantCulture).Replace('-', '\u2212')
        : value.ToString("0.0e0", CultureInfo.InvariantCulture).Replace('-', '\u2212');

    public static string Range(Interval? interval) => interval is null ? "–" : $"{Value(interval.Lower)} to {Value(interval.Upper)}";

    public static string Percent(double share) => share.ToString("0.#", CultureInfo.InvariantCulture) + "%";

    /// <summary>A strategy's name as a reader knows it.</summary>
    public static string Strategy(string name) => name switch
    {
        "direct" => "direct transfer",
        "source-average" => "mean of the sources",
        "target-only" => "the target's own records",
        "target-firth" => "the target's own records with Firth's penalty",
        "instance" => "instance weighting",
        "parameter" => "parameter-based transfer",
        "hierarchical" => "hierarchical Bayes",
        "fusion" => "source fusion",
        _ => name,
    };
}

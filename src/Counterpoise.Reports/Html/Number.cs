using System.Globalization;
using Counterpoise.Comparisons;

namespace Counterpoise.Reports.Html;

/// <summary>How numbers read in a report: three decimals, four where they are small, a true minus sign, a dash where undefined.</summary>
internal static class Number
{
    private const char Minus = '\u2212';

    /// <summary>A metric's value; F1 variances live below a few hundredths and get a digit more.</summary>
    public static string Score(double value, string metric) => IsVariance(metric) ? Fixed(value, "0.0000") : Score(value);

    public static string Difference(double value, string metric) => (value > 0 ? "+" : "")
        + (IsVariance(metric) ? Fixed(value, "0.0000") : Fixed(value, "0.000"));

    public static string Score(double value) =>
        Fixed(value, Math.Abs(value) is < 0.01 and > 0 ? "0.0000" : "0.000");

    public static string Percent(double share) =>
        double.IsNaN(share) ? "–" : (100 * share).ToString("0", CultureInfo.InvariantCulture) + "%";

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A number of things: 1 run, 2 runs.</summary>
    public static string Count(long count, string thing) => $"{Count(count)} {thing}{(count == 1 ? "" : "s")}";

    /// <summary>A p-value; below a thousandth the order of magnitude is enough.</summary>
    public static string P(double p) =>
        double.IsNaN(p) ? "–" : p < 0.001 ? "< 0.001" : p.ToString("0.000", CultureInfo.InvariantCulture);

    public static string Seconds(double seconds)
    {
        if (double.IsNaN(seconds))
        {
            return "–";
        }

        return seconds >= 5400 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0} h")
            : seconds >= 90 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.0} min")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");
    }

    private static bool IsVariance(string metric) => MetricNames.OnAnyTest(metric) == MetricNames.F1Variance;

    private static string Fixed(double value, string format) =>
        double.IsNaN(value) ? "–" : Text(value, format) is var text && value != 0 && text.All(c => c is Minus or '0' or '.')
            ? Text(value, format + "0") : text;

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture).Replace('-', Minus);
}

using System.Globalization;
using Counterpoise.Comparisons;

namespace Counterpoise.Verdicts;

/// <summary>How a verdict words numbers and names.</summary>
internal static class Wording
{
    public static string Change(double value) => Signed(value, "0.000");

    /// <summary>For a headline: two decimals, three where two would be 0.</summary>
    public static string Brief(double value) => Signed(value, Math.Abs(value) < 0.005 ? "0.000" : "0.00");

    public static string Score(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>The mean difference, with its interval where there are pairs enough for one.</summary>
    public static string Change(PairedDifference d) => d.HasInterval ? $"{Change(d.Mean)} [{Change(d.Low)}, {Change(d.High)}]"
        : Change(d.Mean);

    public static string P(double p) => double.IsNaN(p) ? "p undefined" : p < 0.001 ? "p < 0.001"
        : "p = " + p.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A number of things: 1 data set, 2 data sets; 2 pairs of runs.</summary>
    public static string Count(int count, string thing)
    {
        var (head, tail) = thing.IndexOf(" of ", StringComparison.Ordinal) is var at and > 0 ? (thing[..at], thing[at..]) : (thing, "");
        return string.Create(CultureInfo.InvariantCulture, $"{count} {head}{(count == 1 ? "" : "s")}{tail}");
    }

    public static string LabelOf(Comparison comparison, string method)
    {
        var label = comparison.Methods.FirstOrDefault(m => m.Name == method)?.Label;
        return string.IsNullOrEmpty(label) ? method : label;
    }

    /// <summary>Joins names as a sentence does: a, b and c.</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : string.Join(", ", names.Take(names.Count - 1)) + " and " + names[^1];

    private static string Signed(double value, string format) => (value > 0 ? "+" : "")
        + value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
}

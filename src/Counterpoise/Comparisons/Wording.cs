using System.Globalization;

namespace Counterpoise.Comparisons;

/// <summary>How a verdict words numbers and names.</summary>
internal static class Wording
{
    public static string Change(double value) => (value > 0 ? "+" : "") + value.ToString("0.000", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>The mean difference, with its interval where there are pairs enough for one.</summary>
    public static string Change(PairedDifference d) => d.HasInterval ? $"{Change(d.Mean)} [{Change(d.Low)}, {Change(d.High)}]" : Change(d.Mean);

    public static string P(double p) => double.IsNaN(p) ? "p undefined" : p < 0.001 ? "p < 0.001" : "p = " + p.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A number of things: 1 data set, 2 data sets.</summary>
    public static string Count(int count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");

    public static string LabelOf(Comparison comparison, string method)
    {
        var label = comparison.Methods.FirstOrDefault(m => m.Name == method)?.Label;
        return string.IsNullOrEmpty(label) ? method : label;
    }

    /// <summary>Joins names as a sentence does: a, b and c.</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : string.Join(", ", names.Take(names.Count - 1)) + " and " + names[^1];
}

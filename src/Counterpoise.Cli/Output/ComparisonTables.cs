using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Verdicts;

namespace Counterpoise.Cli.Output;

/// <summary>A comparison as a table of means over seeds, and the paired differences with their intervals.</summary>
internal static class ComparisonTables
{
    private static readonly string[] Shown = [MetricNames.Accuracy, MetricNames.GeometricMean, MetricNames.MacroF1, MetricNames.F1Variance];

    public static void Write(Comparison comparison)
    {
        WriteMeans(comparison);
        WriteDifferences(comparison);
    }

    /// <summary>Means over seeds, a row for each scenario and method.</summary>
    public static void WriteMeans(Comparison comparison)
    {
        Terminal.WriteTable(comparison.Title, ["scenario", "method", ">runs", .. Shown.Select(m => ">" + comparison.Describe(m).Label)],
            from scenario in comparison.Scenarios
            from method in comparison.Methods
            let cells = comparison.Cells.Where(c => c.Scenario == scenario.Name && c.Method == method.Name).ToList()
            where cells.Count > 0
            select (IReadOnlyList<string>)[scenario.Name, method.Name, cells.Count.ToString(CultureInfo.InvariantCulture),
                .. Shown.Select(m => Number(cells.Average(c => c.Metrics.GetValueOrDefault(m, double.NaN))))]);
    }

    private static void WriteDifferences(Comparison comparison)
    {
        var differences = comparison.Differences.Where(d => d.Metric == comparison.PrimaryMetric
            && comparison.Scenarios.Any(s => s.Name == d.Scenario)).ToList();
        if (comparison.Seeds.Count > 1 && differences.Count > 0)
        {
            Terminal.WriteTable($"differences in {comparison.Describe(comparison.PrimaryMetric).Label}",
                ["scenario", "difference", ">pairs", ">mean", ">95% interval", ">Wilcoxon p", ">after Holm"],
                differences.Select(d => new[] { d.Scenario ?? "", $"{d.MethodA} − {d.MethodB}",
                    d.Pairs.ToString(CultureInfo.InvariantCulture), Number(d.Mean), Interval(d), Number(d.PValue), Number(d.HolmPValue) }));
        }
    }

    /// <summary>Tells people the verdict, the first thing in the report.</summary>
    public static void Tell(Comparison comparison)
    {
        var verdict = Verdict.Of(comparison);
        Terminal.Say($"\n{verdict.Headline}");
        foreach (var sentence in verdict.Sentences)
        {
            Terminal.Say(sentence);
        }
    }

    private static string Interval(PairedDifference d) =>
        d.HasInterval ? $"{Number(d.Low)} to {Number(d.High)}" : d.Pairs < PairedDifference.FewestPairs ? "too few pairs" : "–";

    private static string Number(double value) => double.IsNaN(value) ? "–" : value.ToString("0.0000", CultureInfo.InvariantCulture);
}

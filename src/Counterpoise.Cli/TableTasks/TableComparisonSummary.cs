using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Comparisons;

namespace Counterpoise.Cli.TableTasks;

/// <summary>What a comparison prints: mean and mean rank of each method, Friedman's test, and the verdict.</summary>
internal static class TableComparisonSummary
{
    /// <summary>The metrics that are printed and kept in cells.json.</summary>
    public static IReadOnlyList<string> Metrics { get; } = [MetricNames.Auroc, MetricNames.AveragePrecision, MetricNames.MacroF1, MetricNames.GeometricMean];

    public static void Write(Comparison comparison, string folder, bool json)
    {
        var verdict = Verdict.Of(comparison);
        var ranks = comparison.Cells.SelectMany(c => c.Metrics.Keys).Distinct().Select(m => ComparisonAnalysis.Ranks(comparison, m)).OfType<MethodRanks>().ToArray();
        if (json)
        {
            Terminal.WriteJson(new
            {
                folder,
                dataSets = comparison.Scenarios.Count,
                cells = comparison.Cells.Count,
                verdict = verdict.Headline,
                ranks = ranks.Select(r => new { r.Metric, r.Blocks, chiSquared = r.Friedman.Test.Statistic, p = r.Friedman.Test.PValue, criticalDifference = r.Friedman.CriticalDifference, meanRanks = r.Methods.Zip(r.Friedman.MeanRanks).ToDictionary(p => p.First, p => p.Second) }),
                candidate = comparison.CandidateName,
                candidateTests = CandidateTests.Of(comparison),
                differences = comparison.Differences,
            });
            return;
        }

        Terminal.WriteTable(comparison.Title, ["method", .. Metrics.SelectMany(m => new[] { $">{MetricNames.Label(m)}", ">rank" })], comparison.Methods.Select(method =>
            (IReadOnlyList<string>)[method.Label, .. Metrics.SelectMany(m => new[] { Mean(comparison, method.Name, m), Rank(ranks.FirstOrDefault(r => r.Metric == m), method.Name) })]));
        foreach (var r in ranks.Where(r => Metrics.Contains(r.Metric)))
        {
            Terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{MetricNames.Label(r.Metric)}: Friedman over {r.Blocks} data sets, p = {r.Friedman.Test.PValue:g2}; mean ranks closer than {r.Friedman.CriticalDifference:0.00} cannot be told apart (Nemenyi, 0.05)"));
        }

        Terminal.Say(verdict.Headline);
        Terminal.Say($"report: {Path.Combine(folder, "report.html")}");
    }

    /// <summary>The mean over data sets of the mean over their cells.</summary>
    private static string Mean(Comparison comparison, string method, string metric)
    {
        var bySet = comparison.Cells.Where(c => c.Method == method && !double.IsNaN(c.Metrics.GetValueOrDefault(metric, double.NaN))).GroupBy(c => c.Scenario).Select(g => g.Average(c => c.Metrics[metric])).ToArray();
        return bySet.Length == 0 ? "–" : bySet.Average().ToString("0.000", CultureInfo.InvariantCulture);
    }

    private static string Rank(MethodRanks? ranks, string method) =>
        ranks is not null && ranks.Methods.ToList().IndexOf(method) is var i and >= 0 ? ranks.Friedman.MeanRanks[i].ToString("0.00", CultureInfo.InvariantCulture) : "–";
}

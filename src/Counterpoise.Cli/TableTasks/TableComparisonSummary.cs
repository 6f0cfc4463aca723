using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Comparisons;
using Counterpoise.Experiments;

namespace Counterpoise.Cli.TableTasks;

/// <summary>What a comparison prints: mean and mean rank of each method, Friedman's test, and the verdict.</summary>
internal static class TableComparisonSummary
{
    /// <summary>The metrics that are printed and kept in cells.json.</summary>
    public static IReadOnlyList<string> Metrics { get; } = [MetricNames.Auroc, MetricNames.AveragePrecision, MetricNames.MacroF1, MetricNames.GeometricMean];

    public static void Write(Comparison comparison, string folder, bool json, bool keepsRefused, IReadOnlyList<RepeatedRows> repeated)
    {
        var verdict = Verdict.Of(comparison);
        var (remarks, incomplete) = (CellRemarks.Of(comparison), ComparisonAnalysis.Incomplete(comparison, comparison.PrimaryMetric));
        remarks.Say();
        SayIncomplete(comparison, incomplete, keepsRefused);
        var ranks = comparison.Cells.SelectMany(c => c.Metrics.Keys).Distinct().Select(m => ComparisonAnalysis.Ranks(comparison, m)).OfType<MethodRanks>().ToArray();
        if (json)
        {
            Terminal.WriteJson(new
            {
                folder,
                dataSets = comparison.Scenarios.Count,
                cells = comparison.Cells.Count,
                dataSetDescriptions = comparison.Scenarios.ToDictionary(s => s.Name, s => s.Description),
                repeatedRows = repeated,
                outcome = verdict.Outcome,
                verdict = verdict.Headline,
                sentences = verdict.Sentences,
                remarks,
                incomplete,
                ranks = ranks.Select(r => new { r.Metric, r.Blocks, chiSquared = r.Friedman.Test.Statistic, p = r.Friedman.Test.PValue, criticalDifference = r.Friedman.CriticalDifference, meanRanks = r.Methods.Zip(r.Friedman.MeanRanks).ToDictionary(p => p.First, p => p.Second) }),
                candidate = comparison.CandidateName,
                candidateTests = CandidateTests.Of(comparison),
                differences = comparison.Differences,
            });
            return;
        }

        var means = Metrics.ToDictionary(m => m, m => ComparisonAnalysis.Means(comparison, m));
        Terminal.WriteTable(comparison.Title, ["method", .. Metrics.SelectMany(m => new[] { $">{MetricNames.Label(m)}", ">rank" })], comparison.Methods.Select(method =>
            (IReadOnlyList<string>)[method.Label, .. Metrics.SelectMany(m => new[] { Mean(means[m], method.Name), Rank(ranks.FirstOrDefault(r => r.Metric == m), method.Name) })]));
        foreach (var r in ranks.Where(r => Metrics.Contains(r.Metric)))
        {
            Terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{MetricNames.Label(r.Metric)}: Friedman over {r.Blocks} data sets, p = {r.Friedman.Test.PValue:g2}; mean ranks closer than {r.Friedman.CriticalDifference:0.00} cannot be told apart (Nemenyi, 0.05)"));
        }

        foreach (var sentence in verdict.Sentences.Prepend(verdict.Headline))
        {
            Terminal.Say(sentence);
        }

        Terminal.Say($"report: {Path.Combine(folder, "report.html")}");
    }

    /// <summary>Which data sets do not count, and for which method's sake; a method without any complete one leaves alone.</summary>
    private static void SayIncomplete(Comparison comparison, IReadOnlyList<IncompleteDataSet> incomplete, bool keepsRefused)
    {
        var means = ComparisonAnalysis.Means(comparison, comparison.PrimaryMetric);
        foreach (var method in incomplete.Select(i => i.Method).Distinct().Where(m => means[m].Count == 0))
        {
            Terminal.Say($"{method} has a value in every fold of no data set, so it has neither mean nor rank{Remedy([method])}");
        }

        var left = incomplete.Where(i => means[i.Method].Count > 0).GroupBy(i => i.DataSet).Select(g => $"{g.Key} ({string.Join(", ", g.Select(i => $"{i.Method} has {i.Values} of {i.Cells} values"))})").ToArray();
        if (left.Length > 0)
        {
            Terminal.Say($"{left.Length} of {comparison.Scenarios.Count} data sets left means, ranks and tests: {string.Join(", ", left)}{Remedy(incomplete.Select(i => i.Method))}");
        }

        string Remedy(IEnumerable<string> methods) => keepsRefused || !methods.Any(m => ResamplerCatalog.All.Any(e => e.Name == m)) ? "" : "; --keep-refused learns from refused folds as they are";
    }

    /// <summary>The mean over the data sets that count for every method; means over different sets could not be compared.</summary>
    private static string Mean(IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> means, string method)
    {
        var shared = ComparisonAnalysis.Shared(means);
        return shared.Count == 0 || means[method].Count == 0 ? "–" : shared.Average(s => means[method][s]).ToString("0.000", CultureInfo.InvariantCulture);
    }

    private static string Rank(MethodRanks? ranks, string method) =>
        ranks is not null && ranks.Methods.ToList().IndexOf(method) is var i and >= 0 ? ranks.Friedman.MeanRanks[i].ToString("0.00", CultureInfo.InvariantCulture) : "–";
}

using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Comparisons;
using Counterpoise.Experiments;
using Counterpoise.Verdicts;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>What a comparison prints: the verdict, mean and mean rank of each method by classifier, Friedman's test.</summary>
internal static class TableComparisonSummary
{
    /// <summary>Data sets whose size and positive class are printed; the report has all.</summary>
    private const int MostDescribed = 10;

    public static void Write(Comparison comparison, string folder, bool json, bool keepsRefused, IReadOnlyList<RepeatedRows> repeated)
    {
        var verdict = Verdict.Of(comparison);
        var (remarks, incomplete) = (CellRemarks.Of(comparison), ComparisonAnalysis.Incomplete(comparison, comparison.PrimaryMetric));
        foreach (var remark in remarks.Describe())
        {
            Terminal.Say(remark);
        }

        SayIncomplete(comparison, incomplete, keepsRefused);
        string?[] classifiers = comparison.Classifiers.Count > 0 ? [.. comparison.Classifiers] : [null];
        var ranks = (from metric in comparison.Cells.SelectMany(c => c.Metrics.Keys).Distinct() from classifier in classifiers
            select ComparisonAnalysis.Ranks(comparison, metric, classifier)).OfType<MethodRanks>().ToArray();
        if (json)
        {
            WriteJson(comparison, folder, verdict, remarks, incomplete, ranks, repeated);
            return;
        }

        foreach (var scenario in comparison.Scenarios.Take(MostDescribed))
        {
            Terminal.Say($"{scenario.Name}: {scenario.Description}");
        }

        foreach (var sentence in verdict.Sentences.Prepend(verdict.Headline))
        {
            Terminal.Say(sentence);
        }

        WriteMeans(comparison, classifiers, ranks);
        foreach (var r in ranks.Where(r => r.Metric == verdict.Judgement.Primary.Metric))
        {
            var test = string.Create(CultureInfo.InvariantCulture, $"over {r.Blocks} data sets, p = {r.Friedman.ImanDavenport.PValue:g2}");
            var closer = string.Create(CultureInfo.InvariantCulture,
                $"mean ranks closer than {r.Friedman.CriticalDifference:0.00} cannot be told apart (Nemenyi, 0.05)");
            Terminal.Say($"{comparison.Describe(r.Metric).Label}, {r.Classifier}: Iman and Davenport's form of Friedman's test {test}; "
                + $"{closer}");
        }

        Terminal.Say($"report: {Path.Combine(folder, "report.html")}");
    }

    private static void WriteJson(
        Comparison comparison, string folder, Verdict verdict, CellRemarks remarks, IReadOnlyList<IncompleteDataSet> incomplete,
            MethodRanks[] ranks,
        IReadOnlyList<RepeatedRows> repeated) =>
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
            judgement = verdict.Judgement,
            remarks,
            incomplete,
            ranks = ranks.Select(r => new
            {
                r.Metric,
                r.Classifier,
                r.Blocks,
                friedman = new { chiSquared = r.Friedman.Test.Statistic, p = r.Friedman.Test.PValue },
                imanDavenport = new { f = r.Friedman.ImanDavenport.Statistic, p = r.Friedman.ImanDavenport.PValue },
                criticalDifference = r.Friedman.CriticalDifference,
                meanRanks = r.Methods.Zip(r.Friedman.MeanRanks).ToDictionary(p => p.First, p => p.Second),
            }),
            candidate = comparison.Candidate,
            candidateTests = CandidateTests.Of(comparison),
            differences = comparison.Differences,
        });

    /// <summary>Means by classifier and method; with one table the primary metric also over the rows of all folds together.</summary>
    private static void WriteMeans(Comparison comparison, string?[] classifiers, MethodRanks[] ranks)
    {
        var primary = comparison.PrimaryMetric;
        string[] wanted = [MetricNames.Auroc, MetricNames.AveragePrecision, primary, MetricNames.Tuned(primary), MetricNames.MacroF1,
            MetricNames.Tuned(MetricNames.MacroF1)];
        string[] metrics = [.. wanted.Distinct().Where(m => comparison.Cells.Any(c => c.Metrics.ContainsKey(m)))];
        var (ranked, single) = (ranks.Length > 0, comparison.Scenarios.Count == 1);
        string[] OfMetric(string label, string rank) => ranked ? [label, rank] : [label];
        string[] OfAll(string text) => single ? [text] : [];
        var rows = new List<IReadOnlyList<string>>();
        foreach (var classifier in classifiers)
        {
            var means = metrics.ToDictionary(m => m, m => ComparisonAnalysis.Means(comparison, m, classifier));
            MethodRanks? Ranks(string metric) => ranks.FirstOrDefault(r => r.Metric == metric && r.Classifier == classifier);
            rows.AddRange(comparison.Methods.Select(method => (IReadOnlyList<string>)
            [
                classifier ?? "", method.Label, .. metrics.SelectMany(m =>
                    OfMetric(Mean(means[m], method.Name), Rank(Ranks(m), method.Name))),
                .. OfAll(Pooled(comparison, classifier, method.Name)),
            ]));
        }

        string[] head = ["classifier", "method", .. metrics.SelectMany(m => OfMetric($">{comparison.Describe(m).Label}", ">rank")),
            .. OfAll($">{comparison.Describe(primary).Label}, pooled")];
        Terminal.WriteTable(comparison.Title, head, rows);
    }

    private static string Pooled(Comparison comparison, string? classifier, string method) =>
        ComparisonAnalysis.Pooled(comparison, comparison.PrimaryMetric, classifier, method)?.ToString("0.000",
            CultureInfo.InvariantCulture) ?? "–";

    /// <summary>Which data sets do not count, and for which method's sake; a method without any complete one leaves alone.</summary>
    private static void SayIncomplete(Comparison comparison, IReadOnlyList<IncompleteDataSet> incomplete, bool keepsRefused)
    {
        var means = ComparisonAnalysis.Means(comparison, comparison.PrimaryMetric);
        foreach (var method in incomplete.Select(i => i.Method).Distinct().Where(m => means[m].Count == 0))
        {
            Terminal.Say($"{method} has a value in every fold of no data set, so it has neither mean nor rank{Remedy([method])}");
        }

        var left = incomplete.Where(i => means[i.Method].Count > 0).GroupBy(i => i.DataSet)
            .Select(g => $"{g.Key} ({string.Join(", ", g.Select(i => $"{i.Method} has {i.Values} of {i.Cells} values"))})").ToArray();
        if (left.Length > 0)
        {
            Terminal.Say($"{left.Length} of {comparison.Scenarios.Count} data sets left means, ranks and tests: "
                + $"{string.Join(", ", left)}{Remedy(incomplete.Select(i => i.Method))}");
        }

        string Remedy(IEnumerable<string> methods) => keepsRefused
            || !methods.Any(m => comparison.Methods.Any(c => c.Name == m && c.Level == MethodLevel.Data)) ? ""
            : "; --keep-refused learns from refused folds as they are";
    }

    /// <summary>The mean over the data sets that count for every method; means over different sets could not be compared.</summary>
    private static string Mean(IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> means, string method)
    {
        var shared = ComparisonAnalysis.Shared(means);
        return shared.Count == 0 || means[method].Count == 0 ? "–" : shared.Average(s => means[method][s])
            .ToString("0.000", CultureInfo.InvariantCulture);
    }

    private static string Rank(MethodRanks? ranks, string method) =>
        ranks is not null && ranks.Methods.ToList().IndexOf(method) is var i and >= 0
            ? ranks.Friedman.MeanRanks[i].ToString("0.00", CultureInfo.InvariantCulture) : "–";
}

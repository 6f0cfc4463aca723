using System.Globalization;
using System.Text;
using Counterpoise.Comparisons;
using Counterpoise.Files;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports;

/// <summary>
/// A comparison as Markdown, for a repository, an issue or a paper's appendix: the verdict, the tables with intervals and tests, the
/// command. No pictures of the data.
/// </summary>
public static class ComparisonMarkdown
{
    /// <summary>Writes the text; an existing file is replaced as a whole. Equal input gives equal bytes.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="path">The file.</param>
    public static void Write(Comparison comparison, string path) => AtomicFile.WriteText(path, Render(comparison));

    /// <summary>Returns the text.</summary>
    /// <param name="comparison">The comparison; differences that it does not hold are computed.</param>
    public static string Render(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var view = new ComparisonView(comparison);
        var text = new StringBuilder();
        Opening(text, view);
        Means(text, view, ComparisonView.MainMetrics, "Means over seeds or folds, with the 95% t interval of the mean");
        Means(text, view, [.. ComparisonView.MainMetrics.Select(MetricNames.OnLargeTest)], "The same on the large test split");
        Differences(text, view);
        Closing(text, view.Comparison);
        return text.ToString();
    }

    private static void Opening(StringBuilder text, ComparisonView view)
    {
        var comparison = view.Comparison;
        var verdict = view.Verdict;
        Paragraph(text, $"# {comparison.Title}");
        Paragraph(text,
            string.Create(CultureInfo.InvariantCulture,
                $"{comparison.DataDescription} {comparison.Created:d MMMM yyyy}, {comparison.Cells.Count} runs.").TrimStart());
        Paragraph(text, $"**{verdict.Headline}**");
        List(text, verdict.Sentences);
    }

    private static void Means(StringBuilder text, ComparisonView view, IReadOnlyList<string> metrics, string heading)
    {
        string[] known = [.. metrics.Where(view.Metrics.Contains)];
        var equal = metrics.Any(view.IsRedundant);
        if (known.Length == 0)
        {
            return;
        }

        Paragraph(text, $"## {heading}");
        if (equal)
        {
            Paragraph(text, "The classes of this test split are equally large, so balanced accuracy equals accuracy and is not shown.");
        }

        string?[] classifiers = view.Classifiers.Count > 0 ? [.. view.Classifiers] : [null];
        foreach (var scenario in view.Scenarios)
        {
            Paragraph(text, $"{view.TitleOf(scenario)}.");
            Heading(text, [.. classifiers[0] is null ? Array.Empty<string>() : ["classifier"], "method", .. known.Select(view.Label),
                "runs"]);
            foreach (var classifier in classifiers)
            {
                foreach (var method in view.Methods)
                {
                    if (view.Cells(scenario, method, classifier).Any())
                    {
                        Row(text, [.. classifier is null ? Array.Empty<string>() : [classifier], method.Label,
                            .. known.Select(m => Value(view.Mean(scenario, method, m, classifier), m)),
                            view.Runs(scenario, method, classifier)]);
                    }
                }
            }

            if (MajorityClass.Of(scenario, view.Comparison.ClassNamesOf(scenario)) is { } majority
                && known.Any(majority.Values.ContainsKey))
            {
                Row(text, [.. classifiers[0] is null ? Array.Empty<string>() : [""], majority.Label,
                    .. known.Select(m => Number.Score(majority[m], m)), ""]);
            }

            text.Append('\n');
        }
    }

    private static void Differences(StringBuilder text, ComparisonView view)
    {
        var primary = view.Comparison.PrimaryMetric;
        string[] metrics = [.. new[] { primary, MetricNames.Accuracy, MetricNames.OnLargeTest(primary),
            MetricNames.OnLargeTest(MetricNames.Accuracy) }.Distinct().Where(m => view.Comparison.Differences.Any(d => d.Metric == m))];
        foreach (var metric in metrics)
        {
            Paragraph(text, $"## Paired differences in {view.Label(metric)}");
            var found = view.Comparison.Differences.Where(d => d.Metric == metric).ToArray();
            string[] where = found.Select(Where).Distinct().Count() > 1 ? ["where"] : [];
            Heading(text, [.. where, "A − B", "pairs", "mean", "95% interval", view.OverFolds ? "corrected t p" : "Wilcoxon p",
                "p after Holm", "reading"]);
            foreach (var d in found)
            {
                Row(text, [.. where.Select(_ => Where(d)), $"{view.LabelOf(d.MethodA)} − {view.LabelOf(d.MethodB)}", Number.Count(d.Pairs),
                    Number.Difference(d.Mean, metric),
                    DifferenceText.Interval(d), Number.P(d.PValue), Number.P(d.HolmPValue), DifferenceText.Reading(d)]);
            }

            text.Append('\n');
        }

        string Where(PairedDifference d) => (d.Scenario ?? view.Everywhere) + (d.Classifier is { } c ? $", {c}" : "");
    }

    private static void Closing(StringBuilder text, Comparison comparison)
    {
        Paragraph(text, "## How to reproduce it");
        if (comparison.CommandLine.Length > 0)
        {
            text.Append("    ").Append(comparison.CommandLine.ReplaceLineEndings("\n    ")).Append("\n\n");
        }

        var environment = comparison.Environment;
        var versions = string.Join(", ", environment.Versions.OrderBy(v => v.Key, StringComparer.Ordinal)
            .Select(v => $"{v.Key} {v.Value}"));
        List(text, [.. comparison.ProtocolNotes,
            $"Seeds {string.Join(", ", comparison.Seeds)}; "
                + $"{versions}; {environment.Device}, {environment.Threads} {(environment.Threads == 1 ? "thread" : "threads")}; "
                + $"{Number.Seconds(comparison.Cells.Sum(c => c.Seconds))} of computing."]);
    }

    private static string Value(ScoreInterval mean, string metric) =>
        Number.Score(mean.Value, metric) + (double.IsNaN(mean.Low) ? ""
            : $" [{Number.Score(mean.Low, metric)}, {Number.Score(mean.High, metric)}]");

    private static void Paragraph(StringBuilder text, string paragraph) => text.Append(Plain(paragraph)).Append("\n\n");

    /// <summary>Names of data, classes and methods are texts, and a report is shown where HTML would run.</summary>
    private static string Plain(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal).ReplaceLineEndings(" ");


    private static void List(StringBuilder text, IReadOnlyList<string> items)
    {
        foreach (var item in items)
        {
            text.Append("- ").Append(Plain(item)).Append('\n');
        }

        text.Append('\n');
    }

    private static void Heading(StringBuilder text, string[] columns)
    {
        Row(text, columns);
        Row(text, [.. Enumerable.Repeat("---", columns.Length)]);
    }

    /// <summary>A row of a table; a bar within a cell would end it.</summary>
    private static void Row(StringBuilder text, string[] cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(c => Plain(c).Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
}

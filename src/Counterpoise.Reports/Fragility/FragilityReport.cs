using System.Globalization;
using Counterpoise.Files;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Fragility;

/// <summary>
/// The report of fragility curves: one HTML file with the answer first, the curves over the records, and what the sources did.
/// </summary>
public static class FragilityReport
{
    /// <summary>Writes the report; an existing file is replaced as a whole. Equal input gives equal bytes.</summary>
    /// <param name="summary">What the report is made of.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">There is no structure, or the confidence is out of range.</exception>
    public static void Write(FragilitySummary summary, string path) => AtomicFile.WriteText(path, Render(summary));

    /// <summary>The report as text.</summary>
    /// <param name="summary">What the report is made of.</param>
    /// <exception cref="ArgumentException">There is no structure, or the confidence is out of range.</exception>
    public static string Render(FragilitySummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        if (summary.Structures.Count == 0) throw new ArgumentException("there is no structure to report on; expected at least one",
            nameof(summary));
        if (!(summary.Confidence is > 0 and < 1))
            throw new ArgumentException(
                $"the confidence is {summary.Confidence}; expected a number between 0 and 1", nameof(summary));
        var lead = Markup.Of($"""
            <p class="lead">{summary.Origin}</p>
            <p class="quiet">{summary.Created.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} ·
            {Number.Count(summary.Structures.Count, "structure")}{(summary.Transfer is { } t
                ? $" · {Number.Count(t.Problem.Sources.Count, "source")}" : "")}</p>
            """);
        return HtmlPage.Render(summary.Title, lead,
        [
            AnswerSection.From(summary), CurveSection.From(summary), StrategySection.From(summary), SourceSection.From(summary),
                TableSection.From(summary), FormSection.From(summary),
            new Section("reproduce", "How to reproduce it", summary.CommandLine.Length == 0 ? Markup.Empty
                : Markup.Of($"<pre><code>{summary.CommandLine}</code></pre>\n")),
        ], new ReportOptions());
    }
}

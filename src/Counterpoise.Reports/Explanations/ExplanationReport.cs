using System.Globalization;
using Counterpoise.Files;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Explanations;

/// <summary>
/// The report of an explained model: one HTML file with the columns that matter for each class, a point for each row and column, one row
/// explained, and the flow of a network that has one.
/// </summary>
public static class ExplanationReport
{
    /// <summary>Writes the report; an existing file is replaced as a whole. Equal input gives equal bytes.</summary>
    /// <param name="summary">What the report is made of.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">Lengths do not fit together.</exception>
    public static void Write(ExplanationSummary summary, string path) => AtomicFile.WriteText(path, Render(summary));

    /// <summary>The report as text.</summary>
    /// <param name="summary">What the report is made of.</param>
    /// <exception cref="ArgumentException">Lengths do not fit together.</exception>
    public static string Render(ExplanationSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var values = summary.Attribution;
        if (values.Rows == 0 || values.Rows != summary.Labels.Count || values.Columns != summary.Columns.Count
            || values.ClassCount != summary.ClassNames.Count
            || summary.Places.Length != values.Rows * values.Columns || summary.RowTexts.Count != values.Columns
                || (uint)summary.Row >= (uint)values.Rows)
        {
            throw new ArgumentException(
                $"found values of {values.Rows} rows, {values.ClassCount} classes and {values.Columns} columns, beside "
                + $"{summary.Labels.Count} labels, {summary.ClassNames.Count} classes and {summary.Columns.Count} names of columns; "
                + $"expected as many, and at least one row", nameof(summary));
        }

        var lead = Markup.Of($"""
            <p class="lead">{summary.Origin}</p>
            <p class="quiet">{summary.Created.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} · {Number.Count(values.Rows, "row")} ·
            {Number.Count(values.Columns, "column")}</p>
            """);
        return HtmlPage.Render(summary.Title, lead,
        [
            new Section("verdict", "Answer", Markup.Of($"""
                <p class="headline open">{summary.Headline}</p>
                <div class="sentences">
                {summary.Sentences.Select(sentence => Markup.Of($"<p>{sentence}</p>\n"))}</div>

                """)),
            ImportanceSection.Build(summary), SwarmSection.Build(summary), RowSection.Build(summary), FlowSection.Build(summary),
            new Section("reproduce", "How to reproduce it", summary.CommandLine.Length == 0 ? Markup.Empty
                : Markup.Of($"<pre><code>{summary.CommandLine}</code></pre>\n")),
        ], new ReportOptions());
    }
}

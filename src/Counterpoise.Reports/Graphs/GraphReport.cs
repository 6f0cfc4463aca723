using System.Globalization;
using Counterpoise.Files;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Graphs;

/// <summary>The report of a profile or a comparison on graphs: one HTML file with the answer first, then tables.</summary>
public static class GraphReport
{
    /// <summary>Writes the report; an existing file is replaced as a whole. Equal input gives equal bytes.</summary>
    /// <param name="summary">What the report is made of.</param>
    /// <param name="path">The file.</param>
    public static void Write(GraphSummary summary, string path) => AtomicFile.WriteText(path, Render(summary));

    /// <summary>The report as text.</summary>
    /// <param name="summary">What the report is made of.</param>
    /// <exception cref="ArgumentException">A row of a table has another number of cells than columns.</exception>
    public static string Render(GraphSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        if (summary.Tables.FirstOrDefault(t => t.Rows.Any(r => r.Count != t.Columns.Count)) is { } odd)
        {
            throw new ArgumentException($"table '{odd.Caption}' has {odd.Columns.Count} columns and a row of another length",
                nameof(summary));
        }

        var lead = Markup.Of($"""
            <p class="lead">{summary.Origin}</p>
            <p class="quiet">{summary.Created.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}</p>
            """);
        return HtmlPage.Render(summary.Title, lead,
        [
            new Section("verdict", "Answer", Markup.Of($"""
                <p class="headline open">{summary.Headline}</p>
                <div class="sentences">
                {summary.Sentences.Select(sentence => Markup.Of($"<p>{sentence}</p>\n"))}</div>

                """)),
            .. summary.Tables.Select((table, i) => new Section($"table-{i + 1}", table.Caption, Body(table))),
            new Section("reproduce", "How to reproduce it", summary.CommandLine.Length == 0 ? Markup.Empty
                : Markup.Of($"<pre><code>{summary.CommandLine}</code></pre>\n")),
        ], new ReportOptions());
    }

    private static Markup Body(GraphTable table)
    {
        var html = new HtmlTable(table.Caption, table.Columns);
        foreach (var row in table.Rows)
        {
            html.Row(Markup.Of($"{row[0]}"), row.Skip(1).Select(cell => Markup.Of($"{cell}")));
        }

        return html.Render();
    }
}

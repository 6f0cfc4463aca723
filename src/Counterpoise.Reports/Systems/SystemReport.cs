using System.Globalization;
using Counterpoise.Files;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Systems;

/// <summary>The report of a system beside its cheap controls: one HTML file with the verdict first, tables and pictures.</summary>
public static class SystemReport
{
    /// <summary>Writes the report; an existing file is replaced as a whole. Equal input gives equal bytes.</summary>
    /// <param name="summary">What the report is made of.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">A row of a table has another number of texts than there are columns.</exception>
    public static void Write(SystemSummary summary, string path) => AtomicFile.WriteText(path, Render(summary));

    /// <summary>The report as text.</summary>
    /// <param name="summary">What the report is made of.</param>
    /// <exception cref="ArgumentException">A row of a table has another number of texts than there are columns.</exception>
    public static string Render(SystemSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var lead = Markup.Of($"<p class=\"quiet\">{summary.Created.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}</p>\n");
        var answer = Markup.Of($"""
            <p class="headline open">{summary.Verdict}</p>
            <div class="sentences">
            {summary.Sentences.Select(s => Markup.Of($"<p>{s}</p>\n"))}</div>

            """);
        return HtmlPage.Render(summary.Title, lead,
        [
            new Section("verdict", "Answer", answer),
            .. summary.Tables.Select((table, i) => new Section(string.Create(CultureInfo.InvariantCulture, $"table-{i + 1}"), table.Title,
                Table(table))),
            .. summary.Pictures.Select((picture, i) => new Section(string.Create(CultureInfo.InvariantCulture, $"picture-{i + 1}"),
                picture.Title,
                Picture(picture))),
            new Section("reproduce", "How to reproduce it", summary.CommandLine.Length == 0 ? Markup.Empty
                : Markup.Of($"<pre><code>{summary.CommandLine}</code></pre>\n")),
        ], new ReportOptions());
    }

    private static Markup Table(SystemTable table)
    {
        var html = new HtmlTable(table.Caption, table.Columns);
        foreach (var row in table.Rows)
        {
            if (row.Count != table.Columns.Count)
            {
                throw new ArgumentException($"a row of '{table.Title}' has {row.Count} texts, {table.Columns.Count} were expected",
                    nameof(table));
            }

            html.Row(Markup.Of($"{row[0]}"), row.Skip(1).Select(cell => Markup.Of($"{cell}")));
        }

        return html.Render();
    }

    private static Markup Picture(SystemPicture picture) => Markup.Of($"""
        <figure><img alt="{picture.Caption}" src="data:image/png;base64,{Convert.ToBase64String(picture.Png)}"
        style="image-rendering:pixelated;max-width:100%">
        <figcaption>{picture.Caption}</figcaption></figure>

        """);
}

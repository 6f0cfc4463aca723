using System.Text;

namespace Counterpoise.Reports.Html;

/// <summary>Puts heading, sections, style and scripts together into one file that asks nothing of the network.</summary>
internal static class HtmlPage
{
    public static string Render(string title, Markup lead, IReadOnlyList<Section> sections, ReportOptions options)
    {
        var present = sections.Where(s => s.HasBody).ToArray();
        var hasCharts = present.Any(s => s.Body.Html.Contains("class=\"plot\"", StringComparison.Ordinal));
        var page = Markup.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="{Generator}">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src
            'unsafe-inline' 'unsafe-eval'">
            <link rel="icon" href="data:,">
            <title>{title}</title>
            <style>
            {new Markup(Resource.Text("report.css"))}</style>
            </head>
            <body>
            <a class="skip" href="#content">Skip to the content</a>
            <header>
            <p class="mark">{Balance}<span>Counterpoise</span></p>
            <h1>{title}</h1>
            {lead}
            <nav aria-label="Contents"><ul>{present.Select(s => Markup.Of($"<li><a href=\"#{s.Id}\">{s.Title}</a></li>"))}</ul></nav>
            </header>
            <main id="content">
            {present.Select(s => s.Render())}</main>
            <footer><p>Made by {Generator}.
            {new Markup(hasCharts ? "Charts by Vega and Vega-Lite (BSD-3-Clause), whose licences stand in this file. " : "")}This file asks
            nothing of the network.</p></footer>
            {(hasCharts ? Scripts() : Markup.Empty)}</body>
            </html>

            """);
        var html = page.Html.ReplaceLineEndings("\n");
        var size = Encoding.UTF8.GetByteCount(html);
        return size <= options.MaxBytes ? html
            : throw new InvalidOperationException(
                $"the report would take {size} bytes, at most {options.MaxBytes} are allowed: lower MaxThumbnailBytes, MaxEmbeddings or "
                + $"MaxPointsPerEmbedding, or raise MaxBytes");
    }


    private static string Generator => $"Counterpoise {typeof(HtmlPage).Assembly.GetName().Version?.ToString(3)}";

    private static Markup Scripts() => Markup.Of($"""
        <!--
        {new Markup(Resource.Text("vega.LICENSE.txt").Replace("--", "- -", StringComparison.Ordinal))}
        {new Markup(Resource.Text("vega-lite.LICENSE.txt").Replace("--", "- -", StringComparison.Ordinal))}-->
        {Resource.Script("vega.min.js.gz")}{Resource.Script("vega-lite.min.js.gz")}{Resource.Script("report.js")}
        """);

    private static Markup Balance =>
        new("""
            <svg viewBox="0 0 32 24" width="32" height="24" aria-hidden="true">
            <path d="M16 3v17M10 21h12M4 8l24-3" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/>
            <circle cx="16" cy="6.5" r="1.8" fill="currentColor"/>
            <path d="M1 14a3.4 3.4 0 0 0 6.8 0L4.4 8.2z" fill="var(--candidate)"/>
            <circle cx="27.6" cy="10" r="4" fill="none" stroke="currentColor" stroke-width="1.6"/></svg>
            """);
}

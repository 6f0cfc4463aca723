using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Counterpoise.Reports.Tests.Fixtures;

/// <summary>A report as a browser reads it: its sections, tables and texts, so that a test need not know a sentence.</summary>
internal sealed class ReportPage
{
    private readonly IHtmlDocument _document;

    private ReportPage(IHtmlDocument document) => _document = document;

    public static ReportPage Parse(string page) => new(new HtmlParser().ParseDocument(page));

    /// <summary>The ids of the sections, in order.</summary>
    public string[] Sections => [.. All("section[id]").Select(s => s.Id!)];

    /// <summary>All that is read, without scripts and styles.</summary>
    public string Text => string.Join('\n', _document.Body!.Descendants<IText>()
        .Where(t => t.ParentElement is { } parent && parent.LocalName is not ("script" or "style")).Select(t => t.Data));

    public IElement[] All(string selector) => [.. _document.QuerySelectorAll(selector)];

    public IElement One(string selector) => Assert.Single(All(selector));

    /// <summary>A section's tables.</summary>
    public ReportTable[] Tables(string section) =>
        [.. All($"section#{section} table").Select(t => new ReportTable(
            [.. t.QuerySelectorAll("thead th").Select(Of)], [.. t.QuerySelectorAll("tbody tr:not(.group)")
                .Select(r => r.QuerySelectorAll("th, td").Select(Of).ToArray())]))];

    /// <summary>The texts of what a selector finds, white space folded.</summary>
    public string[] Texts(string selector) => [.. All(selector).Select(Of)];

    private static string Of(IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

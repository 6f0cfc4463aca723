using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;

namespace Counterpoise.Site;

/// <summary>One file of a site: where its links lead, what it loads, and the anchors that others may link to.</summary>
internal sealed partial class SitePage
{
    private static readonly (string Element, string Attribute)[] Loading =
    [
        ("script", "src"), ("link", "href"), ("img", "src"), ("source", "src"), ("iframe", "src"), ("embed", "src"), ("audio", "src"),
        ("video", "src"), ("video", "poster"), ("track", "src"), ("object", "data"), ("input", "src"), ("image", "href"), ("use", "href"),
    ];

    private readonly List<string> _links = [];
    private readonly List<string> _loads = [];

    private SitePage(string path) => Path = path;

    /// <summary>Relative to the site, with slashes.</summary>
    public string Path { get; }

    /// <summary>What a reader may follow.</summary>
    public IReadOnlyList<string> Links => _links;

    /// <summary>What a browser fetches without being asked.</summary>
    public IReadOnlyList<string> Loads => _loads;

    /// <summary>The names after the # that lead to a place of this page.</summary>
    public HashSet<string> Anchors { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads a page, a style sheet, a script, or a JSON file from which the pages make their menus and search.</summary>
    public static SitePage Read(string folder, string path)
    {
        var page = new SitePage(path);
        var text = File.ReadAllText(System.IO.Path.Combine(folder, path));
        switch (System.IO.Path.GetExtension(path))
        {
            case ".html":
                page.ReadHtml(text);
                break;
            case ".css":
                page.ReadStyle(text);
                break;
            case ".js":
                page._loads.AddRange(ScriptLoad().Matches(text).Select(m => m.Groups[1].Value));
                break;
            case ".json":
                using (var json = JsonDocument.Parse(text))
                {
                    page.ReadJson(json.RootElement);
                }

                break;
        }

        return page;
    }

    private void ReadHtml(string text)
    {
        using var document = new HtmlParser().ParseDocument(text);
        foreach (var element in document.All)
        {
            foreach (var anchor in new[] { element.Id, element.LocalName == "a" ? element.GetAttribute("name") : null })
            {
                if (!string.IsNullOrEmpty(anchor))
                {
                    Anchors.Add(anchor);
                }
            }

            ReadStyle(element.LocalName == "style" ? element.TextContent : element.GetAttribute("style") ?? "");
            if (element.LocalName is "a" or "area")
            {
                Add(_links, element.GetAttribute("href"));
            }
        }

        foreach (var (name, attribute) in Loading)
        {
            foreach (var element in document.QuerySelectorAll(name))
            {
                Add(_loads, element.GetAttribute(attribute));
            }
        }

        foreach (var element in document.QuerySelectorAll("[srcset]"))
        {
            _loads.AddRange(element.GetAttribute("srcset")!.Split(',', StringSplitOptions.TrimEntries).Select(s => s.Split(' ')[0]));
        }
    }

    private void ReadStyle(string text) => _loads.AddRange(StyleLoad().Matches(text).Select(m => m.Groups[1].Value)
        .Where(address => !address.StartsWith('#')));

    // The menu is a tree of items with "href"; the index of the search is keyed by page.
    private void ReadJson(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                ReadJson(item);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.String && property.Name is "href" or "topicHref" or "tocHref")
                {
                    Add(_links, property.Value.GetString());
                }

                ReadJson(property.Value);
            }
        }
    }

    private static void Add(List<string> list, string? address)
    {
        if (!string.IsNullOrEmpty(address))
        {
            list.Add(address);
        }
    }

    [GeneratedRegex("""(?:url\(|@import)\s*["']?([^"')\s;]+)""")]
    private static partial Regex StyleLoad();

    [GeneratedRegex("""(?:\bimport|\bfrom|\bimportScripts|\bfetch|\bWorker|\bopen)\s*\(?\s*["'`]((?:https?:)?//[^"'`]+)""")]
    private static partial Regex ScriptLoad();
}

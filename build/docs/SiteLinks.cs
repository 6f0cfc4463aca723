namespace Counterpoise.Site;

/// <summary>
/// Checks a folder of built pages as a reader would meet it on any server, also below a folder of one: every link and anchor within it
/// resolves, and no file loads anything from another host. Links that lead elsewhere are left alone.
/// </summary>
internal static class SiteLinks
{
    // Deeper than any page of a site: a path that climbs out of the site, or begins at the host, does not come back into it.
    private const string Above = "/1/2/3/4/5/6/7/8/9/";

    private static readonly string[] Read = [".html", ".css", ".js", ".json"];

    /// <summary>Reads every page, style sheet, script and menu below <paramref name="folder"/>.</summary>
    /// <returns>The number of pages, of links within the site, and what is wrong, by page.</returns>
    public static (int Pages, int Links, IReadOnlyList<SiteFault> Faults) Check(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).ToHashSet(StringComparer.Ordinal);
        var pages = files.Where(f => Read.Contains(Path.GetExtension(f))).AsParallel().Select(f => SitePage.Read(folder, f))
            .ToDictionary(p => p.Path, StringComparer.Ordinal);
        var faults = new List<SiteFault>();
        var within = 0;
        foreach (var page in pages.Values.OrderBy(p => p.Path, StringComparer.Ordinal))
        {
            var links = page.Links.Select(l => (Link: l, Loaded: false)).Concat(page.Loads.Select(l => (Link: l, Loaded: true)));
            foreach (var (link, loaded) in links.Distinct())
            {
                within += IsWithin(page.Path, link) ? 1 : 0;
                if (WhatIsWrong(page.Path, link, loaded, files, pages) is { } what)
                {
                    faults.Add(new SiteFault(page.Path, link, what));
                }
            }
        }

        return (pages.Keys.Count(p => p.EndsWith(".html", StringComparison.Ordinal)), within, faults);
    }

    private static bool IsWithin(string page, string link) => Address(page, link) is { Host: "site", Scheme: "http" };

    private static Uri? Address(string page, string link) =>
        Uri.TryCreate(new Uri($"http://site{Above}{page}"), link, out var address) ? address : null;

    private static string? WhatIsWrong(string page, string link, bool loaded, HashSet<string> files, Dictionary<string, SitePage> pages)
    {
        var address = Address(page, link);
        if (address is null)
        {
            return "is no address";
        }

        if (address is not { Host: "site", Scheme: "http" })
        {
            return loaded && address.Scheme != "data" ? "is loaded from another host" : null;
        }

        var path = Uri.UnescapeDataString(address.AbsolutePath);
        if (!path.StartsWith(Above, StringComparison.Ordinal))
        {
            return "leads out of the site";
        }

        path = path[Above.Length..];
        path = path.Length == 0 || path.EndsWith('/') ? $"{path}index.html" : path;
        if (!files.Contains(path))
        {
            return "leads to no file";
        }

        var anchor = Uri.UnescapeDataString(address.Fragment.TrimStart('#'));
        return anchor.Length > 0 && path.EndsWith(".html", StringComparison.Ordinal) && !pages[path].Anchors.Contains(anchor)
            ? $"{path} has no anchor '{anchor}'" : null;
    }
}

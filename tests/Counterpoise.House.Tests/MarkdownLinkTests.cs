using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Counterpoise.Tests.House;

/// <summary>Links between the pages of the documentation, in its sources; <c>./run docs</c> checks those of the built site.</summary>
public partial class MarkdownLinkTests
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    private static readonly Dictionary<string, HashSet<string>> Anchors = [];

    public static TheoryData<string> Pages => [.. PagesOfTheSite().Append("build/docs/api/index.md")
        .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "README.md", SearchOption.AllDirectories).Select(Relative))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_of_a_page_leads_to_a_file_and_to_a_heading_of_it(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        var broken = new List<string>();
        foreach (var link in Parse(page).Descendants<LinkInline>().Select(l => l.Url ?? "").Where(IsRelative))
        {
            var (path, anchor) = link.Split('#', 2) is [var file, var name] ? (file, name) : (link, "");
            var target = path.Length == 0 ? Path.Combine(Repository.Root, page) : Path.GetFullPath(Path.Combine(folder, path));
            if (!File.Exists(target))
            {
                broken.Add($"{link}: {(Directory.Exists(target) ? "a folder has no page: name a file of it" : "there is no such file")}");
            }
            else if (anchor.Length > 0 && !AnchorsOf(Relative(target)).Contains(Uri.UnescapeDataString(anchor)))
            {
                broken.Add($"{link}: there is no such heading");
            }
        }

        Assert.Empty(broken);
    }

    [Fact]
    public void The_table_of_contents_names_every_page_once()
    {
        var named = Href().Matches(File.ReadAllText(Path.Combine(Repository.Root, "build", "docs", "guide", "toc.yml")))
            .Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(PagesOfTheSite().Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_first_page_of_the_reference_names_every_library()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "build", "docs", "api", "index.md"));
        var libraries = Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(d => Path.GetFileName(d))
            .Where(name => name != "Counterpoise.Cli");
        Assert.Empty(libraries.Where(name => !page.Contains($"| `{name}` |", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> PagesOfTheSite() => Directory.EnumerateFiles(Repository.Root, "*.md")
        .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)).Select(Relative);

    private static string Relative(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    private static bool IsRelative(string url) => url.Length > 0 && !Scheme().IsMatch(url);

    private static MarkdownDocument Parse(string page) =>
        Markdown.Parse(File.ReadAllText(Path.Combine(Repository.Root, page)), Pipeline);

    private static HashSet<string> AnchorsOf(string page)
    {
        lock (Anchors)
        {
            if (!Anchors.TryGetValue(page, out var anchors))
            {
                anchors = [.. Parse(page).Descendants<HeadingBlock>().Select(h => h.GetAttributes().Id ?? "")];
                Anchors.Add(page, anchors);
            }

            return anchors;
        }
    }

    [GeneratedRegex("^[a-z]+:", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^\s*href: \.\./\.\./\.\./(\S+)$", RegexOptions.Multiline)]
    private static partial Regex Href();
}

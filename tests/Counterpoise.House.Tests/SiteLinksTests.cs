using Counterpoise.Site;

namespace Counterpoise.Tests.House;

/// <summary>The check that a built site must pass before <c>./run docs</c> puts it in its place.</summary>
public sealed class SiteLinksTests : IDisposable
{
    private readonly TemporaryFolder _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_site_whose_links_anchors_and_files_are_all_there_has_no_fault()
    {
        Directory.CreateDirectory(_site.File("docs"));
        _site.Write("icon.svg", "<svg/>");
        _site.Write("style.css", "a { background: url(icon.svg); }");
        _site.Write("toc.json", """{"items":[{"name":"Docs","href":"docs/a%20b.html#τ"}]}""");
        _site.Write("index.html", """
            <link rel="stylesheet" href="style.css"><img src="icon.svg" srcset="icon.svg 2x"><img src="data:image/png;base64,AA==">
            <a href="docs/a%20b.html#%CF%84">a</a> <a href="#here">b</a> <p id="here">c</p> <a href="https://example.org/x">d</a>
            <a href="mailto:a@example.org">e</a> <a href="?q=1">f</a> <a href="">g</a>
            """);
        _site.Write("docs/a b.html", """<h2 id="τ">τ</h2><a href="../">up</a> <a href="../index.html?x=1#here">there</a>""");

        var (pages, links, faults) = SiteLinks.Check(_site.Path);

        Assert.Empty(faults);
        Assert.Equal(2, pages);
        Assert.Equal(9, links);
    }

    [Theory]
    [InlineData("""<a href="gone.html">a</a>""", "gone.html", "leads to no file")]
    [InlineData("""<a href="Other.html">a</a>""", "Other.html", "leads to no file")]
    [InlineData("""<a href="folder">a</a>""", "folder", "leads to no file")]
    [InlineData("""<a href="folder/">a</a>""", "folder/", "leads to no file")]
    [InlineData("""<a href="other.html#gone">a</a>""", "other.html#gone", "other.html has no anchor 'gone'")]
    [InlineData("""<a href="#Top">a</a>""", "#Top", "page.html has no anchor 'Top'")]
    [InlineData("""<a href="../other.html">a</a>""", "../other.html", "leads out of the site")]
    [InlineData("""<a href="/other.html">a</a>""", "/other.html", "leads out of the site")]
    [InlineData("""<img src="gone.png">""", "gone.png", "leads to no file")]
    [InlineData("""<script src="https://cdn.example.org/x.js"></script>""", "https://cdn.example.org/x.js", "is loaded from another host")]
    [InlineData("""<script src="//cdn.example.org/x.js"></script>""", "//cdn.example.org/x.js", "is loaded from another host")]
    [InlineData("""<link rel="stylesheet" href="http://example.org/x.css">""", "http://example.org/x.css", "is loaded from another host")]
    [InlineData("""<img src="other.html" srcset="other.html, https://example.org/x 2x">""", "https://example.org/x",
        "is loaded from another host")]
    [InlineData("""<iframe src="https://example.org/"></iframe>""", "https://example.org/", "is loaded from another host")]
    [InlineData("""<p style="background: url('https://example.org/x.png')">a</p>""", "https://example.org/x.png",
        "is loaded from another host")]
    [InlineData("""<style>@import "https://example.org/x.css";</style>""", "https://example.org/x.css", "is loaded from another host")]
    public void A_link_that_leads_nowhere_or_loads_from_elsewhere_is_named_with_its_page(string html, string link, string what)
    {
        Directory.CreateDirectory(_site.File("folder"));
        _site.Write("page.html", html);
        _site.Write("other.html", "<p id='there'>a</p>");

        Assert.Equal([new SiteFault("page.html", link, what)], SiteLinks.Check(_site.Path).Faults);
    }

    [Theory]
    [InlineData("style.css", "@font-face { src: url(\"https://example.org/f.woff2\"); }", "https://example.org/f.woff2")]
    [InlineData("main.js", "const x = await import('https://example.org/x.js')", "https://example.org/x.js")]
    [InlineData("main.js", "import { a } from \"https://example.org/y.js\"", "https://example.org/y.js")]
    [InlineData("main.js", "fetch(`//example.org/z`)", "//example.org/z")]
    public void Style_sheets_and_scripts_load_nothing_from_elsewhere_either(string file, string text, string address)
    {
        _site.Write(file, text);
        Assert.Equal([new SiteFault(file, address, "is loaded from another host")], SiteLinks.Check(_site.Path).Faults);
    }

    [Fact]
    public void The_menu_is_checked_as_the_pages_are()
    {
        _site.Write("index.html", "<p>a</p>");
        _site.Write("toc.json", """{"items":[{"name":"A","items":[{"name":"B","href":"gone.html"}]}]}""");
        Assert.Equal([new SiteFault("toc.json", "gone.html", "leads to no file")], SiteLinks.Check(_site.Path).Faults);
    }
}

using Counterpoise.Reports.Fragility;
using Counterpoise.Reports.Tests.Fixtures;
using Microsoft.Playwright;

namespace Counterpoise.Reports.Tests;

/// <summary>Opens the reports in headless Chromium, as a reader would.</summary>
public sealed class BrowserTests : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly string[] Flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
        "--disable-component-update", "--disable-sync"];
    private readonly string _folder = Directory.CreateTempSubdirectory("counterpoise-").FullName;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        var chromium = Array.Find(Places, File.Exists);
        Assert.SkipWhen(chromium is null, "needs Chromium (Debian package chromium)");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = Flags });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("images", 1280)]
    [InlineData("images", 390)]
    [InlineData("own", 1200)]
    [InlineData("own", 390)]
    [InlineData("tables", 1280)]
    [InlineData("tables", 390)]
    [InlineData("run", 390)]
    [InlineData("fragility", 1280)]
    [InlineData("fragility", 390)]
    public async Task A_report_draws_every_chart_without_errors_overflow_or_requests(string kind, int width)
    {
        var path = Path.Combine(_folder, "report.html");
        await File.WriteAllTextAsync(path, PageOf(kind));
        var complaints = new List<string>();
        var requests = new List<string>();
        await using var context = await _browser!.NewContextAsync(
            new() { ViewportSize = new() { Width = width, Height = 900 }, IsMobile = width < 500 });
        var page = await context.NewPageAsync();
        page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) => { if (!request.Url.StartsWith("data:", StringComparison.Ordinal)) requests.Add(request.Url); };
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        await page.WaitForFunctionAsync("document.documentElement.dataset.charts === 'drawn'", null, new() { Timeout = 120_000 });

        Assert.Empty(complaints);
        Assert.Equal(new Uri(path).AbsoluteUri, Assert.Single(requests));
        var plots = await page.Locator(".plot").CountAsync();
        Assert.True(plots >= (kind == "fragility" ? 2 : 5));
        Assert.Equal(plots, await page.Locator(".plot svg").CountAsync());
        Assert.Equal(0, await page.EvaluateAsync<int>(
            "[...document.querySelectorAll('.plot svg')].filter(s => s.querySelectorAll('path,text').length < 4).length"));
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, "the page is wider than the screen");
    }

    [Theory]
    [InlineData(1200)]
    [InlineData(390)]
    public async Task Labels_counts_captions_and_columns_can_be_read_where_they_stand(int width)
    {
        var path = Path.Combine(_folder, "report.html");
        await File.WriteAllTextAsync(path, PageOf("own"));
        await using var context = await _browser!.NewContextAsync(
            new() { ViewportSize = new() { Width = width, Height = 900 }, IsMobile = width < 500, JavaScriptEnabled = true });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");

        Assert.Equal(0, await page.EvaluateAsync<int>(
            "[...document.querySelectorAll('.matrix tbody th')].filter(t => { const r = document.createRange(); r.selectNodeContents(t); "
                + "return r.getClientRects().length > 1; }).length"));
        Assert.Equal(0, await page.EvaluateAsync<int>(
            "[...document.querySelectorAll('.matrix tbody td')].filter(t => { const r = document.createRange(); r.selectNodeContents(t); "
                + "return r.getBoundingClientRect().width > t.clientWidth - 4; }).length"));
        Assert.True(await page.EvaluateAsync<int>("document.querySelectorAll('#results .stay').length") > 2);
        Assert.Equal(0, await page.EvaluateAsync<int>(
            "[...document.querySelectorAll('.stay')].filter(s => s.getBoundingClientRect().right > innerWidth).length"));
        if (width > 1000)
        {
            Assert.Equal(0, await page.EvaluateAsync<int>(
                "[...document.querySelectorAll('#results .scroll')].filter(s => s.scrollWidth > s.clientWidth).length"));
        }
        else
        {
            Assert.True(await page.EvaluateAsync<bool>(
                "(() => { const t = document.querySelector('#results td'); return t.getBoundingClientRect().right <= innerWidth; })()"),
                "the primary metric is beyond the edge of the screen");
        }
    }

    [Theory]
    [InlineData("images")]
    [InlineData("run")]
    public async Task A_threshold_moves_the_counts_and_a_cost_finds_the_cheapest_one(string kind)
    {
        var path = Path.Combine(_folder, "report.html");
        await File.WriteAllTextAsync(path, PageOf(kind));
        await using var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = 390, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        var tuner = page.Locator(".tuner").First;
        async Task<int> Found() => int.Parse(await tuner.Locator(".counts b").First.InnerTextAsync(),
            System.Globalization.CultureInfo.InvariantCulture);
        Task Set(int slider, int value) => tuner.Locator("input[type=range]").Nth(slider)
            .EvaluateAsync($"e => {{ e.value = {value}; e.dispatchEvent(new Event('input')); }}");
        await Set(0, 90);
        var few = await Found();
        await Set(0, 5);
        Assert.True(await Found() > few, "a lower threshold finds no more");
        await Set(1, 40);
        await tuner.Locator("button").ClickAsync();
        var atHundred = await tuner.Locator("output").First.InnerTextAsync();
        await Set(1, 0);
        await tuner.Locator("button").ClickAsync();
        Assert.True(string.CompareOrdinal(atHundred, await tuner.Locator("output").First.InnerTextAsync()) <= 0,
            "dear misses ask for a low threshold");
    }

    [Fact]
    public async Task On_paper_every_part_is_unfolded_and_every_chart_drawn()
    {
        var path = Path.Combine(_folder, "report.html");
        await File.WriteAllTextAsync(path, PageOf("images"));
        await using var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = 1000, Height = 700 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        await page.WaitForFunctionAsync("document.documentElement.dataset.charts === 'drawn'", null, new() { Timeout = 120_000 });
        Assert.True(await page.Locator("details:not([open])").CountAsync() > 0);
        await page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        Assert.Equal(0, await page.Locator("details:not([open])").CountAsync());
        Assert.Equal(0, await page.Locator(".plot:not(:has(svg))").CountAsync());
        await page.EvaluateAsync("dispatchEvent(new Event('afterprint'))");
        Assert.True(await page.Locator("details:not([open])").CountAsync() > 0);
        var folded = (await page.PdfAsync()).Length;
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.remove())");
        Assert.True((await page.PdfAsync()).Length < folded * 0.9, "folded parts are not on paper");
    }

    [Fact]
    public async Task Printed_before_the_charts_are_drawn_none_is_an_empty_box()
    {
        var path = Path.Combine(_folder, "report.html");
        await File.WriteAllTextAsync(path, PageOf("images"));
        await using var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = 1000, Height = 700 } });
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync("""
            addEventListener("DOMContentLoaded", () => {
                dispatchEvent(new Event("beforeprint"));
                setTimeout(() => { window.emptyPlots = document.querySelectorAll(".plot:not(:has(svg))").length; });
            });
            """);
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        await page.WaitForFunctionAsync("window.emptyPlots !== undefined", null, new() { Timeout = 120_000 });
        Assert.Equal(0, await page.EvaluateAsync<int>("window.emptyPlots"));
    }

    [Fact]
    public async Task Without_scripts_the_verdict_and_the_tables_are_there()
    {
        var path = Path.Combine(_folder, "report.html");
        await File.WriteAllTextAsync(path, PageOf("images"));
        await using var context = await _browser!.NewContextAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        Assert.True(await page.Locator("#verdict .headline").IsVisibleAsync());
        Assert.True(await page.Locator("#results table").First.IsVisibleAsync());
        Assert.True(await page.Locator("#confusion table").First.IsVisibleAsync());
    }

    private static string PageOf(string kind) => kind switch
    {
        "tables" => ComparisonReport.Render(Samples.Tables(sets: 6)),
        "own" => ComparisonReport.Render(Samples.Own()),
        "fragility" => FragilityReport.Render(FragilityReportTests.Transferred()),
        "run" => RunReport.Render(Samples.Run()),
        _ => ComparisonReport.Render(Samples.Images(seeds: 2, scenarios: 2, testPerClass: 20)),
    };
}

using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Counterpoise.Experiments;
using Counterpoise.Methods;
using Counterpoise.Randomness;
using Counterpoise.TableModels;
using Counterpoise.Tables;
using Counterpoise.Tests;
using Counterpoise.Vision.Explanations;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Tables;
using Microsoft.Playwright;

namespace Counterpoise.Serving.Tests;

/// <summary>Why a served model predicts what it predicts, over HTTP and on the page.</summary>
public sealed class ExplanationTests : IDisposable
{
    private const string Row = """{"size": 1.5, "kind": "b"}""";
    private static readonly string[] Chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly TemporaryFolder _folder = new();
    private readonly TableModel _table = Train();
    private readonly SmallModel _images = new();

    public ExplanationTests() => _table.Save(TablePath, SavedTableModels.Codecs);

    private string TablePath => _folder.File("m.cpm");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _table.Dispose();
        _images.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Shap_values_of_a_row_are_shapleys_against_the_usual_row()
    {
        await using var server = await Start(TablePath);
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        var card = await client.GetFromJsonAsync<JsonElement>("/v1/model", Token);
        Assert.Equal("kernel-shap", card.GetProperty("explanation").GetString());
        var answer = await Explain(client, Encoding.UTF8.GetBytes(Row), "?class=yes");

        // The two columns one after the other, in both orders, from medians and most frequent categories.
        var size = _table.Card.Columns.Single(c => c.Name == "size").Median;
        var kind = _table.Card.Columns.Single(c => c.Name == "kind").Mode;
        var usual = P(size, kind);
        var (sizeFirst, kindFirst, both) = (P(1.5, kind) - usual, P(size, "b") - usual, P(1.5, "b"));
        Assert.Equal(usual, answer.GetProperty("base").GetDouble(), 1e-9);
        Assert.Equal(both, answer.GetProperty("probability").GetDouble(), 1e-9);
        var columns = answer.GetProperty("columns").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);
        Assert.Equal((sizeFirst + both - usual - kindFirst) / 2, columns["size"].GetProperty("shap").GetDouble(), 1e-9);
        Assert.Equal((kindFirst + both - usual - sizeFirst) / 2, columns["kind"].GetProperty("shap").GetDouble(), 1e-9);
        Assert.Equal(("b", kind), (columns["kind"].GetProperty("value").GetString(), columns["kind"].GetProperty("usual").GetString()));
        Assert.True(Math.Abs(answer.GetProperty("columns")[0].GetProperty("shap").GetDouble())
            >= Math.Abs(answer.GetProperty("columns")[1].GetProperty("shap").GetDouble()));

        // A missing value is filled with the usual one, and so does nothing.
        var missing = await Explain(client, """{"size": null, "kind": "b"}"""u8.ToArray(), "?class=yes");
        var none = missing.GetProperty("columns").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "size");
        Assert.Equal(0, none.GetProperty("shap").GetDouble(), 1e-12);
        Assert.False(none.TryGetProperty("value", out _));
    }

    [Fact]
    public async Task An_image_gets_the_grad_cam_of_the_class_that_was_asked_for()
    {
        await using var server = await Start(_images.Weights);
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        var image = SmallModel.Image(200, 30);
        using var classifier = ImageClassifier.Load(_images.Weights);
        var seen = classifier.See(new ImageDataset("x", ["common", "rare"], [new ImageSample(0, new Sent(image), 0)]), 0);
        foreach (var (c, name) in classifier.Card.ClassNames.Index())
        {
            var answer = await Explain(client, image, $"?class={name}");
            Assert.Equal(("grad-cam", name), (answer.GetProperty("method").GetString(), answer.GetProperty("class").GetString()));
            var drawn = Convert.FromBase64String(answer.GetProperty("picture").GetString()!["data:image/png;base64,".Length..]);
            Assert.Equal(ImageCodec.EncodePng(GradCam.Draw(classifier, seen, c)!), drawn);
        }
    }

    [Fact]
    public async Task What_cannot_be_explained_is_refused_with_the_reason()
    {
        await using var images = await Start(_images.Weights);
        await using var onnx = await Start(_images.Onnx);
        await using var table = await Start(TablePath);
        foreach (var (server, body, query, expected) in new (ModelServer, byte[], string, string)[]
        {
            (images, "no image"u8.ToArray(), "", "the image cannot be read"), (images, [], "", "the body is empty"),
            (images, SmallModel.Image(1, 2), "?class=zebra", "the classes are common, rare"),
            (onnx, SmallModel.Image(1, 2), "", "neither an .onnx file nor a model on frozen features"),
            (table, """{"size": 1}"""u8.ToArray(), "", "the row has no 'kind'"),
        })
        {
            using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
            using var content = new ByteArrayContent(body);
            using var answer = await client.PostAsync("/v1/explain" + query, content, Token);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(expected, await answer.Content.ReadAsStringAsync(Token));
        }
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_page_shows_both_at_a_key_press_and_stays_within_the_screen(int width)
    {
        var chromium = Array.Find(Chromium, File.Exists);
        Assert.SkipWhen(chromium is null, "needs Chromium (Debian package chromium)");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox"] });
        foreach (var path in (string[])[TablePath, _images.Weights])
        {
            await using var server = await Start(path);
            await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 } });
            var page = await context.NewPageAsync();
            var complaints = new List<string>();
            page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Add(message.Text); };
            await page.GotoAsync(server.Address);
            if (path == TablePath)
            {
                await page.Locator("#columns select").SelectOptionAsync("b");
                await page.Locator("#columns input").FillAsync("1.5");
                await page.Locator("#row button").PressAsync("Enter");
            }
            else
            {
                await page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "a.png", MimeType = "image/png",
                    Buffer = SmallModel.Image(200, 30) });
            }

            await page.Locator(".ask").PressAsync("Enter");
            await page.Locator(path == TablePath ? ".why td.shap span" : ".why img").First.WaitForAsync();
            if (path != TablePath)
                Assert.True(await page.EvaluateAsync<bool>("document.querySelector('.why img').naturalWidth > 0"));
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, "wider than the screen");
            Assert.Empty(complaints);
            if (Environment.GetEnvironmentVariable("COUNTERPOISE_SCREENSHOTS") is { } folder)
                await page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(folder,
                    $"serve-{(path == TablePath ? "row" : "image")}-{width}.png"), FullPage = true });
        }
    }

    private double P(double size, string kind) => _table.PredictProbabilities(new Table([new NumericColumn("size", [size]),
        CategoricalColumn.FromValues("kind", [kind])]))[1];

    private static TableModel Train()
    {
        var draw = new RandomStream(2, "rows");
        int[] codes = [.. Enumerable.Range(0, 200).Select(i => i % 8 == 0 ? 1 : 0)];
        var size = new NumericColumn("size", [.. codes.Select(c => draw.NextNormal() + c)]);
        var kind = new CategoricalColumn("kind", ["a", "b", "c"], [.. codes.Select((c, i) => i % 3 == 0 ? c : i % 5 == 0 ? 2 : 0)]);
        return TableModelTraining.Run(new Table([size, kind]).With(new Labels("broken", ["no", "yes"], codes)), new TableModelOptions
        {
            Method = TableMethod.Parse("none"), Learner = Learner.Standard.Single(l => l.Name == "logistic"),
        });
    }

    private static Task<ModelServer> Start(string model) => ModelServer.StartAsync(new ServingOptions { Model = model, Port = 0 }, Token);

    private static async Task<JsonElement> Explain(HttpClient client, byte[] body, string query = "")
    {
        using var content = new ByteArrayContent(body);
        using var answer = await client.PostAsync("/v1/explain" + query, content, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private sealed class Sent(byte[] bytes) : IImageContent
    {
        public string Name => "sent";

        public void ReadInto(RgbImage target, DecodeOptions options) => ImageCodec.Decode(bytes, target, options, Name);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Counterpoise.Calibration;
using Counterpoise.Deploy.TableExport;
using Counterpoise.Experiments;
using Counterpoise.Methods;
using Counterpoise.Randomness;
using Counterpoise.TableModels;
using Counterpoise.Tables;
using Counterpoise.Tests;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Serving.Tests;

/// <summary>Models of tables over HTTP.</summary>
public sealed class TableServerTests : IDisposable
{
    private const string Row = """{"size": 1.5, "kind": "b", "id": 7}""";

    private readonly TemporaryFolder _folder = new();
    private readonly TableModel _model = Train();

    public TableServerTests() => _model.Save(Path, SavedTableModels.Codecs);

    private string Path => _folder.File("m.cpm");

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_row_gets_the_probabilities_and_the_decision_of_the_model()
    {
        await using var server = await Start();
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        var rows = new Table([new NumericColumn("size", [1.5, -2]), CategoricalColumn.FromValues("kind", ["b", "a"])]);
        var p = _model.PredictProbabilities(rows);
        var classes = _model.Decide(p);
        var answer = await Ask(client, Row);
        Assert.Equal(p[1], answer.GetProperty("probabilities").GetProperty("yes").GetDouble(), 1e-12);
        Assert.Equal(_model.Card.ClassNames[classes[0]], answer.GetProperty("class").GetString());
        Assert.False(answer.TryGetProperty("notes", out _));
        var batch = JsonDocument.Parse(await Post(client, "/v1/predict/batch", $$"""[{{Row}}, {"size": "-2", "kind": "a"}, {"size": 1}]""",
            HttpStatusCode.OK)).RootElement;
        Assert.Equal(p[3], batch[1].GetProperty("probabilities").GetProperty("yes").GetDouble(), 1e-12);
        Assert.Contains("the row has no 'kind'", batch[2].GetProperty("fault").GetString());
    }

    [Fact]
    public async Task An_onnx_file_answers_as_the_model_that_it_was_written_from()
    {
        var onnx = _folder.File("m.onnx");
        await File.WriteAllBytesAsync(onnx, TableOnnxExporter.Export(_model), TestContext.Current.CancellationToken);
        await using var saved = await Start();
        await using var exported = await ModelServer.StartAsync(new ServingOptions { Model = onnx, Port = 0 },
            TestContext.Current.CancellationToken);
        using var first = new HttpClient { BaseAddress = new Uri(saved.Address) };
        using var second = new HttpClient { BaseAddress = new Uri(exported.Address) };
        foreach (var query in (string[])["", "?priors=balanced", "?threshold=0.3"])
        {
            foreach (var row in (string[])[Row, """{"size": null, "kind": "zebra"}""", """{"size": 0.2, "kind": null}"""])
            {
                var (expected, found) = (await Ask(first, row, query), await Ask(second, row, query));
                Assert.Equal(expected.GetProperty("probabilities").GetProperty("yes").GetDouble(),
                    found.GetProperty("probabilities").GetProperty("yes").GetDouble(), 1e-6);
                foreach (var name in (string[])["class", "notes"])
                {
                    Assert.Equal(expected.TryGetProperty(name, out var said) ? said.GetRawText() : "",
                        found.TryGetProperty(name, out said) ? said.GetRawText() : "");
                }
            }
        }

        var (one, other) = (await first.GetFromJsonAsync<JsonElement>("/v1/model", TestContext.Current.CancellationToken),
            await second.GetFromJsonAsync<JsonElement>("/v1/model", TestContext.Current.CancellationToken));
        foreach (var name in (string[])["architecture", "classes", "columns", "train_counts", "trained_priors", "positive", "method"])
            Assert.Equal(one.GetProperty(name).GetRawText(), other.GetProperty(name).GetRawText());
        Assert.Equal(one.GetProperty("threshold").GetDouble(), other.GetProperty("threshold").GetDouble(), 1e-6);
    }

    [Fact]
    public async Task Priors_and_a_threshold_go_with_a_request_and_take_the_place_of_the_models_own()
    {
        await using var server = await Start();
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        var plain = await Ask(client, Row);
        double no = plain.GetProperty("probabilities").GetProperty("no").GetDouble(),
            yes = plain.GetProperty("probabilities").GetProperty("yes").GetDouble();
        var trained = _model.Card.Priors;
        var balanced = await Ask(client, Row, "?priors=balanced");
        Assert.Equal(yes / trained[1] / ((yes / trained[1]) + (no / trained[0])),
            balanced.GetProperty("probabilities").GetProperty("yes").GetDouble(), 1e-9);
        Assert.Equal("yes", (await Ask(client, Row, "?threshold=0")).GetProperty("class").GetString());
        Assert.Equal("no", (await Ask(client, Row, "?threshold=1")).GetProperty("class").GetString());
        var card = await client.GetFromJsonAsync<JsonElement>("/v1/model", TestContext.Current.CancellationToken);
        Assert.Equal(_model.Card.Decision!.Threshold, card.GetProperty("threshold").GetDouble());
        Assert.Equal(["size", "kind"], card.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.Equal(3, card.GetProperty("columns")[1].GetProperty("categories").GetArrayLength());
    }

    [Theory]
    [InlineData("{\"size\": null, \"kind\": \"zebra\"}", "'size' is missing and filled with the median", "training knew no 'zebra'")]
    [InlineData("{\"size\": 1, \"kind\": null}", "filled with the most frequent 'a'", null)]
    public async Task What_was_filled_and_what_is_unknown_is_said(string row, string first, string? second)
    {
        await using var server = await Start();
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        var notes = (await Ask(client, row)).GetProperty("notes").EnumerateArray().Select(n => n.GetString()!).ToArray();
        Assert.Contains(first, notes[0], StringComparison.Ordinal);
        if (second is not null) Assert.Contains(second, notes[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"sise\": 1, \"kind\": \"a\"}", "the row has no 'size' (the nearest name is 'sise')")]
    [InlineData("{\"size\": \"big\", \"kind\": \"a\"}", "'size' is \"big\"; expected a number")]
    [InlineData("{\"size\": 1e999, \"kind\": \"a\"}", "expected a number")]
    [InlineData("{\"size\": 1, \"kind\": [1]}", "expected a text")]
    [InlineData("[1]", "a row is a JSON object")]
    [InlineData("{", "it is no JSON")]
    [InlineData("", "the body is empty")]
    public async Task What_cannot_be_read_is_refused_with_what_to_send(string row, string message)
    {
        await using var server = await Start();
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        var answer = JsonDocument.Parse(await Post(client, "/v1/predict", row, HttpStatusCode.BadRequest)).RootElement;
        Assert.Contains(message, answer.GetProperty("detail").GetString());
        await Post(client, "/v1/predict", Row, HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/v1/predict", "{\"size\": 1, \"kind\": \"#\"}")]
    [InlineData("/v1/predict", "{\"size\": 1, \"k#\": \"a\"}")]
    [InlineData("/v1/predict/batch", "[{\"size\": 1, \"kind\": \"#\"}]")]
    public async Task Bytes_that_are_no_utf8_are_a_bad_request(string path, string row)
    {
        await using var server = await Start();
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        using var content = new ByteArrayContent([.. Encoding.UTF8.GetBytes(row).Select(b => b == (byte)'#' ? (byte)0xFF : b)]);
        content.Headers.ContentType = new("application/json");
        using var answer = await client.PostAsync(path, content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("no UTF-8", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batches_that_are_no_rows_are_refused_and_long_ones_are_answered_in_order()
    {
        await using var server = await Start();
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        foreach (var bad in (string[])["{}", "[]", "[", "nonsense"])
            await Post(client, "/v1/predict/batch", bad, HttpStatusCode.BadRequest);
        var sizes = Enumerable.Range(0, 700).Select(i => (i - 350) / 100.0).ToArray();
        var rows = $"[{string.Join(',', sizes.Select(s => FormattableString.Invariant($$"""{"size": {{s}}, "kind": "a"}""")))}]";
        var answers = JsonDocument.Parse(await Post(client, "/v1/predict/batch", rows, HttpStatusCode.OK)).RootElement;
        var expected = _model.PredictProbabilities(new Table([new NumericColumn("size", sizes),
            CategoricalColumn.FromValues("kind", [.. sizes.Select(_ => "a")])]));
        Assert.All(answers.EnumerateArray().Index(), a => Assert.Equal(expected[(2 * a.Index) + 1],
            a.Item.GetProperty("probabilities").GetProperty("yes").GetDouble(), 1e-12));
    }

    [Fact]
    public async Task A_server_that_was_killed_serves_the_version_that_was_swapped_in()
    {
        const string key = "a key of twenty chars";
        var folder = _folder.File("models");
        Directory.CreateDirectory(folder);
        var second = System.IO.Path.Combine(folder, "second.cpm");
        using (var other = Train(9)) other.Save(second, SavedTableModels.Codecs);
        var options = new ServingOptions { Model = Path, Port = 0, ApiKey = key, ModelsFolder = folder };
        async Task<string> Version(Func<HttpClient, Task>? work = null)
        {
            await using var server = await ModelServer.StartAsync(options, TestContext.Current.CancellationToken);
            using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
            if (work is not null) await work(client);
            return (await client.GetFromJsonAsync<JsonElement>("/v1/model", TestContext.Current.CancellationToken)).GetProperty("version")
                .GetString()!;
        }

        var first = await Version();
        var swapped = await Version(c => c.PostAsJsonAsync("/v1/versions", new { model = "second.cpm" },
            TestContext.Current.CancellationToken));
        Assert.NotEqual(first, swapped);
        // What a killed server leaves is what is on the disk: nothing is written when a server stops.
        Assert.Equal(swapped, await Version());
        await File.WriteAllTextAsync(System.IO.Path.Combine(folder, "served.json"), "{\"Model\": \"../m.cpm\", \"Version\": \"x\"}",
            TestContext.Current.CancellationToken);
        Assert.Equal(first, await Version());
        await Version(c => c.PostAsJsonAsync("/v1/versions", new { model = "second.cpm" }, TestContext.Current.CancellationToken));
        File.Delete(second);
        Assert.Equal(first, await Version());
    }

    private static TableModel Train(ulong seed = 2)
    {
        var draw = new RandomStream(seed, "rows");
        int[] codes = [.. Enumerable.Range(0, 200).Select(i => i % 8 == 0 ? 1 : 0)];
        var size = new NumericColumn("size", [.. codes.Select(c => draw.NextNormal() + c)]);
        var kind = new CategoricalColumn("kind", ["a", "b", "c"], [.. codes.Select((c, i) => i % 3 == 0 ? c : i % 5 == 0 ? 2 : 0)]);
        return TableModelTraining.Run(new Table([size, kind]).With(new Labels("broken", ["no", "yes"], codes)), new TableModelOptions
        {
            Method = TableMethod.Parse("threshold"), Learner = Learner.Standard.Single(l => l.Name == "logistic"),
            Threshold = ThresholdRule.BalancedAccuracy,
        });
    }

    private Task<ModelServer> Start() => ModelServer.StartAsync(new ServingOptions { Model = Path, Port = 0 },
        TestContext.Current.CancellationToken);

    private static async Task<JsonElement> Ask(HttpClient client, string row, string query = "") =>
        JsonDocument.Parse(await Post(client, "/v1/predict" + query, row, HttpStatusCode.OK)).RootElement;

    private static async Task<string> Post(HttpClient client, string path, string body, HttpStatusCode status)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(path, content, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {text}");
        return text;
    }
}

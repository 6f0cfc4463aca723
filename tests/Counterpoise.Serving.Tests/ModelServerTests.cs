using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Counterpoise.Options;

namespace Counterpoise.Serving.Tests;

public sealed class ModelServerTests(SmallModel model) : IClassFixture<SmallModel>
{
    private const string Key = "a key of twenty chars";

    [Fact]
    public async Task An_image_gets_the_probabilities_that_the_model_gives_alone_or_among_others()
    {
        await using var server = await Start();
        using var client = Client(server);
        var alone = await Predict(client, SmallModel.Image(200, 10));
        Assert.Equal(1, alone.GetProperty("probabilities").EnumerateObject().Sum(p => p.Value.GetDouble()), 1e-9);
        var together = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Predict(client, SmallModel.Image((byte)(10 * i), 10))));
        Assert.Equal(alone.GetProperty("probability").GetDouble(), together[20].GetProperty("probability").GetDouble(), 1e-5);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(SmallModel.Image(200, 10)), "images", "good.png" },
            { new ByteArrayContent([1, 2, 3]), "images", "torn.png" } };
        using var answer = await client.PostAsync("/v1/predict/batch", form, TestContext.Current.CancellationToken);
        var both = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(alone.GetProperty("class").GetString(), both[0].GetProperty("class").GetString());
        Assert.Equal("torn.png", both[1].GetProperty("image").GetString());
        Assert.NotEmpty(both[1].GetProperty("fault").GetString()!);
    }

    [Fact]
    public async Task Priors_and_a_threshold_go_with_a_request()
    {
        await using var server = await Start();
        using var client = Client(server);
        var image = SmallModel.Image(90, 200);
        var plain = (await Predict(client, image)).GetProperty("probabilities");
        var corrected = await Predict(client, image, "?priors=balanced&threshold=0.001");
        double common = plain.GetProperty("common").GetDouble() / .9, rare = plain.GetProperty("rare").GetDouble() / .1;
        Assert.Equal(rare / (rare + common), corrected.GetProperty("probabilities").GetProperty("rare").GetDouble(), 1e-9);
        Assert.Equal(plain.GetProperty("rare").GetDouble(), corrected.GetProperty("uncorrected").GetProperty("rare").GetDouble(), 1e-9);
        Assert.Equal("rare", corrected.GetProperty("class").GetString());
        Assert.Equal("common", (await Predict(client, image, "?threshold=1")).GetProperty("class").GetString());
    }

    [Theory]
    [InlineData("?priors=0.2", "has 1 numbers for 2 classes")]
    [InlineData("?priors=a/b", "holds 'a'")]
    [InlineData("?threshold=2", "expected 0 to 1")]
    public async Task A_request_that_cannot_be_done_says_why(string query, string message)
    {
        await using var server = await Start();
        using var client = Client(server);
        await Refused(client, SmallModel.Image(1, 2), query, HttpStatusCode.BadRequest, message);
    }

    [Fact]
    public async Task Malformed_and_huge_bodies_get_their_status_and_the_server_lives()
    {
        await using var server = await Start(o => o with { MaximumRequestBytes = 4096, MaximumPixels = 500 });
        using var client = Client(server);
        await Refused(client, [], "", HttpStatusCode.BadRequest, "the body is empty");
        await Refused(client, [0xff, 0xd8, 1, 2, 3], "", HttpStatusCode.BadRequest, "cannot be read");
        await Refused(client, new byte[9000], "", HttpStatusCode.RequestEntityTooLarge, "4096 bytes");
        await Refused(client, SmallModel.Image(1, 2), "", HttpStatusCode.BadRequest, "40×40");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.GetAsync("/v1/predict", TestContext.Current.CancellationToken))
            .StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health", TestContext.Current.CancellationToken)).StatusCode);
        var metrics = await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Contains("counterpoise_requests_total{status=\"400\"} 3", metrics);
        Assert.Contains("counterpoise_requests_total{status=\"413\"} 1", metrics);
    }

    [Fact]
    public async Task Without_the_key_nothing_but_health_and_the_page_is_answered()
    {
        await using var server = await Start(o => o with { ApiKey = Key });
        using var client = Client(server);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/v1/model", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/metrics", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/", TestContext.Current.CancellationToken)).StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        Assert.Equal("small-cnn", (await client.GetFromJsonAsync<JsonElement>("/v1/model", TestContext.Current.CancellationToken))
            .GetProperty("architecture").GetString());
    }

    [Fact]
    public async Task Another_version_is_served_without_a_stop_and_the_one_before_comes_back()
    {
        var second = model.Save("second.safetensors", 2);
        await using var server = await Start(o => o with { ApiKey = Key, ModelsFolder = model.Folder });
        using var client = Client(server);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        var first = (await Predict(client, SmallModel.Image(5, 6))).GetProperty("version").GetString();
        var swapped = await client.PostAsJsonAsync("/v1/versions", new { model = Path.GetFileName(second) },
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, swapped.StatusCode);
        Assert.NotEqual(first, (await Predict(client, SmallModel.Image(5, 6))).GetProperty("version").GetString());
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/versions/rollback", null, TestContext.Current.CancellationToken))
            .StatusCode);
        Assert.Equal(first, (await Predict(client, SmallModel.Image(5, 6))).GetProperty("version").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await client.PostAsync("/v1/versions/rollback", null, TestContext.Current.CancellationToken))
            .StatusCode);
        foreach (var outside in new[] { "../x.safetensors", "/etc/passwd", "", "nothing.onnx" })
            Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync("/v1/versions", new { model = outside },
                TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(first, (await Predict(client, SmallModel.Image(5, 6))).GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("gone.safetensors", "there is no model 'gone.safetensors'")]
    [InlineData("gone.cpm", "there is no model 'gone.cpm'")]
    [InlineData("gone.onnx", "there is no such model")]
    [InlineData("hollow", "'hollow' is no run's folder")]
    [InlineData("torn.safetensors", "found ")]
    [InlineData("torn.cpm", "it is no model, damaged, or of another version")]
    [InlineData("torn.onnx", "it is no model, damaged, or of another version")]
    public async Task What_cannot_be_served_is_refused_with_the_reason_and_without_where_the_folder_lies(string name, string reason)
    {
        Directory.CreateDirectory(Path.Combine(model.Folder, "hollow"));
        foreach (var ending in (string[])["safetensors", "cpm", "onnx"])
        {
            // A saved model of tables is known by its first bytes.
            await File.WriteAllTextAsync(Path.Combine(model.Folder, $"torn.{ending}"), ending == "cpm" ? "CPMODEL1 nonsense" : "nonsense",
                TestContext.Current.CancellationToken);
        }

        await using var server = await Start(o => o with { ApiKey = Key, ModelsFolder = model.Folder });
        using var client = Client(server);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        var answer = await client.PostAsJsonAsync("/v1/versions", new { model = name }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var detail = (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("detail")
            .GetString()!;
        Assert.Contains($"'{name}' cannot be served: {reason}", detail, StringComparison.Ordinal);
        Assert.DoesNotContain(model.Folder, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_onnx_file_is_served_too()
    {
        await using var server = await Start(o => o with { Model = model.Onnx });
        using var client = Client(server);
        Assert.Equal("common", (await Predict(client, SmallModel.Image(250, 0))).GetProperty("class").GetString());
        Assert.Equal("rare", (await Predict(client, SmallModel.Image(0, 250))).GetProperty("class").GetString());
        await Refused(client, SmallModel.Image(1, 2), "?priors=balanced", HttpStatusCode.BadRequest, "leave 'priors' out");
    }

    [Fact]
    public async Task Requests_that_were_accepted_are_answered_when_the_server_stops()
    {
        var server = await Start(o => o with { BatchWait = TimeSpan.FromMilliseconds(300) });
        using var client = Client(server);
        var asked = Enumerable.Range(0, 6).Select(i => Predict(client, SmallModel.Image((byte)i, 1))).ToArray();
        await Task.Delay(100, TestContext.Current.CancellationToken);
        await server.DisposeAsync();
        Assert.All(await Task.WhenAll(asked), a => Assert.NotNull(a.GetProperty("class").GetString()));
        await Assert.ThrowsAsync<HttpRequestException>(() => Predict(client, SmallModel.Image(1, 1)));
    }

    [Fact]
    public async Task The_description_names_every_way_in()
    {
        await using var server = await Start();
        using var client = Client(server);
        var paths = (await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json", TestContext.Current.CancellationToken))
            .GetProperty("paths");
        Assert.Equal(["/health", "/v1/explain", "/v1/model", "/v1/predict", "/v1/predict/batch", "/v1/versions"],
            paths.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        var page = await client.GetAsync("/", TestContext.Current.CancellationToken);
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task A_slow_client_does_not_hold_up_others()
    {
        await using var server = await Start();
        using var slow = new TcpClient();
        var address = new Uri(server.Address);
        await slow.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await slow.GetStream().WriteAsync("POST /v1/predict HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\nhalf"u8.ToArray(),
            TestContext.Current.CancellationToken);
        using var client = Client(server);
        Assert.NotNull((await Predict(client, SmallModel.Image(3, 4))).GetProperty("class").GetString());
    }

    [Fact]
    public void Options_that_would_open_the_server_are_refused()
    {
        var message = Assert.Throws<InvalidOptionsException>(() =>
            new ServingOptions { Model = "m", Host = "0.0.0.0", ModelsFolder = "models", Port = 99999 }.Validate()).Message;
        Assert.Contains("other machines reach", message);
        Assert.Contains("ModelsFolder", message);
        Assert.Contains("Port is 99999", message);
    }

    private Task<ModelServer> Start(Func<ServingOptions, ServingOptions>? change = null)
    {
        var options = new ServingOptions { Model = model.Weights, Port = 0 };
        return ModelServer.StartAsync(change?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
    }

    private static HttpClient Client(ModelServer server) => new() { BaseAddress = new Uri(server.Address) };

    private static async Task<JsonElement> Predict(HttpClient client, byte[] image, string query = "")
    {
        using var content = new ByteArrayContent(image);
        using var answer = await client.PostAsync("/v1/predict" + query, content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task Refused(HttpClient client, byte[] image, string query, HttpStatusCode status, string message)
    {
        using var content = new ByteArrayContent(image);
        using var answer = await client.PostAsync("/v1/predict" + query, content);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(message, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("detail")
            .GetString());
    }
}

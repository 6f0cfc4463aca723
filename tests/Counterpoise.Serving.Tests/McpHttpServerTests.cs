using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Counterpoise.Lifecycle.Lineage;
using Counterpoise.Lifecycle.Mcp;
using Counterpoise.Lifecycle.Orchestration;
using Counterpoise.Lifecycle.Planning;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Serving.Mcp;
using Counterpoise.Tests;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Counterpoise.Serving.Tests;

/// <summary>Agents over HTTP: a real client of the same library.</summary>
public sealed class McpHttpServerTests : IDisposable
{
    private const string Key = "a key of twenty chars";

    private readonly TemporaryFolder _folder = new();

    public McpHttpServerTests() => _folder.Write("loans.csv", Rows());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_goes_on_when_its_client_leaves_and_another_one_asks_for_its_result()
    {
        await using var server = await Start();
        string handle;
        await using (var first = await Connect(server))
        {
            Assert.Contains("profile", (await first.ListToolsAsync()).Select(t => t.Name));
            Assert.Equal(200, (await Call(first, "profile", new() { ["path"] = "loans.csv", ["target"] = "late" }))
                .GetProperty("classes").GetProperty("rowCount").GetInt32());
            handle = (await Call(first, "train", new() { ["path"] = "loans.csv", ["target"] = "late", ["model"] = "loans.cpm",
                ["method"] = "threshold", ["classifier"] = "logistic" })).GetProperty("handle").GetString()!;
        }

        await using var second = await Connect(server);
        var status = await End(second, handle);
        Assert.True(status.GetProperty("status").GetString() == "finished", status.ToString());
        Assert.True(File.Exists(_folder.File("loans.cpm")));
    }

    [Fact]
    public async Task Without_the_key_nothing_is_answered()
    {
        await using var server = await Start(o => o with { ApiKey = Key });
        using var plain = new HttpClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await Post(plain, server.Address)).StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => Connect(server, "another key of twenty"));
        await using var client = await Connect(server, Key);
        Assert.NotEmpty(await client.ListToolsAsync());
    }

    [Fact]
    public async Task Pages_of_other_sites_are_refused_by_origin_and_by_the_name_of_the_host()
    {
        await using var server = await Start();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await Post(client, server.Address)).StatusCode);
        using var rebound = new HttpClient();
        rebound.DefaultRequestHeaders.Host = "elsewhere.example";
        Assert.Equal(HttpStatusCode.Forbidden, (await Post(rebound, server.Address)).StatusCode);
        using var own = new HttpClient();
        own.DefaultRequestHeaders.Add("Origin", new Uri(server.Address).GetLeftPart(UriPartial.Authority));
        Assert.NotEqual(HttpStatusCode.Forbidden, (await Post(own, server.Address)).StatusCode);
    }

    [Fact]
    public async Task Where_deployment_is_allowed_the_person_at_the_client_is_asked_over_http_too()
    {
        var store = _folder.File("store");
        var plan = PlanReader.Read("""
            {"steps":[{"agent":"ingestion"},{"agent":"cleaning","dependsOn":["ingestion"]},{"agent":"features","dependsOn":["cleaning"]},
            {"agent":"automl","params":{"trials":"2","outer-folds":"2"},"dependsOn":["features"]},
            {"agent":"evaluation","params":{"draws":0},"dependsOn":["automl","features"]},
            {"agent":"deployment","dependsOn":["automl","evaluation"]}]}
            """).Plan!;
        foreach (var seed in new ulong[] { 1, 2 })
            PipelineOrchestrator.Run(new PipelineOptions { Store = store, Data = _folder.File("loans.csv"), Target = "late",
                AsksBeforeDeployment = false, Seed = seed }, plan);
        var before = Deployed(store);
        await using var server = await Start(o => o with { Tools = o.Tools with { AllowsDeployment = true } });
        var questions = new List<string>();
        await using var client = await Connect(server, answer: question =>
        {
            questions.Add(question);
            return questions.Count > 1;
        });
        var refused = await client.CallToolAsync("rollback", new Dictionary<string, object?> { ["store"] = "store" });
        Assert.True(refused.IsError);
        Assert.Equal(before, Deployed(store));
        var rolled = await Call(client, "rollback", new() { ["store"] = "store" });
        Assert.Equal(2, questions.Count);
        Assert.NotEqual(before, rolled.GetProperty("deployed").GetString());
    }

    [Fact]
    public async Task Addresses_that_others_reach_need_a_key_and_a_port_that_is_taken_is_a_fault()
    {
        Assert.Throws<InvalidOptionsException>((Options() with { Host = "0.0.0.0" }).Validate);
        Assert.Throws<InvalidOptionsException>((Options() with { Port = 70_000 }).Validate);
        Assert.Throws<InvalidOptionsException>((Options() with { ApiKey = "short" }).Validate);
        await using var server = await Start();
        await Assert.ThrowsAnyAsync<IOException>(() => McpHttpServer.StartAsync(Options() with { Port = new Uri(server.Address).Port }));
    }

    private McpHttpOptions Options() => new() { Tools = new McpServingOptions { Root = _folder.Path }, Port = 0 };

    private Task<McpHttpServer> Start(Func<McpHttpOptions, McpHttpOptions>? change = null) =>
        McpHttpServer.StartAsync(change is null ? Options() : change(Options()), TestContext.Current.CancellationToken);

    private static async Task<McpClient> Connect(McpHttpServer server, string? key = null, Func<string, bool>? answer = null)
    {
        var options = new McpClientOptions();
        if (answer is not null)
            options.Handlers.ElicitationHandler = (request, _) => ValueTask.FromResult(new ElicitResult
            {
                Action = answer(request!.Message) ? "accept" : "decline",
                Content = new Dictionary<string, JsonElement> { ["confirm"] = JsonDocument.Parse("true").RootElement },
            });
        return await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(server.Address),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = key is null ? null : new Dictionary<string, string> { ["Authorization"] = $"Bearer {key}" },
        }), options, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static async Task<HttpResponseMessage> Post(HttpClient client, string address)
    {
        using var body = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"ping"}""", Encoding.UTF8, "application/json");
        return await client.PostAsync(new Uri(address), body, TestContext.Current.CancellationToken);
    }

    private static async Task<JsonElement> End(McpClient client, string handle)
    {
        for (var i = 0; i < 600; i++)
        {
            var status = await Call(client, "run_status", new() { ["handle"] = handle });
            if (status.GetProperty("status").GetString() is "finished" or "failed" or "cancelled")
                return status;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException(handle);
    }

    private static async Task<JsonElement> Call(McpClient client, string tool, Dictionary<string, object?> arguments)
    {
        var result = await client.CallToolAsync(tool, arguments, cancellationToken: TestContext.Current.CancellationToken);
        var text = ((TextContentBlock)result.Content[0]).Text;
        Assert.False(result.IsError == true, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static string? Deployed(string store)
    {
        using var opened = ArtifactStore.Open(store, new ArtifactStoreOptions());
        return Deployments.Current(opened)?.Id;
    }

    private static string Rows()
    {
        var random = new RandomStream(1, "loans");
        return "income,debt,late\n" + string.Concat(Enumerable.Range(0, 200).Select(_ =>
        {
            var late = random.NextDouble() < .2;
            return string.Create(CultureInfo.InvariantCulture,
                $"{random.NextNormal():R},{random.NextNormal() + (late ? 2 : 0):R},{(late ? "yes" : "no")}\n");
        }));
    }
}

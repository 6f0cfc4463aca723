using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using Counterpoise.Lifecycle.Mcp;
using Counterpoise.Lifecycle.Orchestration;
using Counterpoise.Options;
using Counterpoise.Tests.Lifecycle.Orchestration;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Counterpoise.Tests.Lifecycle.Mcp;

/// <summary>A real client of the same library at the other end of two pipes.</summary>
public sealed class McpServerTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mcp").FullName;
    private readonly CancellationTokenSource _stop = new();
    private Task _serving = Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _serving.WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (OperationCanceledException)
        {
        }

        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Tools_say_whether_they_read_or_destroy_and_deployment_is_not_among_them()
    {
        await using var client = await ConnectAsync();
        var tools = (await client.ListToolsAsync()).ToDictionary(t => t.Name, t => t.ProtocolTool.Annotations!);
        Assert.Equal(["advise", "cancel_run", "compare", "drift", "evaluate", "lineage", "profile", "propose_plan", "run_status", "solve",
            "train", "verify"], tools.Keys.Order());
        Assert.All(tools.Values, a => Assert.False(a.DestructiveHint));
        Assert.All(new[] { "profile", "advise", "evaluate", "drift", "lineage", "verify", "propose_plan", "run_status" },
            name => Assert.True(tools[name].ReadOnlyHint));
        Assert.All(new[] { "compare", "solve", "train", "cancel_run" }, name => Assert.False(tools[name].ReadOnlyHint));
        Assert.All(tools.Values, a => Assert.False(a.OpenWorldHint));
    }

    [Fact]
    public async Task A_table_is_profiled_advised_on_and_planned_for()
    {
        Write("data.csv", PipelineOrchestratorTests.Table(1, 200));
        await using var client = await ConnectAsync();
        var table = new Dictionary<string, object?> { ["path"] = "data.csv", ["target"] = "y" };
        Assert.Equal(200, (await CallAsync(client, "profile", table)).GetProperty("classes").GetProperty("rowCount").GetInt32());
        var advice = await CallAsync(client, "advise", table);
        Assert.StartsWith("threshold", advice.GetProperty("cheapestFirst")[0].GetString());
        Assert.Equal(6, (await CallAsync(client, "propose_plan", table)).GetProperty("plan").GetProperty("steps").GetArrayLength());
    }

    [Fact]
    public async Task Long_work_has_a_handle_a_result_and_can_be_cancelled()
    {
        Write("data.csv", PipelineOrchestratorTests.Table(1, 200));
        await using var client = await ConnectAsync();
        var begun = await CallAsync(client, "train", new() { ["path"] = "data.csv", ["target"] = "y", ["model"] = "model.cpm",
            ["method"] = "threshold", ["classifier"] = "logistic" });
        var handle = begun.GetProperty("handle").GetString()!;
        var status = await EndAsync(client, handle);
        Assert.True(status.GetProperty("status").GetString() == "finished", status.ToString());
        Assert.True(File.Exists(Path.Combine(_folder, "model.cpm")));

        var endless = (await CallAsync(client, "solve", new() { ["path"] = "data.csv", ["target"] = "y", ["model"] = "other.cpm",
            ["trials"] = 200, ["outerFolds"] = 10 })).GetProperty("handle").GetString()!;
        Assert.True((await CallAsync(client, "cancel_run", new() { ["handle"] = endless })).GetProperty("cancelled").GetBoolean());
        Assert.Equal("cancelled", (await EndAsync(client, endless)).GetProperty("status").GetString());
        Assert.False(File.Exists(Path.Combine(_folder, "other.cpm")));

        var wrong = (await CallAsync(client, "train", new() { ["path"] = "data.csv", ["target"] = "none", ["model"] = "third.cpm" }))
            .GetProperty("handle").GetString()!;
        status = await EndAsync(client, wrong);
        Assert.Equal("failed", status.GetProperty("status").GetString());
        Assert.Contains("none", status.GetProperty("fault").GetString());
    }

    [Fact]
    public async Task Drift_tells_how_far_it_is_and_what_it_found()
    {
        Write("reference.csv", Scored(1, 300, 0));
        Write("later.csv", Scored(2, 300, 2));
        await using var client = await ConnectAsync();
        var progress = new List<ProgressNotificationValue>();
        var result = await client.CallToolAsync("drift", new Dictionary<string,
            object?> { ["reference"] = "reference.csv", ["stream"] = "later.csv", ["target"] = "y", ["window"] = 100 }, new Seen(progress));
        Assert.Contains("not those of the reference", Json(result).GetProperty("headline").GetString());
        Assert.NotEmpty(progress);
    }

    [Fact]
    public async Task Paths_outside_of_the_folder_unknown_handles_and_files_that_are_not_there_are_refused_with_a_reason()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "link"), "/etc");
        await using var client = await ConnectAsync();
        foreach (var path in new[] { "/etc/passwd", "../../etc/passwd", "link/passwd" })
            Assert.Contains("outside of the server's folder",
                await RefusalAsync(client, "profile", new() { ["path"] = path, ["target"] = "y" }));
        Assert.Contains("no file", await RefusalAsync(client, "profile", new() { ["path"] = "none.csv", ["target"] = "y" }));
        Assert.Contains("no run", await RefusalAsync(client, "run_status", new() { ["handle"] = "solve-9" }));
        Assert.Contains("no store", await RefusalAsync(client, "verify", new() { ["store"] = "." }));
        Assert.Throws<InvalidOptionsException>(() => new McpServingOptions { Root = "/none", MostRuns = 0 }.Validate());
    }

    [Fact]
    public async Task Deployment_asks_the_person_and_does_nothing_without_a_yes()
    {
        Write("data.csv", PipelineOrchestratorTests.Table(1, 200));
        var store = Path.Combine(_folder, "store");
        foreach (var seed in new ulong[] { 1, 2 })
            PipelineOrchestrator.Run(new PipelineOptions { Store = store, Data = Path.Combine(_folder, "data.csv"), Target = "y",
                AsksBeforeDeployment = false, Seed = seed }, PipelineOrchestratorTests.Plan());
        var answers = new Queue<bool>([false, true]);
        await using var client = await ConnectAsync(allow: true, _ => answers.Dequeue());
        Assert.True((await client.ListToolsAsync()).Single(t => t.Name == "rollback").ProtocolTool.Annotations!.DestructiveHint);
        var before = (await CallAsync(client, "lineage", new() { ["store"] = "store" })).GetProperty("deployed").GetString();
        Assert.Contains("did not say yes", await RefusalAsync(client, "rollback", new() { ["store"] = "store" }));
        Assert.Equal(before, (await CallAsync(client, "lineage", new() { ["store"] = "store" })).GetProperty("deployed").GetString());
        var after = (await CallAsync(client, "rollback", new() { ["store"] = "store" })).GetProperty("deployed").GetString();
        Assert.NotEqual(before, after);
        Assert.True((await CallAsync(client, "verify", new() { ["store"] = "store" })).GetProperty("isIntact").GetBoolean());
        Assert.NotEmpty((await CallAsync(client, "lineage", new() { ["store"] = "store", ["artifact"] = after![..10] }))
            .GetProperty("ancestors").EnumerateArray());
    }

    [Fact]
    public async Task A_client_that_cannot_ask_its_person_cannot_deploy()
    {
        Write("data.csv", PipelineOrchestratorTests.Table(1, 200));
        PipelineOrchestrator.Run(new PipelineOptions { Store = Path.Combine(_folder, "store"), Data = Path.Combine(_folder, "data.csv"),
            Target = "y", AsksBeforeDeployment = false }, PipelineOrchestratorTests.Plan());
        await using var client = await ConnectAsync(allow: true);
        Assert.Contains("cannot ask", await RefusalAsync(client, "rollback", new() { ["store"] = "store" }));
    }

    private async Task<McpClient> ConnectAsync(bool allow = false, Func<string, bool>? answer = null)
    {
        var (up, down) = (new Pipe(), new Pipe());
        var transport = new StreamServerTransport(up.Reader.AsStream(), down.Writer.AsStream(), "counterpoise");
        _serving = Task.Run(() => CounterpoiseMcp.RunAsync(transport, new McpServingOptions { Root = _folder, AllowsDeployment = allow },
            _stop.Token));
        var options = new McpClientOptions();
        if (answer is not null)
            options.Handlers.ElicitationHandler = (request, _) => ValueTask.FromResult(new ElicitResult
            {
                Action = answer(request!.Message) ? "accept" : "decline",
                Content = new Dictionary<string, JsonElement> { ["confirm"] = JsonDocument.Parse("true").RootElement },
            });
        return await McpClient.CreateAsync(new StreamClientTransport(up.Writer.AsStream(), down.Reader.AsStream()), options);
    }

    private static async Task<JsonElement> EndAsync(McpClient client, string handle)
    {
        for (var i = 0; i < 600; i++)
        {
            var status = await CallAsync(client, "run_status", new() { ["handle"] = handle });
            if (status.GetProperty("status").GetString() is "finished" or "failed" or "cancelled")
                return status;
            await Task.Delay(50);
        }

        throw new TimeoutException(handle);
    }

    private static async Task<JsonElement> CallAsync(McpClient client, string tool, Dictionary<string, object?> arguments) =>
        Json(await client.CallToolAsync(tool, arguments));

    private static async Task<string> RefusalAsync(McpClient client, string tool, Dictionary<string, object?> arguments)
    {
        var result = await client.CallToolAsync(tool, arguments);
        Assert.True(result.IsError);
        return ((TextContentBlock)result.Content[0]).Text;
    }

    private static JsonElement Json(CallToolResult result)
    {
        var text = ((TextContentBlock)result.Content[0]).Text;
        Assert.False(result.IsError == true, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static string Scored(ulong seed, int count, double shift)
    {
        var random = new Counterpoise.Randomness.RandomStream(seed, "rows");
        return "a,p_no,p_yes,y\n" + string.Concat(Enumerable.Range(0, count).Select(_ =>
        {
            var yes = random.NextDouble() < .3;
            var a = random.NextNormal() + (yes ? 2 : 0);
            var p = 1 / (1 + Math.Exp(2.8 - (2 * a)));
            return string.Create(CultureInfo.InvariantCulture, $"{a + shift:R},{1 - p:R},{p:R},{(yes ? "yes" : "no")}\n");
        }));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private sealed class Seen(List<ProgressNotificationValue> values) : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value) => values.Add(value);
    }
}

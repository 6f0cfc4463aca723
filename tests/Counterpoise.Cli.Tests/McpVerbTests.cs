using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Counterpoise.Randomness;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Counterpoise.Tests.Cli;

/// <summary>
/// The program as an agent starts it: a real client over its standard streams, whose session is the one that docs/agents.md shows, and over
/// HTTP.
/// </summary>
public sealed partial class McpVerbTests : IDisposable
{
    private static readonly JsonSerializerOptions Shown = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TemporaryFolder _folder = new();

    public McpVerbTests()
    {
        var random = new RandomStream(1, "loans");
        _folder.Write("loans.csv", "income,debt,late\n" + string.Concat(Enumerable.Range(0, 400).Select(_ =>
        {
            var late = random.NextDouble() < .1;
            return string.Create(CultureInfo.InvariantCulture,
                $"{random.NextNormal():0.000},{random.NextNormal() + (late ? 2 : 0):0.000},{(late ? "yes" : "no")}\n");
        })));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_session_of_the_documentation_is_what_a_client_and_the_program_say_to_each_other()
    {
        var session = await SessionAsync();
        var page = Path.Combine(Repository.Root, "docs", "agents.md");
        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        if (Environment.GetEnvironmentVariable("COUNTERPOISE_APPROVE") == "1")
            await File.WriteAllTextAsync(page, text = Block().Replace(text, _ => $"```text\n{session}```"),
                TestContext.Current.CancellationToken);
        Assert.Equal(Block().Match(text).Groups[1].Value, session);
    }

    [Fact]
    public async Task Over_http_the_address_goes_to_standard_output_and_a_client_finds_the_tools_there()
    {
        using var program = Start("--root", _folder.Path, "--http", "0");
        try
        {
            var address = (await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
            Assert.Empty(ListeningSockets.BeyondThisMachine(program.Id));
            await using var client = await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions
            {
                Endpoint = new Uri(address),
                TransportMode = HttpTransportMode.StreamableHttp,
            }), cancellationToken: TestContext.Current.CancellationToken);
            var advice = await client.CallToolAsync("advise", new Dictionary<string, object?> { ["path"] = "loans.csv",
                ["target"] = "late" }, cancellationToken: TestContext.Current.CancellationToken);
            Assert.StartsWith("threshold", JsonNode.Parse(Text(advice))!["cheapestFirst"]![0]!.GetValue<string>());
            using var signal = Process.Start("kill", ["-s", "TERM", $"{program.Id}"]);
            Assert.True(program.WaitForExit(TimeSpan.FromSeconds(30)));
            Assert.Equal(0, program.ExitCode);
        }
        finally
        {
            if (!program.HasExited)
                program.Kill();
        }
    }

    [Fact]
    public void Options_of_http_without_it_and_an_open_address_without_a_key_are_refused()
    {
        var plain = CommandRun.Of("mcp", "--root", _folder.Path, "--host", "0.0.0.0");
        Assert.Equal(2, plain.ExitCode);
        Assert.Contains("--http is not given", plain.Error);
        var open = CommandRun.Of("mcp", "--root", _folder.Path, "--http", "0", "--host", "0.0.0.0");
        Assert.Equal(2, open.ExitCode);
        Assert.Contains("expected a key", open.Error);
    }

    /// <summary>Talks to the program and writes down both sides.</summary>
    private async Task<string> SessionAsync()
    {
        using var program = Start("--root", _folder.Path);
        var said = new List<(bool ByClient, string Line)>();
        var (up, down) = (new Pipe(), new Pipe());
        var complaints = program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var pumps = Task.WhenAll(PumpAsync(up.Reader.AsStream(), program.StandardInput.BaseStream, line => Note(true, line)),
            PumpAsync(program.StandardOutput.BaseStream, down.Writer.AsStream(), line => Note(false, line)));
        await using (var client = await McpClient.CreateAsync(new StreamClientTransport(up.Writer.AsStream(), down.Reader.AsStream()),
            new McpClientOptions { ClientInfo = new Implementation { Name = "example", Version = "1.0" } },
            cancellationToken: TestContext.Current.CancellationToken))
        {
            Dictionary<string, object?> loans = new() { ["path"] = "loans.csv", ["target"] = "late" };
            await CallAsync(client, "advise", loans);
            var begun = await CallAsync(client, "train", new(loans) { ["model"] = "loans.cpm", ["method"] = "threshold",
                ["classifier"] = "logistic" });
            Dictionary<string, object?> asked = new() { ["handle"] = JsonNode.Parse(Text(begun))!["handle"]!.GetValue<string>() };
            while (JsonNode.Parse(Text(await CallAsync(client, "run_status", asked)))!["status"]!.GetValue<string>() != "finished")
            {
                Assert.True(Forget(said), "the run ended without a result");
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }

            await CallAsync(client, "propose_plan", loans);
            await CallAsync(client, "profile", new(loans) { ["path"] = "../salaries.csv" });
        }

        await up.Writer.CompleteAsync();
        Assert.True(program.WaitForExit(TimeSpan.FromSeconds(30)), "the program did not end with its client");
        await pumps;
        Assert.Contains("serving", await complaints);
        Assert.DoesNotContain(said, s => s.Line.Contains(_folder.Path, StringComparison.Ordinal));
        return string.Concat(said.Select(s => Show(s.ByClient, s.Line)));

        void Note(bool byClient, string line)
        {
            lock (said)
                said.Add((byClient, line));
        }
    }

    /// <summary>Takes a question about a run that has not finished, and its answer, out of what was said.</summary>
    private static bool Forget(List<(bool ByClient, string Line)> said)
    {
        lock (said)
        {
            var isWorking = said[^1].Line.Contains("running", StringComparison.Ordinal)
                || said[^1].Line.Contains("waiting", StringComparison.Ordinal);
            said.RemoveRange(said.Count - 2, 2);
            return isWorking;
        }
    }

    /// <summary>One message as a reader sees it: numbers rounded, those of messages left out, JSON in an answer's text opened.</summary>
    private static string Show(bool byClient, string line)
    {
        var message = JsonNode.Parse(line)!.AsObject();
        message.Remove("jsonrpc");
        message.Remove("id");
        (message["params"] as JsonObject)?.Remove("_meta");
        var shown = message["result"]?["content"]?[0]?["text"]?.GetValue<string>() is { } text && text.StartsWith('{')
            ? JsonNode.Parse(text)! : message["result"] ?? message;
        return $"{(byClient ? "client" : "server")}: {Lines(Rounded(shown), "")}\n\n";
    }

    /// <summary>JSON, on one line where it is short.</summary>
    private static string Lines(JsonNode? node, string indent)
    {
        var line = node?.ToJsonString(Shown) ?? "null";
        if (line.Length + indent.Length <= 110 || node is not (JsonObject or JsonArray))
            return line;
        var deeper = indent + "  ";
        return node is JsonObject map
            ? $"{{\n{string.Join(",\n", map.Select(p => $"{deeper}\"{p.Key}\": {Lines(p.Value, deeper)}"))}\n{indent}}}"
            : $"[\n{string.Join(",\n", node.AsArray().Select(v => deeper + Lines(v, deeper)))}\n{indent}]";
    }

    private static JsonNode Rounded(JsonNode node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(p => KeyValuePair.Create(p.Key, p.Key == "version" ? "…" : p.Value is null ? null
            : Rounded(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(v => v is null ? null : Rounded(v))]),
        _ when node.GetValueKind() == JsonValueKind.Number => Math.Round(node.GetValue<double>(), 4),
        _ => node.DeepClone(),
    };

    private static async Task PumpAsync(Stream from, Stream to, Action<string> note)
    {
        using var reader = new StreamReader(from, new UTF8Encoding(false));
        await using var writer = new StreamWriter(to, new UTF8Encoding(false)) { AutoFlush = true };
        while (await reader.ReadLineAsync() is { } line)
        {
            note(line);
            await writer.WriteAsync(line + "\n");
        }
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(ProgramRun.Program, ["mcp", .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static async Task<CallToolResult> CallAsync(McpClient client, string tool, Dictionary<string, object?> arguments) =>
        await client.CallToolAsync(tool, arguments, cancellationToken: TestContext.Current.CancellationToken);

    private static string Text(CallToolResult result) => ((TextContentBlock)result.Content[0]).Text;

    [GeneratedRegex(@"```text\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}

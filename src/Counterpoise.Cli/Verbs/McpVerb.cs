using System.CommandLine;
using Counterpoise.Cli.Output;
using Counterpoise.Lifecycle.Mcp;
using Counterpoise.Serving.Mcp;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise mcp</c>: a server of the Model Context Protocol over standard input and output, or over HTTP.</summary>
internal static class McpVerb
{
    private static readonly Option<DirectoryInfo> Root = new("--root") { Description =
        "The folder within which all files and stores must lie.", DefaultValueFactory = _ =>
        new DirectoryInfo(Directory.GetCurrentDirectory()), HelpName = "folder" };
    private static readonly Option<bool> Allow = new("--allow-deployment") { Description =
        "Offer deploy and rollback, each of which asks the person at the client." };
    private static readonly Option<int?> Http = new("--http") { Description =
        "Serve over HTTP at this port instead, until Ctrl+C; 0 takes a free one.", HelpName = "port" };
    private static readonly Option<string> Host = new("--host") { Description =
        "The address to listen at with --http; others than loopback need a key in " + ServeVerb.KeyVariable + ".",
            DefaultValueFactory = _ => "127.0.0.1", HelpName = "address" };
    private static readonly Option<string?> Certificate = new("--certificate") { Description =
        "A certificate with its key (.pfx), for TLS with --http.", HelpName = "file" };

    public static Command Create()
    {
        var command = new Command("mcp",
            "Serve agents that speak the Model Context Protocol, over standard input and output or over HTTP.") { Root, Allow, Http, Host,
            Certificate };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new McpServingOptions { Root = parsed.GetValue(Root)!.FullName, AllowsDeployment = parsed.GetValue(Allow) };
            if (parsed.GetValue(Http) is { } port)
                return await ServeAsync(parsed, options, port, cancellationToken);
            IgnoredOptions.Refuse(parsed, [Host, Certificate], "is for HTTP, and --http is not given");
            options.Validate();
            Terminal.Say($"serving '{options.Root}' over standard input and output{Offered(options)}");
            await CounterpoiseMcp.RunOverStandardStreamsAsync(options, cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<int> ServeAsync(ParseResult parsed, McpServingOptions tools, int port, CancellationToken cancellationToken)
    {
        var options = new McpHttpOptions
        {
            Tools = tools,
            Host = parsed.GetValue(Host)!,
            Port = port,
            ApiKey = ServeVerb.Key,
            Certificate = parsed.GetValue(Certificate),
            CertificatePassword = ServeVerb.CertificatePassword,
        };
        await using var server = await McpHttpServer.StartAsync(options, cancellationToken).ConfigureAwait(false);
        Terminal.WriteData(server.Address);
        Terminal.Say($"serving '{tools.Root}'{Offered(tools)}; {(options.ApiKey is null ? "without a key" : "with a key")}, Ctrl+C stops");
        await StopSignals.WaitAsync(cancellationToken).ConfigureAwait(false);
        Terminal.Say("stopping");
        return ExitCode.Ok;
    }

    private static string Offered(McpServingOptions options) => options.AllowsDeployment ? "; deploy and rollback are offered" : "";
}

using System.CommandLine;
using Counterpoise.Cli.Output;
using Counterpoise.Lifecycle.Mcp;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise mcp</c>: a server of the Model Context Protocol over standard input and output.</summary>
internal static class McpVerb
{
    private static readonly Option<DirectoryInfo> Root = new("--root") { Description =
        "The folder within which all files and stores must lie.", DefaultValueFactory = _ =>
        new DirectoryInfo(Directory.GetCurrentDirectory()), HelpName = "folder" };
    private static readonly Option<bool> Allow = new("--allow-deployment") { Description =
        "Offer deploy and rollback, each of which asks the person at the client." };

    public static Command Create()
    {
        var command = new Command("mcp", "Serve agents that speak the Model Context Protocol, over standard input and output.") { Root,
            Allow };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new McpServingOptions { Root = parsed.GetValue(Root)!.FullName, AllowsDeployment = parsed.GetValue(Allow) };
            options.Validate();
            Terminal.Say($"serving '{options.Root}' over standard input and "
                + $"output{(options.AllowsDeployment ? "; deploy and rollback are offered" : "")}");
            await CounterpoiseMcp.RunOverStandardStreamsAsync(options, cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }
}

using System.CommandLine;
using Counterpoise.Cli.FederatedTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Workflows.Federated;

namespace Counterpoise.Cli.Verbs;

/// <summary>
/// <c>counterpoise federate photos/ --clients 10</c>: clients that do not pool their rows train one network together; methods side by side.
/// <c>federate deal</c>, <c>federate server</c> and <c>federate client</c> are the same by hand.
/// </summary>
internal static class FederateVerb
{
    public static Command Create()
    {
        var input = new Argument<string>("data") { Description = "Images as for train, or a table with --target." };
        var command = new Command("federate",
            "Train one network with clients that may not pool their rows: methods side by side, simulated or with real processes.") {
            input };
        FederateOptions.Use(command, input, RunAsync);
        FederationOptions.AddProcessesTo(command);
        KeptWork.In(command, parsed => parsed.GetValue(FederateOptions.Out), "runs");
        command.Add(FederationVerbs.Deal());
        command.Add(FederationVerbs.Server());
        command.Add(FederationVerbs.Client());
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, FederatedComparingOptions options, CancellationToken cancellationToken)
    {
        var engine = FederationOptions.Engine(parsed, ref options);
        var result = await Task.Run(() => FederatedComparing.RunAsync(options, engine, new ConsoleEvents(), cancellationToken),
            cancellationToken);
        FederateOutput.Write(parsed, options, result);
        return ExitCode.Ok;
    }
}

using System.Diagnostics;
using Counterpoise.Cli.FederatedTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Workflows.Federated;

namespace Counterpoise.Cli.Jobs;

/// <summary>Client processes of a federation that this process serves; they end with it, also when it is killed.</summary>
internal static class ClientProcess
{
    private const string ChildVariable = "COUNTERPOISE_FEDERATION_CHILD";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Whether this process is a client that another has started.</summary>
    public static bool IsChild => Environment.GetEnvironmentVariable(ChildVariable) == "1";

    /// <summary>Starts a client and waits for its end; what it says is passed on with its name.</summary>
    /// <returns>Its exit code.</returns>
    public static async Task<int> RunAsync(ClientLaunch launch, CancellationToken cancellationToken)
    {
        string[] arguments = ["federate", "client", launch.Rows, "--federation", launch.Plan, "--server", launch.Server.OriginalString,
            "--memory", launch.Memory, .. launch.Fingerprint is { } print ? (string[])["--fingerprint", print] : []];
        var start = OwnCommandLine.Of(arguments, processes: Environment.ProcessorCount,
            [new(ChildVariable, "1"), new(FederationOptions.TokenVariable, launch.Token)]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Relay(launch.Client, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            OwnCommandLine.AskToStop(process);
            if (!process.WaitForExit(Grace))
            {
                process.Kill(entireProcessTree: true);
            }
        }

        return process.HasExited ? process.ExitCode : ExitCode.Failed;
    }

    private static void Relay(string client, string? line)
    {
        if (!string.IsNullOrEmpty(line))
        {
            Terminal.Say($"client {client}: {line}");
        }
    }
}

using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.Jobs;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Workflows.Federated;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Cli.FederatedTasks;

/// <summary>A federation by hand: <c>deal</c> rows to files, start a <c>server</c>, start <c>client</c>s.</summary>
internal static class FederationVerbs
{
    /// <summary><c>counterpoise federate deal</c>.</summary>
    public static Command Deal()
    {
        var input = new Argument<string>("data") { Description = "Images as for train, or a table with --target." };
        var command = new Command("deal", "Write federation.json, the test rows, and a file of rows for each client.") { input };
        FederateOptions.Use(command, input, (parsed, options, cancellationToken) => Task.Run(() =>
        {
            var dealt = FederationDealing.Run(options, new ConsoleEvents(), cancellationToken);
            if (parsed.GetValue(SharedOptions.Json))
            {
                Terminal.WriteJson(dealt);
            }
            else
            {
                Terminal.WriteTable("dealt", ["client", ">rows", "file"],
                    dealt.Clients.Select(client => new[] { client.Client, client.Rows.ToString(CultureInfo.InvariantCulture),
                    client.File }));
            }

            Terminal.Say($"for the server and all clients: {dealt.Plan}");
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    /// <summary><c>counterpoise federate server</c>.</summary>
    public static Command Server()
    {
        var folder = new Argument<string>("folder") { Description =
            "The folder that federate deal has written; the server keeps its rounds there, and goes on from them." };
        var command = new Command("server", "Serve a federation: wait for clients, join what they train, judge it.") { folder };
        Option[] options = [FederationOptions.Address, FederationOptions.Port, FederationOptions.Tls, FederationOptions.Certificate,
            FederationOptions.Token, FederationOptions.Expect, FederationOptions.Wait, FederationOptions.Timeout, FederateOptions.Every];
        Array.ForEach(options, command.Options.Add);
        KeptWork.In(command, parsed => parsed.GetValue(folder), "server");
        command.SetAction((parsed, cancellationToken) => ServeAsync(parsed, parsed.GetValue(folder)!, cancellationToken));
        return command;
    }

    /// <summary><c>counterpoise federate client</c>.</summary>
    public static Command Client()
    {
        var rows = new Argument<string>("rows") { Description =
            "A file that federate deal has written, or a table or images of one's own." };
        var command = new Command("client", "Take part in a federation with rows that never leave this process.") { rows,
            FederationOptions.Plan, FederationOptions.Server };
        Option[] options = [FederationOptions.Name, FederationOptions.Token, FederationOptions.Fingerprint, FederationOptions.Memory,
            FederationOptions.Patience];
        Array.ForEach(options, command.Options.Add);
        Option[] before = [.. command.Options];
        ImageDataArguments.AddSourceTo(command);
        Option[] ofImages = [.. command.Options.Except(before)];
        HelpGroups.Add(command, "Reading tables", TableOptions.Reading);
        string PathOf(ParseResult parsed) => parsed.GetValue(rows)!;
        DataArm Arm(IDataTask task, Option[] own, Func<ParseResult, FederationJoiningOptions, FederationJoiningOptions> reading) => new(
            task, (parsed, cancellationToken) => JoinAsync(parsed, reading(parsed, Joining(parsed, PathOf(parsed)) with { Task = task }),
                cancellationToken))
            { Own = own };
        var tables = Arm(DataTasks.Tables, TableOptions.Reading, (parsed, joining) => joining with
        {
            Reading = TableOptions.Read(parsed, joining.Path),
            Lenient = parsed.GetValue(TableOptions.Lenient),
        });
        new DataArms(PathOf, parsed => DataArms.Recognizer(parsed, PathOf(parsed)), Arm(new DealtRowsTask(), [], (_, joining) => joining),
            Arm(DataTasks.Images, ofImages, (parsed, joining) => joining with { Images = ImageDataArguments.Read(parsed, joining.Path) }),
            tables) { Otherwise = tables }.Use(command);
        return command;
    }

    private static async Task<int> ServeAsync(ParseResult parsed, string folder, CancellationToken cancellationToken)
    {
        var options = new FederationServingOptions
        {
            Folder = folder,
            Endpoint = FederationOptions.Endpoint(parsed),
            Tls = parsed.GetValue(FederationOptions.Tls),
            Expected = parsed.GetValue(FederationOptions.Expect),
            Wait = FederationOptions.Seconds(parsed, FederationOptions.Wait),
            ClientTimeout = FederationOptions.Seconds(parsed, FederationOptions.Timeout),
            EvaluateEvery = parsed.GetValue(FederateOptions.Every),
        };
        void Listening(Uri address, string? fingerprint)
        {
            Terminal.Say($"listening at {address}");
            Terminal.Say(fingerprint is null ? "not encrypted: --tls or --certificate encrypts"
                : $"clients know it by --fingerprint {fingerprint}");
        }

        var result = await Task.Run(() => FederationServing.RunAsync(options, Listening, new ConsoleEvents(), cancellationToken),
            cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { result.Metrics, result.Fingerprint, result.Model, result.Rounds });
        }
        else
        {
            Terminal.WriteTable("after the last round", ["metric", ">value"],
                result.Metrics.Select(metric => new[] { metric.Key, metric.Value.ToString("0.0000", CultureInfo.InvariantCulture) }));
        }

        Terminal.Say($"network: {result.Model} ({result.Fingerprint})");
        return ExitCode.Ok;
    }

    private static FederationJoiningOptions Joining(ParseResult parsed, string path) => new()
    {
        Path = path,
        Plan = parsed.GetValue(FederationOptions.Plan)!.FullName,
        Connection = FederationOptions.Connection(parsed),
        Name = parsed.GetValue(FederationOptions.Name),
        Memory = parsed.GetValue(FederationOptions.Memory),
    };

    private static async Task<int> JoinAsync(ParseResult parsed, FederationJoiningOptions options, CancellationToken cancellationToken)
    {
        using var launcher = ClientProcess.IsChild ? new LauncherLink(cancellationToken) : null;
        var stop = launcher?.Stop ?? cancellationToken;
        var rounds = await Task.Run(() => FederationJoining.RunAsync(options, new Told(),
            ClientProcess.IsChild ? null : new ConsoleEvents(), stop), stop);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { rounds });
        }

        if (!ClientProcess.IsChild)
        {
            Terminal.Say($"all rounds are done; this client trained {rounds} of them");
        }

        return ExitCode.Ok;
    }

    /// <summary>Says each round as it ends.</summary>
    private sealed class Told : IProgress<int>
    {
        public void Report(int value)
        {
            if (!ClientProcess.IsChild && !Terminal.IsErrorRedirected)
            {
                Terminal.SayOver($"round {value + 1} trained");
            }
        }
    }
}

using System.CommandLine;
using Counterpoise.Cli.Jobs;
using Counterpoise.Cli.Output;
using Counterpoise.Federated.Rounds;
using Counterpoise.Federated.Transport;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Federated;

namespace Counterpoise.Cli.FederatedTasks;

/// <summary>The options of federations of real processes.</summary>
internal static class FederationOptions
{
    /// <summary>
    /// The variable from which the token is taken where the command line has none: it is seen by everybody on the machine.
    /// </summary>
    public const string TokenVariable = "COUNTERPOISE_FEDERATION_TOKEN";

    public static Option<int?> Processes { get; } = new("--processes") { Description =
        "Train with real processes in place of the simulation: this one serves, and so many clients, one for each of --clients, are "
        + "started. The numbers are the same.", HelpName = "count" };

    public static Option<bool> Tls { get; } = new("--tls") { Description =
        "Encrypt, with a certificate made for it, whose fingerprint is printed." };

    public static Option<string?> Token { get; } = new("--token") { Description =
        $"A secret that clients must send; {TokenVariable} in the environment is not seen by others. With --processes a random one where "
        + $"left out.", HelpName = "text" };

    public static Option<int> Timeout { get; } = new("--timeout") { Description =
        "Seconds that a client may take for a round before it is left out.", DefaultValueFactory = _ => 600, HelpName = "seconds" };

    public static Option<string> Address { get; } = new("--address") { Description =
        "Address to listen at: this machine alone by default; 0.0.0.0 for all, with a token.",
        DefaultValueFactory = _ => new FederationEndpoint().Address, HelpName = "address" };

    public static Option<int> Port { get; } = new("--port") { Description = "Port to listen at; 0 takes a free one, which is printed.",
        DefaultValueFactory = _ => 0, HelpName = "port" };

    public static Option<FileInfo?> Certificate { get; } = new("--certificate") { Description =
        "A certificate with its key (PFX) for TLS, in place of one that is made; its password from COUNTERPOISE_CERTIFICATE_PASSWORD.",
        HelpName = "file" };

    public static Option<int> Expect { get; } = new("--expect") { Description =
        "Clients that must be there before the first round; 0 for all that were dealt rows.", DefaultValueFactory = _ => 0,
        HelpName = "count" };

    public static Option<int> Wait { get; } = new("--wait") { Description = "Seconds to wait for them.", DefaultValueFactory = _ => 600,
        HelpName = "seconds" };

    public static Option<FileInfo> Plan { get; } = new("--federation") { Description = "The federation.json that the server has too.",
        Required = true, HelpName = "file" };

    public static Option<Uri> Server { get; } = ServerOption();

    public static Option<string?> Name { get; } = new("--name") { Description =
        "The client's name, which no other has; that of a file that was dealt where left out.", HelpName = "text" };

    public static Option<string?> Fingerprint { get; } = new("--fingerprint") { Description =
        "SHA-256 of the server's certificate, where this machine trusts nobody who signed it.", HelpName = "hex" };

    public static Option<string?> Memory { get; } = new("--memory") { Description =
        "A folder for what the client remembers between rounds, so that it can come back after its process has ended.",
        HelpName = "folder" };

    public static Option<int> Patience { get; } = new("--patience") { Description =
        "Seconds to try to reach a server that is not there, or went away.", DefaultValueFactory = _ => 600, HelpName = "seconds" };

    /// <summary>Adds the options of real processes to the comparison.</summary>
    public static void AddProcessesTo(Command command) => HelpGroups.Add(command, "Real processes", Processes, Tls, Token, Timeout);

    /// <summary>The engine that the command line asks for; null for the simulation.</summary>
    public static FederatedEngine? Engine(ParseResult parsed, ref FederatedComparingOptions options)
    {
        if (parsed.GetValue(Processes) is not { } processes)
        {
            IgnoredOptions.Refuse(parsed, [Tls, Token, Timeout], "needs --processes");
            return null;
        }

        var byColumn = options.Data.Partition == ClientPartition.ByColumn;
        if (processes < 1)
        {
            throw new InputException($"--processes is {processes}; expected at least 1, one for each client");
        }

        if (!byColumn && processes != options.Data.Dealing.Clients)
        {
            if (parsed.GetResult(FederateOptions.Clients) is { Implicit: false })
            {
                throw new InputException(
                    $"--processes is {processes} and --clients {options.Data.Dealing.Clients}: each client is a process, so leave one of "
                    + $"them out");
            }

            options = options with { Data = options.Data with { Dealing = options.Data.Dealing with { Clients = processes } } };
        }

        return new FederatedProcesses(ClientProcess.RunAsync) { Tls = parsed.GetValue(Tls), Token = TokenOf(parsed),
            ClientTimeout = Seconds(parsed, Timeout) }.RunAsync;
    }

    /// <summary>Where the server listens.</summary>
    public static FederationEndpoint Endpoint(ParseResult parsed) => new()
    {
        Address = parsed.GetValue(Address)!,
        Port = parsed.GetValue(Port),
        Certificate = parsed.GetValue(Certificate)?.FullName,
        CertificatePassword = Environment.GetEnvironmentVariable("COUNTERPOISE_CERTIFICATE_PASSWORD"),
        Token = TokenOf(parsed),
    };

    /// <summary>How a client reaches the server.</summary>
    public static FederationConnection Connection(ParseResult parsed) => new()
    {
        Server = parsed.GetValue(Server)!,
        Token = TokenOf(parsed),
        CertificateFingerprint = parsed.GetValue(Fingerprint),
        Patience = Seconds(parsed, Patience),
    };

    /// <summary>A time in seconds.</summary>
    /// <exception cref="InputException">It is below 1.</exception>
    public static TimeSpan Seconds(ParseResult parsed, Option<int> option) => parsed.GetValue(option) is var seconds and >= 1
        ? TimeSpan.FromSeconds(seconds)
        : throw new InputException($"{option.Name} is {parsed.GetValue(option)}; expected at least 1 second");

    private static string? TokenOf(ParseResult parsed) => parsed.GetValue(Token) ?? Environment.GetEnvironmentVariable(TokenVariable);

    private static Option<Uri> ServerOption() => new("--server")
    {
        Description = "The server's address, such as http://127.0.0.1:5000, or https where it encrypts.",
        Required = true,
        HelpName = "address",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                return address;
            }

            result.AddError($"--server is '{result.Tokens[0].Value}'; expected an address such as http://127.0.0.1:5000");
            return null;
        },
    };
}

using System.CommandLine;
using Counterpoise.Cli.Output;
using Counterpoise.Serving;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise serve model</c>: a trained model over HTTP, until Ctrl+C.</summary>
internal static class ServeVerb
{
    /// <summary>Where the key stands that clients send.</summary>
    internal const string KeyVariable = "COUNTERPOISE_API_KEY";

    private static readonly Argument<string> Model = new("model") { Description =
        "A run's folder, its checkpoints/best.safetensors, a saved model of tables or on frozen features (.cpm), or an ONNX file "
        + "from export." };
    private static readonly Option<string> Host = new("--host") { Description =
        "The address to listen at; others than loopback need a key in " + KeyVariable + ".", DefaultValueFactory = _ => "127.0.0.1",
            HelpName = "address" };
    private static readonly Option<int> Port = new("--port") { Description = "The port; 0 takes a free one.",
        DefaultValueFactory = _ => 8080 };
    private static readonly Option<string?> Certificate = new("--certificate") { Description =
        "A certificate with its key (.pfx), for TLS.", HelpName = "file" };
    private static readonly Option<int> BatchSize = new("--batch-size") { Description = "Images that run together at most.",
        DefaultValueFactory = _ => 16 };
    private static readonly Option<double> BatchWait = new("--batch-wait") { Description =
        "Milliseconds that a first image waits for others.", DefaultValueFactory = _ => 2 };
    private static readonly Option<int> QueueLimit = new("--queue") { Description = "Images that may wait; more are answered with 503.",
        DefaultValueFactory = _ => 256 };
    private static readonly Option<long> MaximumBytes = new("--maximum-bytes") { Description = "Largest request in bytes.",
        DefaultValueFactory = _ => 20 << 20 };
    private static readonly Option<double> Timeout = new("--timeout") { Description = "Seconds that an answer may take.",
        DefaultValueFactory = _ => 30 };
    private static readonly Option<string?> ModelsFolder = new("--models-folder") { Description =
        "The folder that clients with the key may load other versions from.", HelpName = "folder" };

    /// <summary>The key that clients must send; null for none.</summary>
    internal static string? Key => Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key ? key : null;

    /// <summary>Password of the certificate for TLS; null for none.</summary>
    internal static string? CertificatePassword => Environment.GetEnvironmentVariable("COUNTERPOISE_CERTIFICATE_PASSWORD");

    public static Command Create()
    {
        var command = new Command("serve", "Serve a trained model over HTTP: predictions, metrics, a page to try it.")
        {
            Model, Host, Port, Certificate, BatchSize, BatchWait, QueueLimit, MaximumBytes, Timeout, ModelsFolder,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = new ServingOptions
        {
            Model = parsed.GetValue(Model)!,
            Host = parsed.GetValue(Host)!,
            Port = parsed.GetValue(Port),
            ApiKey = Key,
            Certificate = parsed.GetValue(Certificate),
            CertificatePassword = CertificatePassword,
            BatchSize = parsed.GetValue(BatchSize),
            BatchWait = TimeSpan.FromMilliseconds(parsed.GetValue(BatchWait)),
            QueueLimit = parsed.GetValue(QueueLimit),
            MaximumRequestBytes = parsed.GetValue(MaximumBytes),
            Timeout = TimeSpan.FromSeconds(parsed.GetValue(Timeout)),
            ModelsFolder = parsed.GetValue(ModelsFolder),
        };
        await using var server = await ModelServer.StartAsync(options, cancellationToken).ConfigureAwait(false);
        Terminal.WriteData(server.Address);
        Terminal.Say($"{server.Description}; open the address in a browser, Ctrl+C stops");
        await StopSignals.WaitAsync(cancellationToken).ConfigureAwait(false);
        Terminal.Say("stopping: requests that were accepted are answered");
        return ExitCode.Ok;
    }
}

using System.Security.Cryptography;
using Counterpoise.Federated.Rounds;
using Counterpoise.Federated.Transport;

namespace Counterpoise.Workflows.Federated;

/// <summary>
/// Trains federations with one process for each client, which this process serves over gRPC on this machine: a
/// <see cref="FederatedEngine"/>
/// whose numbers are those of the simulation. A client process reads the file of its own rows and no other.
/// </summary>
/// <param name="start">Starts a client process and completes with its exit code when it has ended; cancelled, it ends the process.</param>
public sealed class FederatedProcesses(Func<ClientLaunch, CancellationToken, Task<int>> start)
{
    private const int TokenDigits = 32;

    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(5), Grace = TimeSpan.FromSeconds(20);

    /// <summary>Whether the connection is encrypted, with a certificate made for it. Default false.</summary>
    public bool Tls { get; init; }

    /// <summary>The secret that clients send; null, the default, for a random one.</summary>
    public string? Token { get; init; }

    /// <summary>How long a client may take for a round before it is left out. Default ten minutes.</summary>
    public TimeSpan ClientTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Trains one federation.</summary>
    /// <param name="training">What is trained; it has a folder.</param>
    /// <param name="progress">Receives what happened after every round; or null.</param>
    /// <param name="cancellationToken">Stops; finished rounds are kept.</param>
    /// <exception cref="ArgumentException">There is no folder.</exception>
    /// <exception cref="InvalidOperationException">A client process ended before it had joined.</exception>
    public async Task<FederatedResult> RunAsync(FederatedTraining training, IProgress<RoundResult>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(training);
        var folder = training.Folder ?? throw new ArgumentException("processes hand over their rows in a folder: name one",
            nameof(training));
        if (FederatedServer.CountRounds(folder) >= training.Options.Rounds)
        {
            // Nothing is left to train, and no client is needed.
            return await FederatedSimulation.RunAsync(training, progress, cancellationToken).ConfigureAwait(false);
        }

        var files = new FederationFolder(Path.Combine(folder, "processes"));
        ClientData[] clients = [.. training.Clients.Where(client => client.Count > 0)];
        Write(files, training, clients, cancellationToken);
        var token = Token ?? RandomNumberGenerator.GetHexString(TokenDigits);
        var fingerprint = Tls ? FederationCertificate.Write(files.Certificate, null, "localhost", "127.0.0.1") : null;
        await using var host = await FederationHost.StartAsync(
            new FederationEndpoint { Token = token, Certificate = Tls ? files.Certificate : null }, training.Method, training.Options,
            cancellationToken).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = clients.Select(client => start(new ClientLaunch(client.Name, files.RowsOf(client.Name), files.Plan, host.Address,
            token, fingerprint, FederatedServer.MemoryOf(folder, client.Name)), stop.Token)).ToArray();
        try
        {
            await AllJoinedAsync(host, clients, running, cancellationToken).ConfigureAwait(false);
            var result = await host.RunAsync(training, ClientTimeout, progress, cancellationToken).ConfigureAwait(false);
            await Task.WhenAny(Task.WhenAll(running), Task.Delay(Grace, cancellationToken)).ConfigureAwait(false);
            return result;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running.Select(process => process.ContinueWith(_ => { }, TaskScheduler.Default))).ConfigureAwait(false);
            Directory.Delete(files.Path, recursive: true);
        }
    }

    private static void Write(FederationFolder files, FederatedTraining training, ClientData[] clients, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(files.RowsOf("x"))!);
        foreach (var client in clients)
        {
            RowFile.Save(files.RowsOf(client.Name), client, cancellationToken);
        }

        var classes = clients[0].ClassCount;
        var inputs = clients[0].Inputs;
        new FederationPlan
        {
            Method = training.Method.Name,
            Options = training.Options,
            Network = new NetworkPlan(inputs.dim() == 4 ? NetworkPlan.Convolutional : NetworkPlan.Perceptron, (int)inputs.shape[1],
                classes),
            ClassNames = [.. Enumerable.Range(0, classes).Select(c => FormattableString.Invariant($"{c}"))],
            Clients = [.. clients.Select(client => client.Name)],
        }.Save(files.Plan);
    }

    private static async Task AllJoinedAsync(FederationHost host, ClientData[] clients, Task<int>[] running,
        CancellationToken cancellationToken)
    {
        var joined = host.WaitForClientsAsync(clients.Length, Wait, cancellationToken);
        var first = await Task.WhenAny([joined, .. running]).ConfigureAwait(false);
        if (first != joined)
        {
            var at = Array.FindIndex(running, process => process == first);
            throw new InvalidOperationException(
                $"client {clients[at].Name} ended with exit code {await running[at].ConfigureAwait(false)} before it had joined: what it "
                + $"said stands above");
        }

        await joined.ConfigureAwait(false);
    }
}

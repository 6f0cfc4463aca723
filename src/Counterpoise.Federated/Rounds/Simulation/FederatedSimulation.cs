using Counterpoise.Learning.Models;

namespace Counterpoise.Federated.Rounds;

/// <summary>A federation in one process: the same clients and the same server as with real processes, to the same numbers.</summary>
/// <remarks>
/// Clients train side by side on as many threads as asked for, each with one thread of the engine, so that the result does not depend on
/// their number.
/// Memory grows with the threads, not with the clients, where a folder holds what clients remember.
/// </remarks>
public static class FederatedSimulation
{
    /// <summary>Runs a federation: the <see cref="FederatedEngine"/> of one process.</summary>
    /// <param name="training">What is trained.</param>
    /// <param name="progress">Receives what happened after every round; or null.</param>
    /// <param name="cancellationToken">Stops; the round in hand is lost, those before it are kept.</param>
    /// <exception cref="ArgumentException">There are no clients, two have one name, or none has rows.</exception>
    public static Task<FederatedResult> RunAsync(FederatedTraining training, IProgress<RoundResult>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        return RunAsync(
            training.Clients, training.Create, training.Method, training.Options, training.Evaluate, training.Workers, training.Folder,
                progress, cancellationToken);
    }

    /// <summary>Runs a federation.</summary>
    /// <param name="clients">The clients' rows; names are unique.</param>
    /// <param name="create">Makes an initialised network; called with the generator of TorchSharp seeded from the run's seed; nothing else
    /// may draw from that generator meanwhile.</param>
    /// <param name="method">The method.</param>
    /// <param name="options">The federation's options.</param>
    /// <param name="evaluate">Computes metrics of the deployed network after a round; null evaluates nothing.</param>
    /// <param name="workers">Clients that train at a time, at least 1.</param>
    /// <param name="folder">Where server and clients keep their states, and from which an interrupted run goes on; null keeps all in
    /// memory.</param>
    /// <param name="progress">Receives what happened after every round.</param>
    /// <param name="cancellationToken">Stops; the round in hand is lost, those before it are kept.</param>
    /// <exception cref="ArgumentException">There are no clients, two have one name, or none has rows.</exception>
    public static async Task<FederatedResult> RunAsync(
        IReadOnlyList<ClientData> clients,
        Func<EmbeddingClassifier> create,
        IFederatedMethod method,
        FederatedOptions options,
        Func<JudgedRound, IReadOnlyDictionary<string, double>?>? evaluate = null,
        int workers = 1,
        string? folder = null,
        IProgress<RoundResult>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clients);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        RequireClients(clients);
        var threads = torch.get_num_threads();
        var make = Prepared(create, method, options.Seed);
        using var pool = new NetworkPool(make, workers);
        using var judged = make();
        try
        {
            var channels = clients.Select(data => new LocalChannel(
                new FederatedClient(data, method, options, make, SnapshotsOf(folder, data)), pool)).ToArray();
            var server = new FederatedServer(method, options, folder) { Evaluate = evaluate is null ? null : Judge };
            return await server.RunAsync(ModelState.Read(judged), () => channels, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            torch.set_num_threads(threads);
        }

        IReadOnlyDictionary<string, double>? Judge(int round, ModelState model, IReadOnlyList<int>? counts)
        {
            model.CopyTo(judged);
            return evaluate!(new JudgedRound(round, judged, counts));
        }
    }

    /// <summary>Makes networks of which all have the weights that the seed gives, prepared by the method.</summary>
    internal static Func<EmbeddingClassifier> Prepared(Func<EmbeddingClassifier> create, IFederatedMethod method, ulong seed)
    {
        var one = new Lock();
        return () =>
        {
            // The generator is the process's own: networks are made one at a time.
            lock (one)
            {
                torch.manual_seed(unchecked((long)seed));
                var network = create();
                method.Prepare(network, seed);
                return network;
            }
        };
    }

    /// <summary>
    /// Of many clients in one process each flush would cost more than a client's training; the server's own state is flushed every round.
    /// </summary>
    private static ISnapshotStore SnapshotsOf(string? folder, ClientData data) => folder is null ? new MemorySnapshots()
        : new FolderSnapshots(FederatedServer.MemoryOf(folder, data.Name), flushToDisk: false);

    private static void RequireClients(IReadOnlyList<ClientData> clients)
    {
        if (clients.All(client => client.Count == 0))
        {
            throw new ArgumentException($"none of {clients.Count} clients has rows: nothing can be trained", nameof(clients));
        }

        if (clients.GroupBy(client => client.Name).FirstOrDefault(group => group.Count() > 1) is { Key: var name })
        {
            throw new ArgumentException($"two clients are called '{name}': names must be unique", nameof(clients));
        }
    }
}

using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Counterpoise.Federated.Rounds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Counterpoise.Federated.Transport;

/// <summary>A federation's server for real processes: clients connect by gRPC, answer each round, may vanish and may come back.</summary>
public sealed class FederationHost : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50), Grace = TimeSpan.FromSeconds(5);

    private readonly WebApplication _application;
    private readonly ClientRegistry _registry;

    private FederationHost(WebApplication application, ClientRegistry registry, Uri address) =>
        (_application, _registry, Address) = (application, registry, address);

    /// <summary>Where it listens, with the port that was taken.</summary>
    public Uri Address { get; }

    /// <summary>What the clients that are connected now have told.</summary>
    public IReadOnlyList<ClientInfo> Clients => [.. _registry.Clients.Select(client => client.Info)];

    /// <summary>Starts listening.</summary>
    /// <param name="endpoint">Where, and whom it lets in.</param>
    /// <param name="method">The method; clients must have the same.</param>
    /// <param name="options">The federation's options; clients must have the same.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<FederationHost> StartAsync(FederationEndpoint endpoint, IFederatedMethod method, FederatedOptions options,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(options);
        endpoint.Validate();
        var registry = new ClientRegistry(FederatedSettings.Fingerprint(method, options), endpoint);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(registry);
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) =
            (endpoint.MaxMessageBytes, endpoint.MaxMessageBytes));
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listen(kestrel, endpoint));
        var application = builder.Build();
        application.MapGrpcService<FederationService>();
        await application.StartAsync(cancellationToken).ConfigureAwait(false);
        var bound = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new FederationHost(application, registry, new Uri(bound));
    }

    /// <summary>Waits until enough clients are connected.</summary>
    /// <param name="count">How many.</param>
    /// <param name="limit">How long at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TimeoutException">Too few came in time.</exception>
    public async Task WaitForClientsAsync(int count, TimeSpan limit, CancellationToken cancellationToken = default)
    {
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        clock.CancelAfter(limit);
        try
        {
            while (_registry.Clients.Count < count)
            {
                await Task.Delay(Poll, clock.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture,
                $"{_registry.Clients.Count} of {count} clients connected to {Address} within {limit.TotalSeconds:0.#} seconds: start the "
                + $"others, or wait longer"));
        }
    }

    /// <summary>Runs all rounds with the clients that are connected at the start of each, and tells them the end.</summary>
    /// <param name="server">The server, made with the same method and options.</param>
    /// <param name="initial">The initial network.</param>
    /// <param name="progress">Receives what happened after every round.</param>
    /// <param name="cancellationToken">Stops; the round in hand is lost, those before it are kept.</param>
    public async Task<FederatedResult> RunAsync(FederatedServer server, ModelState initial, IProgress<RoundResult>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        try
        {
            var result = await server.RunAsync(initial, () => _registry.Clients, progress, cancellationToken).ConfigureAwait(false);
            await _registry.CloseAsync("all rounds are done", finished: true).ConfigureAwait(false);
            return result;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            await _registry.CloseAsync(exception is OperationCanceledException ? "the server was stopped" : exception.Message,
                finished: false).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Runs a training with the clients that are connected at the start of each round; its own rows of clients and its number of workers
    /// play no part. It was made with the same method and options as this host.
    /// </summary>
    /// <param name="training">What is trained, how it is judged, and where the server keeps its state.</param>
    /// <param name="clientTimeout">How long a client may take for a round before it is left out.</param>
    /// <param name="progress">Receives what happened after every round.</param>
    /// <param name="cancellationToken">Stops; the round in hand is lost, those before it are kept.</param>
    public async Task<FederatedResult> RunAsync(FederatedTraining training, TimeSpan clientTimeout,
        IProgress<RoundResult>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        using var network = FederatedSimulation.Prepared(training.Create, training.Method, training.Options.Seed)();
        var server = new FederatedServer(training.Method, training.Options, training.Folder)
        {
            ClientTimeout = clientTimeout,
            Evaluate = training.Evaluate is null ? null : Judge,
        };
        return await RunAsync(server, ModelState.Read(network), progress, cancellationToken).ConfigureAwait(false);

        IReadOnlyDictionary<string, double>? Judge(int round, ModelState model, IReadOnlyList<int>? counts)
        {
            model.CopyTo(network);
            return training.Evaluate!(new JudgedRound(round, network, counts));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _registry.CloseAsync("the server was stopped", finished: false).ConfigureAwait(false);
        using var limit = new CancellationTokenSource(Grace);
        await _application.StopAsync(limit.Token).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private static void Listen(KestrelServerOptions kestrel, FederationEndpoint endpoint)
    {
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(10);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        kestrel.Listen(IPAddress.Parse(endpoint.Address), endpoint.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (endpoint.Certificate is { } file)
            {
                listen.UseHttps(X509CertificateLoader.LoadPkcs12FromFile(file, endpoint.CertificatePassword));
            }
        });
    }
}

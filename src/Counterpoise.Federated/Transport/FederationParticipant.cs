using System.Globalization;
using System.Diagnostics;
using System.Security.Authentication;
using System.Security.Cryptography;
using Counterpoise.Federated.Rounds;
using Counterpoise.Federated.Transport.Protos;
using Counterpoise.Learning.Models;
using Grpc.Core;
using Grpc.Net.Client;

namespace Counterpoise.Federated.Transport;

/// <summary>
/// A client process of a federation: connects, trains each round that the server asks for, and connects again when the server went away.
/// </summary>
public static class FederationParticipant
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Takes part until the server says that all rounds are done.</summary>
    /// <param name="connection">How the server is reached.</param>
    /// <param name="client">The client.</param>
    /// <param name="create">Makes an initialised network, as the server does.</param>
    /// <param name="method">The method, as the server has it.</param>
    /// <param name="options">The federation's options, as the server has them.</param>
    /// <param name="progress">Receives the number of every round that was trained.</param>
    /// <param name="cancellationToken">Leaves the federation.</param>
    /// <returns>The number of rounds it trained.</returns>
    /// <exception cref="IOException">The server was not reached within the patience, refused the client, or ended before all rounds were
    /// done.</exception>
    public static async Task<int> RunAsync(
        FederationConnection connection,
        FederatedClient client,
        Func<EmbeddingClassifier> create,
        IFederatedMethod method,
        FederatedOptions options,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(create);
        connection.Validate();
        using var network = FederatedSimulation.Prepared(create, method, options.Seed)();
        using var channel = Connect(connection);
        var (trained, clock) = (0, Stopwatch.StartNew());
        while (true)
        {
            try
            {
                var session = new Session(client, network, FederatedSettings.Fingerprint(method, options), round =>
                {
                    trained++;
                    clock.Restart();
                    progress?.Report(round);
                });
                await session.RunAsync(channel, connection, cancellationToken).ConfigureAwait(false);
                return trained;
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.Cancelled && cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
            catch (RpcException exception) when (
                exception.StatusCode is StatusCode.FailedPrecondition or StatusCode.Unauthenticated or StatusCode.InvalidArgument
                    or StatusCode.ResourceExhausted)
            {
                throw new IOException($"{connection.Server} refused client {client.Info.Name}: {exception.Status.Detail}", exception);
            }
            catch (RpcException exception) when (IsOfTls(exception))
            {
                // It stays as it is however long one waits.
                throw new IOException(connection.CertificateFingerprint is { } expected
                    ? $"{connection.Server} shows another certificate than that with the fingerprint {expected}: give the client the one "
                        + $"that the server printed"
                    : $"{connection.Server} shows a certificate that nobody signed whom this machine trusts: give the client the "
                    + $"fingerprint "
                        + $"that the server printed", exception);
            }
            catch (RpcException exception)
            {
                if (clock.Elapsed > connection.Patience)
                {
                    throw new IOException(string.Create(CultureInfo.InvariantCulture,
                        $"{connection.Server} was not reached for {connection.Patience.TotalSeconds:0.#} seconds: "
                            + $"{exception.Status.Detail}"), exception);
                }

                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool IsOfTls(RpcException exception)
    {
        for (var cause = exception.Status.DebugException; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationException)
            {
                return true;
            }
        }

        return false;
    }

    private static GrpcChannel Connect(FederationConnection connection)
    {
        var handler = new SocketsHttpHandler
        {
            KeepAlivePingDelay = TimeSpan.FromSeconds(10),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
            EnableMultipleHttp2Connections = true,
        };
        if (connection.CertificateFingerprint is { } expected)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                certificate is not null && string.Equals(certificate.GetCertHashString(HashAlgorithmName.SHA256), expected,
                    StringComparison.OrdinalIgnoreCase);
        }

        return GrpcChannel.ForAddress(connection.Server, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = connection.MaxMessageBytes,
            MaxSendMessageSize = connection.MaxMessageBytes,
        });
    }

    /// <summary>One connection.</summary>
    private sealed class Session(FederatedClient client, EmbeddingClassifier network, string settings, Action<int> trained)
    {
        internal async Task RunAsync(GrpcChannel channel, FederationConnection connection, CancellationToken cancellationToken)
        {
            var headers = connection.Token is { } token ? new Metadata { { "authorization", "Bearer " + token } } : null;
            using var call = new Federation.FederationClient(channel).Work(headers, cancellationToken: cancellationToken);
            await SendAsync(call, new ClientMessage { Hello = Greeting() }).ConfigureAwait(false);
            while (await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false))
            {
                var message = call.ResponseStream.Current;
                switch (message.ContentCase)
                {
                    case ServerMessage.ContentOneofCase.Round:
                        await SendAsync(call, await Task.Run(() => Answer(message.Round, cancellationToken), cancellationToken)
                            .ConfigureAwait(false)).ConfigureAwait(false);
                        trained(message.Round.Number);
                        break;
                    case ServerMessage.ContentOneofCase.Goodbye:
                        await call.RequestStream.CompleteAsync().ConfigureAwait(false);
                        if (!message.Goodbye.Finished)
                        {
                            throw new IOException($"{connection.Server} ended the federation: {message.Goodbye.Reason}");
                        }

                        return;
                    default:
                        break;
                }
            }

            throw new RpcException(new Status(StatusCode.Unavailable, "the server closed the connection"));
        }

        /// <summary>A call that is closed already says why when it is read.</summary>
        private static async Task SendAsync(AsyncDuplexStreamingCall<ClientMessage, ServerMessage> call, ClientMessage message)
        {
            try
            {
                await call.RequestStream.WriteAsync(message).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is InvalidOperationException or RpcException or IOException)
            {
                await call.ResponseStream.MoveNext(CancellationToken.None).ConfigureAwait(false);
                throw new RpcException(new Status(StatusCode.Unavailable, "the server closed the connection", exception));
            }
        }

        private Hello Greeting()
        {
            var info = client.Info;
            var hello = new Hello { Schema = ClientRegistry.Schema, Client = info.Name, Rows = info.Rows, Settings = settings };
            hello.Counts.AddRange(info.Counts ?? []);
            return hello;
        }

        private ClientMessage Answer(Round round, CancellationToken cancellationToken)
        {
            try
            {
                torch.set_num_threads(1);
                var request = new RoundRequest(round.Number, StateMessages.FromMessage(round.State),
                    StateMessages.FromMessage(round.Extras));
                var update = client.Train(request, network, cancellationToken);
                var message = new Update { Round = round.Number, Rows = update.Rows, Steps = update.Steps, Loss = update.Loss,
                    State = StateMessages.ToMessage(update.State), Extras = StateMessages.ToMessage(update.Extras) };
                message.Moves.AddRange(update.Moves);
                return new ClientMessage { Update = message };
            }
            catch (Exception exception) when (
                exception is ArgumentException or InvalidOperationException or InvalidDataException or IOException)
            {
                return new ClientMessage { Failure = new Failure { Round = round.Number, Reason = exception.Message } };
            }
        }
    }
}

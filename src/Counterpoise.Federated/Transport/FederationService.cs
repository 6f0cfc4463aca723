using System.Security.Cryptography;
using System.Text;
using Counterpoise.Federated.Rounds;
using Counterpoise.Federated.Transport.Protos;
using Grpc.Core;

namespace Counterpoise.Federated.Transport;

/// <summary>The server's side of a client's call.</summary>
internal sealed class FederationService(ClientRegistry registry) : Federation.FederationBase
{
    public override async Task Work(IAsyncStreamReader<ClientMessage> requestStream, IServerStreamWriter<ServerMessage> responseStream,
        ServerCallContext context)
    {
        RequireToken(context.RequestHeaders.GetValue("authorization"));
        if (!await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false)
            || requestStream.Current.ContentCase != ClientMessage.ContentOneofCase.Hello)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "the first message of a client is its greeting"));
        }

        var hello = requestStream.Current.Hello;
        var refusal = registry.Refusal(hello);
        var client = new RemoteChannel(new ClientInfo(hello.Client, hello.Rows, hello.Counts.Count == 0 ? null : [.. hello.Counts]),
            responseStream);
        if (refusal is null && !registry.TryAdd(client))
        {
            refusal = $"a client called '{hello.Client}' is connected already: names must be unique";
        }

        if (refusal is not null)
        {
            throw new RpcException(new Status(StatusCode.FailedPrecondition, refusal));
        }

        await ServeAsync(client, requestStream, context).ConfigureAwait(false);
    }

    private async Task ServeAsync(RemoteChannel client, IAsyncStreamReader<ClientMessage> requests, ServerCallContext context)
    {
        try
        {
            await client.SendAsync(new ServerMessage { Welcome =
                new Welcome { Schema = ClientRegistry.Schema, Settings = registry.Settings } }).ConfigureAwait(false);
            while (true)
            {
                var next = requests.MoveNext(context.CancellationToken);
                if (await Task.WhenAny(next, registry.Closing).ConfigureAwait(false) != next || !await next.ConfigureAwait(false))
                {
                    break;
                }

                client.Receive(requests.Current);
            }
        }
        catch (InvalidDataException exception)
        {
            client.Close(exception.Message);
            throw new RpcException(new Status(StatusCode.InvalidArgument, exception.Message));
        }
        catch (Exception exception) when (
            exception is IOException or OperationCanceledException or ClientLostException or InvalidOperationException)
        {
            client.Close("its connection is closed");
        }
        finally
        {
            client.Close("its connection is closed");
            registry.Remove(client);
        }
    }

    private void RequireToken(string? header)
    {
        if (registry.Token is { } token && !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header ?? ""),
            Encoding.UTF8.GetBytes("Bearer " + token)))
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated,
                "the token is missing or wrong: give the client the server's token"));
        }
    }
}

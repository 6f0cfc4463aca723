using Counterpoise.Federated.Rounds;
using Counterpoise.Federated.Transport.Protos;

namespace Counterpoise.Federated.Transport;

/// <summary>The clients that are connected now.</summary>
internal sealed class ClientRegistry(string settings, FederationEndpoint endpoint)
{
    /// <summary>Version of the messages; raised whenever an older side would misread them.</summary>
    internal const int Schema = 1;

    private readonly Lock _one = new();
    private readonly Dictionary<string, RemoteChannel> _clients = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal string Settings => settings;

    internal string? Token => endpoint.Token;

    /// <summary>Ends when the federation ends; open calls then end too.</summary>
    internal Task Closing => _closing.Task;

    internal IReadOnlyList<IClientChannel> Clients
    {
        get
        {
            lock (_one)
            {
                return [.. _clients.Values];
            }
        }
    }

    /// <summary>Why a client is not let in; null where it is.</summary>
    internal string? Refusal(Hello hello) =>
        hello.Schema != Schema
            ? $"this server speaks version {Schema} of the messages, the client version {hello.Schema}: install the same version on both "
            + $"sides"
        : string.IsNullOrEmpty(hello.Client) ? "a client needs a name"
        : hello.Rows < 0 ? "a client cannot have fewer than 0 rows"
        : hello.Settings != settings ? "the client was started with another method or other options than the server: give both the same"
        : null;

    /// <summary>Whether the client was taken; a name that is connected already is not.</summary>
    internal bool TryAdd(RemoteChannel client)
    {
        lock (_one)
        {
            return _clients.TryAdd(client.Info.Name, client);
        }
    }

    internal void Remove(RemoteChannel client)
    {
        lock (_one)
        {
            if (_clients.TryGetValue(client.Info.Name, out var kept) && ReferenceEquals(kept, client))
            {
                _clients.Remove(client.Info.Name);
            }
        }
    }

    internal async Task CloseAsync(string reason, bool finished)
    {
        foreach (var client in Clients.Cast<RemoteChannel>())
        {
            try
            {
                await client.SendAsync(new ServerMessage { Goodbye = new Goodbye { Reason = reason, Finished = finished } })
                    .ConfigureAwait(false);
            }
            catch (ClientLostException)
            {
                // It is gone already, so that nobody is left to be told.
            }
        }

        _closing.TrySetResult();
    }
}

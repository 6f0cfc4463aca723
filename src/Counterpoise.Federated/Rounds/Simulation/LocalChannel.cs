namespace Counterpoise.Federated.Rounds;

/// <summary>A client in this process, which waits for one of the simulation's networks.</summary>
internal sealed class LocalChannel(FederatedClient client, NetworkPool pool) : IClientChannel
{
    public ClientInfo Info => client.Info;

    public Task<ClientUpdate> TrainAsync(RoundRequest request, CancellationToken cancellationToken) =>
        pool.UseAsync(network => client.Train(request, network, cancellationToken), cancellationToken);
}

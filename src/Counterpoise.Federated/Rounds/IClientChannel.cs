namespace Counterpoise.Federated.Rounds;

/// <summary>The way to one client: in this process, or over a network.</summary>
public interface IClientChannel
{
    /// <summary>What the client told when it joined.</summary>
    ClientInfo Info { get; }

    /// <summary>Has the client train one round.</summary>
    /// <param name="request">The global network and what goes with it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ClientLostException">The client does not answer any more; it is left out of the round.</exception>
    Task<ClientUpdate> TrainAsync(RoundRequest request, CancellationToken cancellationToken);
}

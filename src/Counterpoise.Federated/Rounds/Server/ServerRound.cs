namespace Counterpoise.Federated.Rounds;

/// <summary>What the server aggregates at the end of a round.</summary>
/// <param name="Round">From 0.</param>
/// <param name="Clients">Clients of the federation, those that did not train this round too.</param>
/// <param name="Updates">Usable updates, in ordinal order of the clients' names; at least one.</param>
/// <param name="Options">The federation's options.</param>
public sealed record ServerRound(int Round, int Clients, IReadOnlyList<ClientUpdate> Updates, FederatedOptions Options)
{
    /// <summary>n_k / Σ n of each update.</summary>
    public IReadOnlyList<double> Weights { get; } = Share(Updates);

    /// <summary>
    /// The mean of the clients' networks, weighted by their rows: FedAvg. Statistics of normalisation layers are averaged too.
    /// </summary>
    public ModelState Mean() => ModelState.Combine([.. Updates.Select(update => update.State)], Weights);

    private static double[] Share(IReadOnlyList<ClientUpdate> updates)
    {
        double total = updates.Sum(update => (long)update.Rows);
        return [.. updates.Select(update => update.Rows / total)];
    }
}

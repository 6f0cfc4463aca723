using Counterpoise.Learning.Models;

namespace Counterpoise.Federated.Rounds;

/// <summary>One federation to be trained, whatever carries its messages.</summary>
/// <param name="Clients">The clients' rows; names are unique.</param>
/// <param name="Create">Makes an initialised network, with the generator of TorchSharp seeded from the run's seed.</param>
/// <param name="Method">The method.</param>
/// <param name="Options">The federation's options.</param>
public sealed record FederatedTraining(IReadOnlyList<ClientData> Clients, Func<EmbeddingClassifier> Create, IFederatedMethod Method,
    FederatedOptions Options)
{
    /// <summary>Computes metrics of the deployed network after a round; null evaluates nothing.</summary>
    public Func<JudgedRound, IReadOnlyDictionary<string, double>?>? Evaluate { get; init; }

    /// <summary>Clients that train at a time in one process, at least 1; default 1.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Where server and clients keep their states; null, the default, keeps all in memory.</summary>
    public string? Folder { get; init; }
}

namespace Counterpoise.Federated.Rounds;

/// <summary>Trains a federation: in one process, or with real ones. All engines give the same numbers.</summary>
/// <param name="training">What is trained.</param>
/// <param name="progress">Receives what happened after every round; or null.</param>
/// <param name="cancellationToken">Stops; the round in hand is lost, those before it are kept.</param>
public delegate Task<FederatedResult> FederatedEngine(FederatedTraining training, IProgress<RoundResult>? progress,
    CancellationToken cancellationToken);

using Counterpoise.Federated.Evaluation;
using Counterpoise.Federated.Rounds;
using Counterpoise.Learning.Models;

namespace Counterpoise.Federated.Comparisons;

/// <summary>What all arms share under one seed.</summary>
/// <param name="Clients">The clients' rows.</param>
/// <param name="Evaluator">Judges on rows that no client trains on.</param>
/// <param name="Create">Makes an initialised network.</param>
public sealed record FederatedSetup(IReadOnlyList<ClientData> Clients, FederatedEvaluator Evaluator, Func<EmbeddingClassifier> Create);

using Counterpoise.Learning.Models;

namespace Counterpoise.Federated.Rounds;

/// <summary>What a judge of a federation is given after a round.</summary>
/// <param name="Round">From 0.</param>
/// <param name="Network">A network that holds the deployed state; it is used again after the call.</param>
/// <param name="SharedCounts">Rows of each class over the clients that told theirs, [C]; null where none did.</param>
public sealed record JudgedRound(int Round, EmbeddingClassifier Network, IReadOnlyList<int>? SharedCounts);

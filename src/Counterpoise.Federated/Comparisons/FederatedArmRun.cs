using Counterpoise.Federated.Rounds;

namespace Counterpoise.Federated.Comparisons;

/// <summary>One arm under one seed.</summary>
/// <param name="Arm">The arm's name.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Rounds">What happened, round by round; metrics where the network was judged, the last round always.</param>
public sealed record FederatedArmRun(string Arm, ulong Seed, IReadOnlyList<RoundResult> Rounds)
{
    /// <summary>Metrics after the last round.</summary>
    public IReadOnlyDictionary<string, double> Final => Rounds[^1].Metrics;

    /// <summary>Bytes sent to clients and received from them over all rounds.</summary>
    public long Bytes => Rounds.Sum(round => round.BytesDown + round.BytesUp);
}

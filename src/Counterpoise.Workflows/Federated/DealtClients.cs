using Counterpoise.Federated.Evaluation;
using Counterpoise.Federated.Partitions;

namespace Counterpoise.Workflows.Federated;

/// <summary>What was dealt under a seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Partition">Who holds what.</param>
/// <param name="TestRows">Rows that no client trains on.</param>
/// <param name="Network">What is trained.</param>
/// <param name="Fingerprint">A hash of every number that determines the training but the options.</param>
/// <param name="Baselines">Metrics of the baselines by name; empty for none.</param>
internal sealed record DealtClients(ulong Seed, Partition Partition, int TestRows, NetworkPlan Network, string Fingerprint,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Baselines)
{
    /// <summary>Training rows of each class, [C].</summary>
    public int[] Counts => [.. Enumerable.Range(0, Partition.Counts[0].Count).Select(c => Partition.Counts.Sum(client => client[c]))];

    /// <summary>The classes by training rows.</summary>
    public ClassThirds Thirds => ClassThirds.From(Counts);
}

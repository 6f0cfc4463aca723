namespace Counterpoise.Federated.Rounds;

/// <summary>Snapshots in memory: they end with the process.</summary>
internal sealed class MemorySnapshots : ISnapshotStore
{
    private readonly Dictionary<int, ClientSnapshot> _snapshots = [];

    public IReadOnlyCollection<int> Rounds => _snapshots.Keys;

    public ClientSnapshot Read(int round) => _snapshots[round];

    public void Write(int round, ClientSnapshot snapshot) => _snapshots[round] = snapshot;

    public void Delete(int round) => _snapshots.Remove(round);
}

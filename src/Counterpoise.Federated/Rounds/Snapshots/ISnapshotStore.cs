namespace Counterpoise.Federated.Rounds;

/// <summary>Where the snapshots of a client lie.</summary>
internal interface ISnapshotStore
{
    /// <summary>The rounds of which there is a snapshot, in any order.</summary>
    IReadOnlyCollection<int> Rounds { get; }

    /// <summary>The snapshot of a round that is there.</summary>
    ClientSnapshot Read(int round);

    /// <summary>Keeps a snapshot, whole or not at all.</summary>
    void Write(int round, ClientSnapshot snapshot);

    /// <summary>Removes a snapshot.</summary>
    void Delete(int round);
}

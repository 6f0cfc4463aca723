namespace Counterpoise.Federated.Rounds;

/// <summary>
/// What a client remembers: after each round its labels and the states that its method keeps. The last round and the one before are kept,
/// so that a round can be repeated after an interruption; a round that leaves labels as they were, and no states, keeps nothing new.
/// </summary>
internal sealed class ClientMemory(ISnapshotStore store)
{
    /// <summary>What was remembered after the last round before this one; null before the first.</summary>
    internal ClientSnapshot? Before(int round) => Latest(round) is { } last ? store.Read(last) : null;

    /// <summary>Keeps this round and the one before.</summary>
    /// <param name="round">The round.</param>
    /// <param name="snapshot">What there is to remember after it.</param>
    /// <param name="earlier">What there was before it.</param>
    internal void Keep(int round, ClientSnapshot snapshot, ClientSnapshot earlier)
    {
        if (snapshot.Memory.Count == 0 && earlier.Memory.Count == 0 && snapshot.Labels.AsSpan().SequenceEqual(earlier.Labels))
        {
            return;
        }

        var before = Latest(round);
        store.Write(round, snapshot);
        foreach (var old in store.Rounds.Where(kept => kept != round && kept != before).ToArray())
        {
            store.Delete(old);
        }
    }

    private int? Latest(int round) => store.Rounds.Where(kept => kept < round).Select(kept => (int?)kept).Max();
}

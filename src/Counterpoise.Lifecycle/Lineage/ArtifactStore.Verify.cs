namespace Counterpoise.Lifecycle.Lineage;

public sealed partial class ArtifactStore
{
    /// <summary>
    /// Reads everything again and compares it with the audit log: the chain of entries, every manifest and content with its hash, parents
    /// that stand before their children, ancestors that reach raw data, and names that point to something. One changed byte is found.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public StoreVerification Verify(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            using var held = StoreLock.Take(LockFile, _options.LockTimeout, cancellationToken);
            var faults = new List<StoreFault>();
            var (entries, head) = CheckChain(faults);
            CheckIndex(entries, faults);
            var (known, traced) = CheckArtifacts(entries, faults, cancellationToken);
            return new StoreVerification
            {
                Faults = faults,
                Entries = entries.Count,
                Artifacts = known.Count,
                Traceability = known.Count == 0 ? 1 : traced / (double)known.Count,
                Unrecorded = Files("artifacts").Count(f => !known.ContainsKey(Path.GetFileName(f)))
                    + Files("content").Count(f => !known.ContainsValue(Path.GetFileName(f))),
                Head = head,
            };
        }
    }

    private (List<AuditEntry> Entries, string Head) CheckChain(List<StoreFault> faults)
    {
        var (entries, head, line) = (new List<AuditEntry>(), AuditLine.Origin, 0);
        foreach (var (entry, _) in _log.Read())
        {
            line++;
            var where = $"audit.jsonl, line {line}";
            if (entry is null)
            {
                faults.Add(new StoreFault(where, "the line was changed: its hash is not that of its text"));
                continue;
            }

            if (entry.Number != line || entry.Previous != head)
                faults.Add(new StoreFault(where,
                    $"found entry {entry.Number} after {Short(entry.Previous)}; expected entry {line} after {Short(head)}: a line before "
                    + $"it was changed, moved or removed"));
            entries.Add(entry);
            head = entry.Hash;
        }

        return (entries, head);
    }

    /// <summary>The index remembers how far the log went: a log that was cut at its end is found by it.</summary>
    private void CheckIndex(List<AuditEntry> entries, List<StoreFault> faults)
    {
        var (number, hash, _) = _index.Position;
        if (number > 0 && (number > entries.Count || entries[(int)number - 1].Hash != hash))
            faults.Add(new StoreFault("audit.jsonl",
                $"the index has read {number} entries up to {Short(hash)}, which the log no longer holds: entries were changed or "
                    + $"removed"));
    }

    private (Dictionary<string, string> Known, int Traced) CheckArtifacts(List<AuditEntry> entries, List<StoreFault> faults,
        CancellationToken cancellationToken)
    {
        var (known, traced) = (new Dictionary<string, string>(), new HashSet<string>());
        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.Action == PointAction && !known.ContainsKey(entry.Details.GetValueOrDefault("artifact", "")))
                faults.Add(new StoreFault($"audit.jsonl, line {entry.Number}",
                    $"'{entry.Subject}' points to an artifact that is not there"));
            if (entry.Action != PutAction)
                continue;
            if (!known.TryAdd(entry.Subject, entry.Details.GetValueOrDefault("content", "")))
                faults.Add(new StoreFault($"audit.jsonl, line {entry.Number}", $"artifact {Short(entry.Subject)} was stored twice"));
            if (CheckArtifact(entry, known, faults) is not { } artifact)
                continue;
            if (artifact.Parents.Count == 0 ? ArtifactKinds.IsOrigin(artifact.Kind) : artifact.Parents.All(traced.Contains))
                traced.Add(artifact.Id);
            else
                faults.Add(new StoreFault($"artifact {Short(artifact.Id)}",
                    $"a {artifact.Kind} whose ancestors do not reach raw data or a plan"));
        }

        return (known, traced.Count);
    }

    private Artifact? CheckArtifact(AuditEntry entry, Dictionary<string, string> known, List<StoreFault> faults)
    {
        var where = $"artifact {Short(entry.Subject)}";
        try
        {
            var artifact = Load(entry.Subject);
            ReadChecked(ContentPath(artifact.Content), artifact.Content);
            if (artifact.Parents.FirstOrDefault(p => !known.ContainsKey(p)) is { } parent)
                faults.Add(new StoreFault(where, $"its parent {Short(parent)} does not stand before it"));
            return artifact;
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            faults.Add(new StoreFault(where, fault.Message));
            return null;
        }
    }

    private IEnumerable<string> Files(string part) => Directory.EnumerateFiles(Path.Combine(Folder, part), "*",
        SearchOption.AllDirectories);

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}

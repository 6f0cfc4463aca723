namespace Counterpoise.Lifecycle.Lineage;

/// <summary>Whether a store is what its audit log says.</summary>
public sealed record StoreVerification
{
    /// <summary>What is wrong; empty where nothing is.</summary>
    public required IReadOnlyList<StoreFault> Faults { get; init; }

    /// <summary>Number of entries in the audit log.</summary>
    public required long Entries { get; init; }

    /// <summary>Number of artifacts.</summary>
    public required int Artifacts { get; init; }

    /// <summary>Share of artifacts whose ancestors all reach raw data or a plan, in [0, 1]; 1 for an empty store.</summary>
    public required double Traceability { get; init; }

    /// <summary>Files that no entry names: left by a process that was killed before it recorded them, and harmless.</summary>
    public required int Unrecorded { get; init; }

    /// <summary>
    /// Hash of the last entry. Who notes it elsewhere can later prove that no entry up to it was changed, by finding it in the log again.
    /// </summary>
    public required string Head { get; init; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsIntact => Faults.Count == 0;
}

namespace Counterpoise.Data.DuckDb;

/// <summary>How DuckDB uses the machine.</summary>
public sealed record DuckDbOptions
{
    /// <summary>Memory that DuckDB may hold before it spills to disk, in MiB. Default null: 80% of the machine's.</summary>
    public int? MemoryLimitMiB { get; init; }

    /// <summary>Threads, at least 1. Default null: one per processor. The order of rows does not depend on it.</summary>
    public int? Threads { get; init; }

    /// <summary>Folder for what does not fit into memory. Default null: DuckDB's own choice.</summary>
    public string? TemporaryFolder { get; init; }

    /// <summary>Collects every fault into one exception.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (MemoryLimitMiB is < 16)
            faults.Add($"MemoryLimitMiB is {MemoryLimitMiB}; expected at least 16");
        if (Threads is < 1)
            faults.Add($"Threads is {Threads}; expected at least 1");
        if (faults.Count > 0)
            throw new ArgumentException($"DuckDB options: {string.Join("; ", faults)}");
    }
}

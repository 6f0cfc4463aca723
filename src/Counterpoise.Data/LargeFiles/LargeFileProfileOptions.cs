namespace Counterpoise.Data.LargeFiles;

/// <summary>Which file is profiled without holding its rows in memory, and within what.</summary>
public sealed record LargeFileProfileOptions
{
    /// <summary>A Parquet or CSV file with a header.</summary>
    public required string Input { get; init; }

    /// <summary>The class column.</summary>
    public required string Target { get; init; }

    /// <summary>
    /// What DuckDB may hold, in MiB, at least 256; what is beyond it goes to a file in the system's temporary folder. Default 1024.
    /// </summary>
    public int MemoryMegabytes { get; init; } = 1024;

    /// <summary>Threads of DuckDB, at least 1. Default 2.</summary>
    public int Threads { get; init; } = 2;
}

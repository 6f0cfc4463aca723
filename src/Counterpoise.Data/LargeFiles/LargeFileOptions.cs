namespace Counterpoise.Data.LargeFiles;

/// <summary>Which file is resampled without holding its rows in memory, and how.</summary>
public sealed record LargeFileOptions
{
    /// <summary>A Parquet or CSV file with a header.</summary>
    public required string Input { get; init; }

    /// <summary>The file that is written: .parquet or .csv.</summary>
    public required string Output { get; init; }

    /// <summary>The class column; rows without a value in it are left out and counted.</summary>
    public required string Target { get; init; }

    /// <summary>How. Default random under-sampling.</summary>
    public LargeFileMethod Method { get; init; }

    /// <summary>
    /// Rows of the result for <see cref="LargeFileMethod.ClassBalanced"/>, at least 1. Default null: as many as the file has.
    /// </summary>
    public long? Rows { get; init; }

    /// <summary>Seed of the draws. Default 0. Results do not depend on memory or threads.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// What DuckDB may hold, in MiB, at least 256; beyond it rows go to a file beside the output. The draws take 7 bytes a row beside it.
    /// Default 1024.
    /// </summary>
    public int MemoryMegabytes { get; init; } = 1024;

    /// <summary>Threads of DuckDB, at least 1. Default 2.</summary>
    public int Threads { get; init; } = 2;
}

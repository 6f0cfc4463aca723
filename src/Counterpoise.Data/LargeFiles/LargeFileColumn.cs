namespace Counterpoise.Data.LargeFiles;

/// <summary>A column of a file that is not held in memory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in DuckDB's words, such as <c>DOUBLE</c> or <c>VARCHAR</c>.</param>
/// <param name="Missing">Rows without a value in it.</param>
/// <param name="Distinct">About how many different values it has (HyperLogLog, up to a fifth off).</param>
/// <param name="Minimum">The least value as text; null where all are missing.</param>
/// <param name="Maximum">The greatest value as text; null where all are missing.</param>
/// <param name="Mean">The mean; null of what are no numbers.</param>
/// <param name="Deviation">The sample standard deviation; null of what are no numbers, and of a single one.</param>
public sealed record LargeFileColumn(string Name, string Type, long Missing, long Distinct, string? Minimum, string? Maximum, double? Mean,
    double? Deviation);

namespace Counterpoise.Data.LargeFiles;

/// <summary>How far the work on a large file is.</summary>
/// <param name="Name">What is being done: counting, drawing or writing.</param>
/// <param name="Rows">Rows read so far while counting, drawn rows afterwards.</param>
public sealed record LargeFileStep(string Name, long Rows);

namespace Counterpoise.Data.LargeFiles;

/// <summary>What resampling a large file gave.</summary>
/// <param name="Before">Rows of each class in the file.</param>
/// <param name="After">Rows of each class in the result.</param>
/// <param name="WithoutClass">Rows without a class, which were left out.</param>
public sealed record LargeFileResult(IReadOnlyDictionary<string, long> Before, IReadOnlyDictionary<string, long> After, long WithoutClass);

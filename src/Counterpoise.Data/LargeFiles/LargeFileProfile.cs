using Counterpoise.Profiles;

namespace Counterpoise.Data.LargeFiles;

/// <summary>What a file that is not held in memory looks like.</summary>
/// <param name="Rows">Rows of the file.</param>
/// <param name="WithoutClass">Rows without a class.</param>
/// <param name="Classes">How uneven the classes are, counted over all rows that have one.</param>
/// <param name="Columns">The columns beside the class, in the order of the file.</param>
public sealed record LargeFileProfile(long Rows, long WithoutClass, ClassProfile Classes, IReadOnlyList<LargeFileColumn> Columns);

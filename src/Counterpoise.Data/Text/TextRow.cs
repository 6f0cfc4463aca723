namespace Counterpoise.Data.Text;

/// <summary>One row of texts as it stands in a file.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Fields">The fields; null is missing.</param>
/// <param name="Problem">Why the row cannot be used, or null.</param>
internal readonly record struct TextRow(long Line, string?[] Fields, string? Problem = null);

using Counterpoise.Resampling;

namespace Counterpoise.Workflows.Tables;

/// <summary>What resampling a table gave.</summary>
/// <param name="Classes">The classes.</param>
/// <param name="Before">Rows of each before.</param>
/// <param name="After">Rows of each after.</param>
/// <param name="Rows">Rows by where they come from.</param>
/// <param name="Notes">What a person should know of the new rows.</param>
public sealed record TableResamplingResult(IReadOnlyList<string> Classes, IReadOnlyList<int> Before, IReadOnlyList<int> After,
    IReadOnlyDictionary<RowKind, int> Rows, IReadOnlyList<string> Notes);

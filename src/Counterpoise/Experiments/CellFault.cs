namespace Counterpoise.Experiments;

/// <summary>A cell file that could not be used; the cell is to be computed again.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">What was found instead of a cell.</param>
public sealed record CellFault(string Path, string Reason);

namespace Counterpoise.Profiles;

/// <summary>A column that should not be learned from before someone has looked at it.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Suspicion">Why.</param>
/// <param name="Evidence">The numbers of this data set.</param>
public sealed record SuspectColumn(string Column, ColumnSuspicion Suspicion, string Evidence);

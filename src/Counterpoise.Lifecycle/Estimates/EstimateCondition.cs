namespace Counterpoise.Lifecycle.Estimates;

/// <summary>What must be true for an estimate without labels to be right.</summary>
/// <param name="Name">The condition: <c>calibration</c>, <c>same classes given the features</c>, <c>rows like the reference</c> or
/// <c>enough rows</c>.</param>
/// <param name="Holds">Whether it was found to hold; null where no rows without labels can tell.</param>
/// <param name="Found">What was found, with its numbers.</param>
public sealed record EstimateCondition(string Name, bool? Holds, string Found);

namespace Counterpoise.Splits;

/// <summary>An outer split to judge on, and inner splits of its training rows to tune on.</summary>
/// <param name="Outer">The outer split.</param>
/// <param name="Inner">Splits of the outer training rows alone; their indices are those of the whole data.</param>
public sealed record NestedSplit(Split Outer, IReadOnlyList<Split> Inner);

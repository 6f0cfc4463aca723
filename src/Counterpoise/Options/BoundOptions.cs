namespace Counterpoise.Options;

/// <summary>An options record with values that were given by name.</summary>
/// <param name="Value">The record, checked.</param>
/// <param name="Changed">The given values that are not the default, by name in one fixed spelling, for identities and for people.</param>
public sealed record BoundOptions(object Value, IReadOnlyDictionary<string, string> Changed);

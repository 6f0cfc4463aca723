namespace Counterpoise.Lifecycle.Lineage;

/// <summary>Something that <see cref="ArtifactStore.Verify"/> found wrong.</summary>
/// <param name="Where">The file, line or artifact.</param>
/// <param name="Text">What was found and what was expected.</param>
public sealed record StoreFault(string Where, string Text);

namespace Counterpoise.Graph.Generators;

/// <summary>An influence on an indicator.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Source">The parameter or indicator.</param>
/// <param name="Indicator">The indicator that it moves.</param>
/// <param name="Hidden">Whether nobody knows of it: it acts, and is in no graph.</param>
public sealed record Influence(InfluenceKind Kind, int Source, int Indicator, bool Hidden);

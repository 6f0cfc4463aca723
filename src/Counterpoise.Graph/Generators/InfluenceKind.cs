namespace Counterpoise.Graph.Generators;

/// <summary>Where an influence on an indicator comes from.</summary>
public enum InfluenceKind
{
    /// <summary>A parameter.</summary>
    Parameter,

    /// <summary>Another indicator.</summary>
    Indicator,
}

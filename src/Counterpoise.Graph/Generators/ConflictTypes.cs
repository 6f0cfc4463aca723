namespace Counterpoise.Graph.Generators;

/// <summary>Kinds of conflict between apps; a window may hold several.</summary>
[Flags]
public enum ConflictTypes
{
    /// <summary>No conflict.</summary>
    None = 0,

    /// <summary>Two apps set one parameter to different values.</summary>
    Direct = 1,

    /// <summary>An app's change of another parameter with a known influence made the indicator of another app bad.</summary>
    Indirect = 2,

    /// <summary>The same along a hidden influence, or through another indicator.</summary>
    Implicit = 4,
}

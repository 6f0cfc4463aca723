namespace Counterpoise.Graph.Generators;

/// <summary>How the width of a bell is read, which two accounts of the published model print differently.</summary>
public enum BellWidth
{
    /// <summary>exp(−x² / (2 w)²).</summary>
    SquareOfTwice,

    /// <summary>exp(−x² / (2 w²)).</summary>
    TwiceSquare,
}

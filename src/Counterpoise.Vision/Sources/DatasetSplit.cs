namespace Counterpoise.Vision.Sources;

/// <summary>The split of a data set that a source assigns an image to.</summary>
public enum DatasetSplit
{
    /// <summary>The source does not say.</summary>
    Unassigned,

    /// <summary>For fitting.</summary>
    Train,

    /// <summary>For choosing epochs, thresholds and options.</summary>
    Validation,

    /// <summary>For the final measurement only.</summary>
    Test,
}

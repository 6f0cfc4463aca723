namespace Counterpoise.Resampling;

/// <summary>What a resampler does to the rows.</summary>
public enum ResamplingKind
{
    /// <summary>Keeps all rows, first and unchanged, and appends new ones.</summary>
    Over,

    /// <summary>Keeps a chosen number of rows per class.</summary>
    Under,

    /// <summary>Removes the rows that a rule calls noise; how many is not chosen.</summary>
    Clean,

    /// <summary>Over-samples, then cleans.</summary>
    Combined,
}

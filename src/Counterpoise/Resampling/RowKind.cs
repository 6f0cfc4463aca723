namespace Counterpoise.Resampling;

/// <summary>Where a row of a result comes from.</summary>
public enum RowKind
{
    /// <summary>A row of the input, unchanged.</summary>
    Original,

    /// <summary>A row made from rows of the input.</summary>
    Synthetic,

    /// <summary>A further copy of a row of the input.</summary>
    Duplicate,
}

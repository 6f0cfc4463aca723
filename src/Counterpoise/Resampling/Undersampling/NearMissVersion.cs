namespace Counterpoise.Resampling;

/// <summary>Which rows NearMiss keeps.</summary>
public enum NearMissVersion
{
    /// <summary>Those with the smallest mean distance to their k nearest minority rows.</summary>
    Version1 = 1,

    /// <summary>Those with the smallest mean distance to their k farthest minority rows.</summary>
    Version2 = 2,

    /// <summary>
    /// Of the rows that are among the nearest to some minority row, those with the largest mean distance to their k nearest.
    /// </summary>
    Version3 = 3,
}

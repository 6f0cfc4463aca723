namespace Counterpoise.Resampling;

/// <summary>When the neighbours of a row agree with its class.</summary>
public enum Agreement
{
    /// <summary>All neighbours are of the row's class; removes more rows.</summary>
    All,

    /// <summary>The row's class is the most frequent among the neighbours, the lowest of equals; removes fewer rows.</summary>
    Mode,
}

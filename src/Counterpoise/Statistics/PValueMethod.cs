namespace Counterpoise.Statistics;

/// <summary>How a rank test finds its p-value.</summary>
public enum PValueMethod
{
    /// <summary>Exact for a small sample, with ties and zeros too, the normal approximation otherwise.</summary>
    Auto,

    /// <summary>The exact distribution of the ranks, given their ties.</summary>
    Exact,

    /// <summary>The normal approximation with tie correction.</summary>
    Normal,
}

namespace Counterpoise.Statistics;

/// <summary>What a test holds against the null hypothesis.</summary>
public enum Alternative
{
    /// <summary>A difference in either direction.</summary>
    TwoSided,

    /// <summary>The first sample, or the difference, tends to be greater.</summary>
    Greater,

    /// <summary>The first sample, or the difference, tends to be less.</summary>
    Less,
}

namespace Counterpoise.ImbalancedRegression;

/// <summary>Which extremes of a target matter.</summary>
public enum ExtremeSide
{
    /// <summary>Small and large values.</summary>
    Both,

    /// <summary>Small values.</summary>
    Low,

    /// <summary>Large values.</summary>
    High,
}

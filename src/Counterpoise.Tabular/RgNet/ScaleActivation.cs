namespace Counterpoise.Tabular.RgNet;

/// <summary>What follows each linear map of a <see cref="ScaleNetwork"/>.</summary>
public enum ScaleActivation
{
    /// <summary>tanh, bounded.</summary>
    Tanh,

    /// <summary>x · Φ(x).</summary>
    Gelu,

    /// <summary>Nothing: all scales are linear in the row.</summary>
    Identity,
}

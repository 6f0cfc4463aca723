namespace Counterpoise.Deploy.Int8;

/// <summary>An activation that costs nothing: bounds of the output's codes.</summary>
public enum IntegerActivation
{
    /// <summary>None.</summary>
    None,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>min(max(x, 0), 6).</summary>
    Relu6,
}

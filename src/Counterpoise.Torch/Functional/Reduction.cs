namespace Counterpoise.Torch;

/// <summary>What becomes of a loss's values, one for each example; the numbers are libtorch's.</summary>
public enum Reduction
{
    /// <summary>They stay.</summary>
    None = 0,

    /// <summary>Their mean.</summary>
    Mean = 1,

    /// <summary>Their sum.</summary>
    Sum = 2,
}

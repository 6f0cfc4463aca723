namespace Counterpoise.Search;

/// <summary>Which way separation moves a dragonfly: the paper's formula and its authors' code differ.</summary>
public enum SeparationSign
{
    /// <summary>S = Σ (x − x_j): away from its neighbours, as the code that was distributed.</summary>
    Code,

    /// <summary>S = −Σ (x − x_j): towards them, as the formula is printed.</summary>
    Printed,
}

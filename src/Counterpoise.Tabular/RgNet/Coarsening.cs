namespace Counterpoise.Tabular.RgNet;

/// <summary>How the linear maps from one scale to the next start, and whether they are learned.</summary>
public enum Coarsening
{
    /// <summary>Random initial values, learned.</summary>
    Learned,

    /// <summary>Each unit starts as the mean of a block of neighbouring units below (Kadanoff's blocks), learned from there.</summary>
    FromAverages,

    /// <summary>Means of blocks that stay: only what follows them and the head are learned.</summary>
    FixedAverages,

    /// <summary>Random maps that stay: the control that says what learning them is worth.</summary>
    FixedRandom,
}

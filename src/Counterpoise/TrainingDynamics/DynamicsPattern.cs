namespace Counterpoise.TrainingDynamics;

/// <summary>
/// What imbalance and overlap do to a figure of training, alone and together. Each figure and table has one; the first that holds in the
/// order below.
/// </summary>
public enum DynamicsPattern
{
    /// <summary>Nothing that stands out from runs that differ by their seeds alone.</summary>
    None,

    /// <summary>The intervention moved what it was to leave alone: nothing can be said.</summary>
    Undecidable,

    /// <summary>An effect of one alone that is gone where both are there.</summary>
    Masking,

    /// <summary>Both together do what imbalance alone does, although overlap alone does the contrary.</summary>
    ImbalanceDominates,

    /// <summary>Both together do what overlap alone does, although imbalance alone does the contrary.</summary>
    OverlapDominates,

    /// <summary>Both together do more or less than the sum of each alone.</summary>
    Interaction,

    /// <summary>Each alone does the same.</summary>
    Shared,

    /// <summary>Imbalance alone does it.</summary>
    ImbalanceOnly,

    /// <summary>Overlap alone does it.</summary>
    OverlapOnly,
}

namespace Counterpoise.Transfer.Fitting;

/// <summary>What is unusual about a fit.</summary>
public enum FragilityFlag
{
    /// <summary>Every failure happened at a higher intensity than every survival: the likelihood rises for ever as β falls to 0.</summary>
    Separated,

    /// <summary>β would be below its lower bound and is held there; θ is fitted with it.</summary>
    BetaAtLowerBound,

    /// <summary>β would be above its upper bound, or failures do not become more frequent with intensity; β is held at the bound.</summary>
    BetaAtUpperBound,

    /// <summary>The records hold no failure.</summary>
    NoFailures,

    /// <summary>The records hold nothing but failures.</summary>
    OnlyFailures,

    /// <summary>The counts are no more dispersed than the binomial; ρ is at its lower bound.</summary>
    NoOverdispersion,

    /// <summary>The optimiser stopped before its tolerance.</summary>
    NotConverged,
}

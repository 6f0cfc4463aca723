namespace Counterpoise.Transfer.Strategies;

/// <summary>Where the widths of the priors of parameter-based transfer come from.</summary>
public enum PriorWidth
{
    /// <summary>The widths of the options.</summary>
    Fixed,

    /// <summary>
    /// From how much the sources differ among themselves (empirical Bayes); needs two sources, and three or more to be trusted.
    /// </summary>
    Learned,

    /// <summary>
    /// The width of ln θ with the best leave-one-out score on the target's own structures; needs a failure and a survival there.
    /// </summary>
    LeaveOneOut,
}

namespace Counterpoise.Learning.AdaptiveContrastive;

/// <summary>How the imbalance level σ is scaled before it drives temperature and weight.</summary>
public enum SigmaMode
{
    /// <summary>The paper's: the standard deviation of the class frequencies, at most √(C−1)/C.</summary>
    Paper,

    /// <summary>
    /// An extension that is not in the paper: σ over its largest value (√(C−1)/C, or 1/√C for the sample deviation), in [0, 1] for any
    /// number of classes.
    /// </summary>
    Normalised,
}

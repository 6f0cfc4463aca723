namespace Counterpoise.Learning.AdaptiveContrastive;

/// <summary>How the imbalance level σ is scaled before it drives temperature and weight.</summary>
public enum SigmaMode
{
    /// <summary>The paper's: the standard deviation of the class frequencies, at most √(C−1)/C.</summary>
    Paper,

    /// <summary>An extension that is not in the paper: σ·C/√(C−1), in [0, 1] for any number of classes.</summary>
    Normalised,
}

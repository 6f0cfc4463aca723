namespace Counterpoise.Learning.Losses;

/// <summary>How the weighted losses of the rows become one number.</summary>
public enum ClassReduction
{
    /// <summary>Σ w nll / N. The default.</summary>
    Mean,

    /// <summary>Σ w nll, the paper's Eq. 2 to the letter.</summary>
    Sum,

    /// <summary>Σ w nll / Σ w, as PyTorch's weighted cross-entropy.</summary>
    WeightedMean,
}

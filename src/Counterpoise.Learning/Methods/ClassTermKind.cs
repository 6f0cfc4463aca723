namespace Counterpoise.Learning.Methods;

/// <summary>The class term of a method.</summary>
public enum ClassTermKind
{
    /// <summary>Cross-entropy.</summary>
    CrossEntropy,

    /// <summary>Cross-entropy weighted by inverse class frequency.</summary>
    WeightedCrossEntropy,

    /// <summary>Cross-entropy weighted by the effective number of samples.</summary>
    ClassBalanced,

    /// <summary>Cross-entropy of logits shifted by τ log π; balanced softmax at τ = 1.</summary>
    LogitAdjustment,

    /// <summary>Label-distribution-aware margins.</summary>
    Ldam,

    /// <summary>Vector scaling.</summary>
    VectorScaling,

    /// <summary>Focal loss.</summary>
    Focal,
}

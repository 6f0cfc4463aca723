namespace Counterpoise.Graph.Gcn;

/// <summary>The loss of the types of a window.</summary>
public enum ConflictLoss
{
    /// <summary>Binary focal loss with inverse-frequency weights.</summary>
    Focal,

    /// <summary>Cross-entropy with the same weights.</summary>
    CrossEntropy,

    /// <summary>Cross-entropy of logits moved by the log odds of each type.</summary>
    LogitAdjustment,
}

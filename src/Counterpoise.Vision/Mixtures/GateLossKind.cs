namespace Counterpoise.Vision.Mixtures;

/// <summary>What the gate learns from.</summary>
public enum GateLossKind
{
    /// <summary>The mean of −log p_y: the frequent classes choose the gate.</summary>
    Plain,

    /// <summary>A mean weighted by the effective number of each class's rows, so that rare classes count as much. The default.</summary>
    ClassBalanced,

    /// <summary>−log of the mixture's probability times the class's prior, renormalised: logit adjustment.</summary>
    LogitAdjusted,
}

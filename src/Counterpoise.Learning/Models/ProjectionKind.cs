namespace Counterpoise.Learning.Models;

/// <summary>What stands between the embedding and the contrastive loss.</summary>
public enum ProjectionKind
{
    /// <summary>Linear(D, D), ReLU, Linear(D, d): the default, as in SupCon.</summary>
    Mlp,

    /// <summary>Linear(D, d).</summary>
    Linear,

    /// <summary>The embedding itself.</summary>
    None,
}

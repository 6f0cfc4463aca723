namespace Counterpoise.Learning.Methods;

/// <summary>The contrastive loss of a method that has one.</summary>
public enum ContrastiveTermKind
{
    /// <summary>Supervised contrastive.</summary>
    Supervised,

    /// <summary>Balanced contrastive, with learnt class prototypes.</summary>
    Balanced,

    /// <summary>Supervised contrastive with k positives for every anchor.</summary>
    KPositive,

    /// <summary>Probabilistic contrastive, with a von Mises-Fisher distribution for each class.</summary>
    Probabilistic,

    /// <summary>Parametric contrastive: one softmax over class logits and similarities, which is its own class term.</summary>
    Parametric,

    /// <summary>Targeted: k positives and a fixed point for every class, uniform on the sphere.</summary>
    Targeted,

    /// <summary>Supervised contrastive for all classes but the most frequent.</summary>
    Minority,

    /// <summary>Own views, and a fixed prototype for every class until its rows are near it.</summary>
    Prototypes,
}

namespace Counterpoise.Learning.Methods;

/// <summary>The contrastive loss of a method that has one.</summary>
public enum ContrastiveTermKind
{
    /// <summary>Supervised contrastive.</summary>
    Supervised,

    /// <summary>Balanced contrastive, with learnt class prototypes.</summary>
    Balanced,
}

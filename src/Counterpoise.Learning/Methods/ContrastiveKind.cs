namespace Counterpoise.Learning.Methods;

/// <summary>The contrastive term of a method, and what sets its temperature and weight.</summary>
public enum ContrastiveKind
{
    /// <summary>No contrastive term.</summary>
    None,

    /// <summary>Supervised contrastive with the same temperature and weight whatever the class counts.</summary>
    Fixed,

    /// <summary>Supervised contrastive with temperature and weight from the class counts by the adaptive rule.</summary>
    Adaptive,
}

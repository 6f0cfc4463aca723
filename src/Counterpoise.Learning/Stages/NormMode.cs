namespace Counterpoise.Learning.Stages;

/// <summary>What layers with running statistics, such as batch norms, do in a stage.</summary>
public enum NormMode
{
    /// <summary>They use the batch's statistics, and the running ones follow. The default.</summary>
    Train,

    /// <summary>Those in frozen parts use their running statistics, which stay as they are, as in inference; the others train.</summary>
    FrozenParts,

    /// <summary>All use their running statistics, which stay as they are.</summary>
    Frozen,

    /// <summary>All use the batch's statistics and the running ones follow, but their scale and shift do not learn.</summary>
    Adapt,
}

namespace Counterpoise.Learning.Training;

/// <summary>Which rows form a batch.</summary>
public enum SamplerKind
{
    /// <summary>Every row once per epoch. The default.</summary>
    Shuffled,

    /// <summary>The classes take turns; rare rows repeat.</summary>
    ClassAware,
}

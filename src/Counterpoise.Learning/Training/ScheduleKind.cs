namespace Counterpoise.Learning.Training;

/// <summary>How the learning rate changes over a run.</summary>
public enum ScheduleKind
{
    /// <summary>It rises over the warm-up, then falls to 0 along a half cosine. The default.</summary>
    Cosine,

    /// <summary>It rises over the warm-up, then stays.</summary>
    Constant,

    /// <summary>
    /// One cycle: it rises along half a cosine over the first 30% of all steps and falls along another half; the warm-up is its own.
    /// </summary>
    OneCycle,
}

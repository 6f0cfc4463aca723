namespace Counterpoise.Learning.Training;

/// <summary>How the learning rate changes over a run.</summary>
public enum ScheduleKind
{
    /// <summary>It rises over the warm-up, then falls to 0 along a half cosine. The default.</summary>
    Cosine,

    /// <summary>It rises over the warm-up, then stays.</summary>
    Constant,
}

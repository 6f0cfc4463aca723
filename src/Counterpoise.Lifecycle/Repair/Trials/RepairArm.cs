namespace Counterpoise.Lifecycle.Repair.Trials;

/// <summary>How a stream is looked after.</summary>
public enum RepairArm
{
    /// <summary>The model stays as it was.</summary>
    Never,

    /// <summary>A refit after every window.</summary>
    Always,

    /// <summary>A refit every so many windows, whatever was seen.</summary>
    Periodic,

    /// <summary>After an alarm, another threshold where it is shown to help.</summary>
    ThresholdOnly,

    /// <summary>After an alarm, the whole ladder.</summary>
    Ladder,
}

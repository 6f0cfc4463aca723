namespace Counterpoise.Lifecycle.Drift;

/// <summary>What a detector says after a value or a window.</summary>
public enum DriftLevel
{
    /// <summary>Nothing is known: too few rows, or the input that the detector needs is missing.</summary>
    NotTested,

    /// <summary>No sign of a change.</summary>
    Stable,

    /// <summary>A sign that does not suffice for an alarm.</summary>
    Warning,

    /// <summary>An alarm.</summary>
    Drift,
}

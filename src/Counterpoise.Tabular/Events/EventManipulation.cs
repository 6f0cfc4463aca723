namespace Counterpoise.Tabular.Events;

/// <summary>How a synthetic event was made.</summary>
public enum EventManipulation
{
    /// <summary>
    /// The target of a true trigger is brought nearer, so that the time to collision at the trigger is 0.4 to 0.8 s: a delayed one.
    /// </summary>
    Nearer,

    /// <summary>The target of a true trigger is moved out of the path: a false one.</summary>
    OutOfPath,

    /// <summary>The target of a true trigger is taken away: a false one.</summary>
    Removed,

    /// <summary>The own car and the target of a rare event are written over those of a true trigger, whose other agents stay.</summary>
    Transplanted,
}

namespace Counterpoise.Workflows.Tables;

/// <summary>Whether it is measured if synthetic rows would help.</summary>
public enum AdvisorUse
{
    /// <summary>Where the table has two classes and is small enough for it to take seconds.</summary>
    Auto,

    /// <summary>In any case; it may take minutes.</summary>
    On,

    /// <summary>Not.</summary>
    Off,
}

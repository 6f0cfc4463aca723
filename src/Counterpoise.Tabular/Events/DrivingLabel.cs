namespace Counterpoise.Tabular.Events;

/// <summary>What a trigger of the emergency brake was.</summary>
public enum DrivingLabel
{
    /// <summary>Rightly triggered.</summary>
    True,

    /// <summary>Rightly, but too late.</summary>
    Delayed,

    /// <summary>There was nothing to brake for.</summary>
    False,
}

namespace Counterpoise.Tabular.Events;

/// <summary>A synthetic event, and what it was made of.</summary>
/// <param name="Event">The event.</param>
/// <param name="Manipulation">How it was made.</param>
/// <param name="Template">Id of the true trigger that it was made from.</param>
/// <param name="Donor">Id of the rare event whose tracks it has; null for none.</param>
public sealed record SyntheticEvent(DrivingEvent Event, EventManipulation Manipulation, long Template, long? Donor);

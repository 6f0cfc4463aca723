namespace Counterpoise.Graph.TimeAware;

/// <summary>One event as it happens, without its label.</summary>
/// <param name="Time">Seconds.</param>
/// <param name="Entities">The entity in each role.</param>
/// <param name="Features">What is known of it, [F].</param>
public sealed record TimedEvent(double Time, int[] Entities, double[] Features);

namespace Counterpoise.Deploy.Sensors;

/// <summary>A window of a recording.</summary>
/// <param name="Recording">Place of the recording.</param>
/// <param name="Start">First sample.</param>
/// <param name="Length">Samples.</param>
/// <param name="Label">Its class; −1 where no class has enough of it.</param>
public sealed record SensorWindow(int Recording, int Start, int Length, int Label);

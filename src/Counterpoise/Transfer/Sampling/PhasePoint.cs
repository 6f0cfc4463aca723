namespace Counterpoise.Transfer.Sampling;

/// <summary>A point with the log density there and its gradient.</summary>
internal sealed record PhasePoint(double[] Position, double[] Gradient, double LogDensity);

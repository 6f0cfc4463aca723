namespace Counterpoise.Numerics;

/// <summary>Where a minimiser stopped.</summary>
internal sealed record Minimum(double[] At, double Value, double LargestGradient, int Iterations, bool Converged);

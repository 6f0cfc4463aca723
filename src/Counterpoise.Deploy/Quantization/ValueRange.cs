namespace Counterpoise.Deploy.Quantization;

/// <summary>What calibration saw of a value, and what of it fits the codes.</summary>
/// <param name="Value">Index of the value in the graph: 0 is the input.</param>
/// <param name="Layer">Kind of the layer that gives it.</param>
/// <param name="Minimum">Least number that has a code.</param>
/// <param name="Maximum">Greatest number that has a code.</param>
/// <param name="Clipped">Share of calibration numbers beyond them.</param>
public sealed record ValueRange(int Value, string Layer, double Minimum, double Maximum, double Clipped);

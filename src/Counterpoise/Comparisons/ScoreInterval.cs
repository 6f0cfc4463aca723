namespace Counterpoise.Comparisons;

/// <summary>A value with its 95% interval.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct ScoreInterval(double Value, double Low, double High);

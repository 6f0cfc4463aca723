namespace Counterpoise.Search.Trials;

/// <summary>One point of a space and what it came to.</summary>
/// <param name="Number">The trial, from 0.</param>
/// <param name="Values">The value of each parameter, in the order of the space.</param>
/// <param name="Objective">What is minimised; NaN, as of a trial that failed, counts as the worst.</param>
public sealed record Trial(int Number, IReadOnlyList<double> Values, double Objective);

namespace Counterpoise.Serving.Models;

/// <summary>What a model says of an image.</summary>
/// <param name="Probabilities">A probability for each class; null where the image cannot be read.</param>
/// <param name="Fault">Why it cannot be read; null where it can.</param>
public sealed record ScoredImage(double[]? Probabilities, string? Fault);

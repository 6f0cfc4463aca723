namespace Counterpoise.Serving.Models;

/// <summary>What a model says of an image or a row.</summary>
/// <param name="Probabilities">A probability for each class; null where the input cannot be read.</param>
/// <param name="Fault">Why it cannot be read; null where it can.</param>
public sealed record ScoredInput(double[]? Probabilities, string? Fault)
{
    /// <summary>What was changed before it was predicted, such as a missing value that was filled.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

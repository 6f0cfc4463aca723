using System.Globalization;

namespace Counterpoise.Learning.AdaptiveContrastive;

/// <summary>What the adaptive rule made of a training set: constants of the whole run, computed once from the class counts.</summary>
/// <param name="Sigma">Imbalance level σ (Eq. 4), in [0, 1].</param>
/// <param name="Temperature">Temperature τ of the contrastive loss (Eq. 5).</param>
/// <param name="Weight">Weight λ of the contrastive loss (Eq. 7).</param>
/// <param name="TemperatureClip">What the bounds did to τ.</param>
/// <param name="WeightClip">What the bounds did to λ.</param>
public sealed record AdaptiveConstants(double Sigma, double Temperature, double Weight, ClipEffect TemperatureClip, ClipEffect WeightClip)
{
    /// <summary>
    /// What a person should know before the run: a sentence for each bound that makes the rule constant; empty when it adapts.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"σ {Sigma:F6}, τ {Temperature:F6}, λ {Weight:F6}");
}

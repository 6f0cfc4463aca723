namespace Counterpoise.Learning.Objectives;

/// <summary>Temperature and weight of the contrastive term.</summary>
/// <param name="Temperature">τ, positive.</param>
/// <param name="Weight">λ, not negative.</param>
public readonly record struct ContrastiveConstants(double Temperature, double Weight);

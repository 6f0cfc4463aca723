namespace Counterpoise.Learning.Optimization;

/// <summary>How chosen parameters are treated apart from the others.</summary>
/// <param name="Parameters">Which.</param>
/// <param name="RateFactor">Their learning rate as a share of the optimiser's, positive.</param>
/// <param name="WeightDecay">Their weight decay, not negative; null for the optimiser's.</param>
public sealed record ParameterRule(ParameterSelection Parameters, double RateFactor = 1, double? WeightDecay = null);

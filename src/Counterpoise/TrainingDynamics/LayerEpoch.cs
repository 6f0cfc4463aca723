namespace Counterpoise.TrainingDynamics;

/// <summary>A layer in an epoch.</summary>
/// <param name="Name">The layer.</param>
/// <param name="Gradient">Its gradients over the steps of the epoch.</param>
/// <param name="WeightMean">Mean of its parameters after the epoch.</param>
/// <param name="WeightDeviation">Their standard deviation.</param>
/// <param name="WeightNorm">Their Euclidean norm.</param>
/// <param name="UpdateRatio">Norm of a step over the norm of the parameters, the mean over the steps: what an adaptive optimiser hides in
/// the gradient.</param>
public sealed record LayerEpoch(string Name, GradientMoments Gradient, double WeightMean, double WeightDeviation, double WeightNorm,
    double UpdateRatio);

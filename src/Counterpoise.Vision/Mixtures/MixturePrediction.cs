namespace Counterpoise.Vision.Mixtures;

/// <summary>What a mixture says of n rows, and why.</summary>
/// <param name="Probabilities">Row-major n × C.</param>
/// <param name="Gates">Row-major n × K: the weight of each expert on each row; rows sum to 1.</param>
/// <param name="ExpertProbabilities">Of each expert, row-major n × C, calibrated.</param>
public sealed record MixturePrediction(double[] Probabilities, double[] Gates, IReadOnlyList<double[]> ExpertProbabilities);

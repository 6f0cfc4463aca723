namespace Counterpoise.Experiments;

/// <summary>What models that have not seen them say of rows.</summary>
/// <param name="Labels">n classes.</param>
/// <param name="Probabilities">Row-major n × C.</param>
/// <param name="Weights">n weights of the rows; null where every row counts 1.</param>
internal sealed record InnerScores(int[] Labels, double[] Probabilities, double[]? Weights);

namespace Counterpoise.Learning.Prediction;

/// <summary>What a model says of a set of rows.</summary>
/// <param name="Labels">The true classes, [n].</param>
/// <param name="Probabilities">softmax of the logits, row-major [n, C].</param>
/// <param name="Embeddings">Row-major [n, D]; empty unless asked for.</param>
/// <param name="EmbeddingSize">D.</param>
public sealed record PredictionBatch(int[] Labels, double[] Probabilities, float[] Embeddings, int EmbeddingSize);

using Counterpoise.Numerics;

namespace Counterpoise.Comparisons;

/// <summary>
/// Embeddings projected to two dimensions, with what each row is and what it was taken for; all arrays have one entry per row.
/// </summary>
public sealed record EmbeddingPlane
{
    /// <summary>The first coordinate.</summary>
    public required double[] X { get; init; }

    /// <summary>The second coordinate.</summary>
    public required double[] Y { get; init; }

    /// <summary>The true class's index.</summary>
    public required int[] Labels { get; init; }

    /// <summary>The predicted class's index.</summary>
    public required int[] Predictions { get; init; }

    /// <summary>Share of the variance that each axis explains, in [0, 1]; empty where unknown.</summary>
    public double[] ExplainedVariance { get; init; } = [];

    /// <summary>How the plane was made, such as <c>PCA</c>.</summary>
    public string Projection { get; init; } = "PCA";

    /// <summary>Projects embeddings to their first two principal components.</summary>
    /// <param name="embeddings">n × d finite values, n at least 1; a few hundred rows are enough for a picture.</param>
    /// <param name="labels">n true classes.</param>
    /// <param name="predictions">n predicted classes.</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a value is not finite.</exception>
    public static EmbeddingPlane Of(double[,] embeddings, IReadOnlyList<int> labels, IReadOnlyList<int> predictions)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(predictions);
        var n = embeddings.GetLength(0);
        if (labels.Count != n || predictions.Count != n)
        {
            throw new ArgumentException(
                $"{n} embeddings, {labels.Count} labels and {predictions.Count} predictions found, equal numbers are expected",
                nameof(embeddings));
        }

        var components = PrincipalComponents.Of(embeddings, 2);
        return new EmbeddingPlane
        {
            X = [.. Enumerable.Range(0, n).Select(i => components.Scores[i, 0])],
            Y = [.. Enumerable.Range(0, n).Select(i => components.Scores[i, 1])],
            Labels = [.. labels],
            Predictions = [.. predictions],
            ExplainedVariance = components.ExplainedVarianceRatio,
        };
    }
}

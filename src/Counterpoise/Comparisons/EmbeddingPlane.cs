namespace Counterpoise.Comparisons;

/// <summary>Embeddings projected to two dimensions, with what each row is and what it was taken for; all arrays have one entry per row.</summary>
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
}

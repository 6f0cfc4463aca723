namespace Counterpoise.Workflows.Images;

/// <summary>What a model says of one image.</summary>
/// <param name="Image">The file.</param>
/// <param name="Probabilities">A probability for each class of the model.</param>
public sealed record ImagePrediction(string Image, double[] Probabilities)
{
    /// <summary>The class that is decided on: the most probable one, where no threshold says another.</summary>
    public int Class { get; init; } = Array.IndexOf(Probabilities, Probabilities.Max());

    /// <summary>The layer below the logits, where it was asked for; else empty.</summary>
    public float[] Embedding { get; init; } = [];

    /// <summary>The runner-up.</summary>
    public int Next => Enumerable.Range(0, Probabilities.Length).Where(c => c != Class).MaxBy(c => Probabilities[c]);
}

namespace Counterpoise.Comparisons;

/// <summary>One row that the model got wrong.</summary>
public sealed record Mistake
{
    /// <summary>The file or row.</summary>
    public required string Source { get; init; }

    /// <summary>The true class's index.</summary>
    public required int Label { get; init; }

    /// <summary>The predicted class's index.</summary>
    public required int Prediction { get; init; }

    /// <summary>The predicted class's probability, in [0, 1].</summary>
    public double Confidence { get; init; }

    /// <summary>The true class's probability, in [0, 1].</summary>
    public double TrueProbability { get; init; }

    /// <summary>A small PNG or JPEG of the image, written as base64; null where there is none.</summary>
    public byte[]? Thumbnail { get; init; }

    /// <summary>
    /// The same with what speaks for the predicted class drawn over it (Grad-CAM), PNG or JPEG written as base64; null where there is none.
    /// </summary>
    public byte[]? Attention { get; init; }
}

namespace Counterpoise.Vision.Models;

/// <summary>What a network has only while it is trained.</summary>
public sealed record ImageClassifierOptions
{
    /// <summary>The share of the embedding that is zeroed in training, in [0, 1]; null for the network's own. Default null.</summary>
    public double? Dropout { get; init; }

    /// <summary>How fast running statistics follow the batches, in (0, 1]; null for the network's own. Default null.</summary>
    public double? BatchNormMomentum { get; init; }

    /// <summary>The layer that a contrastive term sees. Default the input of the last linear layer.</summary>
    public EmbeddingLayer EmbeddingLayer { get; init; } = EmbeddingLayer.Penultimate;
}

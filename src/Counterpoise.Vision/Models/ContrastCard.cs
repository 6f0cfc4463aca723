using System.Text.Json.Serialization;
using Counterpoise.Learning.Models;

namespace Counterpoise.Vision.Models;

/// <summary>What must be known to add the contrast of probabilistic contrastive learning to the logits.</summary>
public sealed record ContrastCard
{
    /// <summary>The head between embedding and contrast.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<ProjectionKind>))]
    public required ProjectionKind Projection { get; init; }

    /// <summary>Numbers that it gives, d.</summary>
    public required int ProjectionSize { get; init; }

    /// <summary>The layer that it sees.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<EmbeddingLayer>))]
    public required EmbeddingLayer Layer { get; init; }

    /// <summary>τ.</summary>
    public required double Temperature { get; init; }

    /// <summary>α, the weight of the contrast.</summary>
    public required double Weight { get; init; }
}

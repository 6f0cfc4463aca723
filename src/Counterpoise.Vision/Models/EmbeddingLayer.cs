namespace Counterpoise.Vision.Models;

/// <summary>The layer of a backbone that a contrastive term sees, once "the final classification layer is removed".</summary>
public enum EmbeddingLayer
{
    /// <summary>The input of the last linear layer: 1280 numbers for MobileNetV3-Large. The default.</summary>
    Penultimate,

    /// <summary>The pooled features: 960 numbers for MobileNetV3-Large.</summary>
    Pooled,
}

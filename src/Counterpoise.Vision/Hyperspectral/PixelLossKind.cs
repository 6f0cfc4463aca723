namespace Counterpoise.Vision.Hyperspectral;

/// <summary>What a network of pixels learns from.</summary>
public enum PixelLossKind
{
    /// <summary>Half weighted cross-entropy, half log cosh of dice. The default.</summary>
    Hybrid,

    /// <summary>Plain cross-entropy.</summary>
    CrossEntropy,

    /// <summary>Cross-entropy with logarithms of class priors added to the logits in training.</summary>
    LogitAdjusted,
}

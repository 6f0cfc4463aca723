namespace Counterpoise.Vision.Augmentation;

/// <summary>What becomes of an image that is no square, in training and in prediction alike.</summary>
public enum FitRule
{
    /// <summary>
    /// The square in the middle is kept; what lies outside it is never seen in prediction, and in training only by random crops.
    /// </summary>
    Crop,

    /// <summary>Bands of middle gray make it a square, and nothing is lost.</summary>
    Pad,

    /// <summary>The longer side is pressed together until it is a square; nothing is lost, and shapes change.</summary>
    Squash,
}

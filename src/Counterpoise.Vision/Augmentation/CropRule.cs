namespace Counterpoise.Vision.Augmentation;

/// <summary>How an image becomes a square.</summary>
public enum CropRule
{
    /// <summary>A box of random area and aspect ratio; see <see cref="RandomResizedCrop"/>.</summary>
    RandomResized,

    /// <summary>Resized to the square and shifted by a few pixels; see <see cref="RandomPaddedCrop"/>.</summary>
    RandomPadded,

    /// <summary>The square in the middle; see <see cref="CenterCrop"/>.</summary>
    Center,

    /// <summary>Both sides are resized, whatever the proportions were.</summary>
    Squash,

    /// <summary>Bands of gray make the image a square, which is then resized; see <see cref="PadToSquare"/>.</summary>
    Pad,

    /// <summary>The whole square in the middle, resized without cutting its border; see <see cref="CenterCrop"/>.</summary>
    Square,
}

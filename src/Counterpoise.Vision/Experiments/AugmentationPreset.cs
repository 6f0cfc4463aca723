namespace Counterpoise.Vision.Experiments;

/// <summary>The augmentation of a run, by name.</summary>
public enum AugmentationPreset
{
    /// <summary>Light below 64 pixels, contrastive from there on. The default.</summary>
    Auto,

    /// <summary>None: the square in the middle.</summary>
    None,

    /// <summary>Shifts by an eighth and flips.</summary>
    Light,

    /// <summary>Random resized crop, flips, colour jitter, grayscale.</summary>
    Contrastive,

    /// <summary>Random resized crop, flips, RandAugment, random erasing.</summary>
    Strong,
}

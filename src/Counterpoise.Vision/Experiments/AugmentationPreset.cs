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

    /// <summary>For pictures from above: crops of at least 7/10 of the area, flips both ways, quarter turns, brightness.</summary>
    Aerial,

    /// <summary>For skin: as aerial, and slight changes of colour, as between cameras.</summary>
    Skin,

    /// <summary>For pictures through a microscope: as aerial, and changes of colour, as between stains.</summary>
    Microscopy,
}

namespace Counterpoise.Federated.Rounds;

/// <summary>How training inputs of the form [n, channels, height, width] are varied.</summary>
public enum AugmentationKind
{
    /// <summary>Not at all; the only choice for other inputs.</summary>
    None,

    /// <summary>Moved by up to a fourteenth of the height (two pixels of 28), the border filled with zeros.</summary>
    Shift,

    /// <summary>As <see cref="Shift"/>, and mirrored left to right every second time.</summary>
    ShiftAndFlip,
}

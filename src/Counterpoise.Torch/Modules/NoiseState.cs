namespace Counterpoise.Torch.Modules;

/// <summary>Where a module's noise stands, to be kept in a checkpoint.</summary>
/// <param name="Key">What the noise is derived from.</param>
/// <param name="Draws">How many masks have been drawn.</param>
public readonly record struct NoiseState(ulong Key, long Draws);

namespace Counterpoise.Vision.Sources;

/// <summary>Images of 16 bits among those that were read.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="BitsInUse">Bits of the largest sample in any of them, 9 to 16, as 12 for samples up to 4095; 0 where all are black or there
/// are none.</param>
public sealed record DeepImages(int Count, int BitsInUse)
{
    // Half the range is a dark picture; an eighth is a camera of 12 or 13 bits.
    private const int FewBits = 13;

    /// <summary>
    /// What is wrong where the upper bits of all of them are empty, since the upper eight are kept; null where nothing is.
    /// </summary>
    public string? Describe() =>
        Count > 0 && BitsInUse is > 0 and <= FewBits
            ? $"{Count} images of 16 bits use the lower {BitsInUse} alone: with their upper eight bits they come out almost black"
            : null;
}

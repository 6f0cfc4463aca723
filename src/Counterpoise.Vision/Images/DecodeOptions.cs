using Counterpoise.Messages;
using Counterpoise.Options;

namespace Counterpoise.Vision.Images;

/// <summary>How an image file is turned into RGB pixels.</summary>
public sealed record DecodeOptions
{
    /// <summary>The options that decode at full size and drop alpha.</summary>
    public static DecodeOptions Default { get; } = new();

    /// <summary>
    /// Smallest acceptable short side in pixels, 0 or more; default 0, full size. A JPEG is decoded at 1/2, 1/4 or 1/8 of
    /// its size when both sides stay at least this long, which costs less time and gives slightly other pixels than
    /// decoding and shrinking. Other formats are not affected.
    /// </summary>
    public int MinimumShortSide { get; init; }

    /// <summary>What becomes of transparency; default <see cref="AlphaRule.Drop"/>.</summary>
    public AlphaRule Alpha { get; init; } = AlphaRule.Drop;

    /// <summary>Whether the EXIF orientation turns the pixels upright; default true.</summary>
    public bool ApplyOrientation { get; init; } = true;

    /// <summary>
    /// Largest image that is decoded, in pixels, at least 1; default 100 million. A header that claims more is refused before memory is
    /// taken.
    /// </summary>
    public long MaximumPixels { get; init; } = 100_000_000;

    /// <summary>
    /// Bits that the samples of 16-bit images really use, 9 to 16; default 16, the upper eight are kept. A camera of 12 bits that writes
    /// 0 to 4095 needs 12 here: bits 4 to 11 are kept, and what is larger becomes white. Images of 8 bits are not affected.
    /// </summary>
    public int SixteenBitDepth { get; init; } = 16;

    /// <summary>
    /// Whether an image whose data end early or are damaged is decoded as far as it goes; default false, it is unreadable. Bytes to be
    /// skipped between JPEG markers are never damage, and damage inside the coded data of a JPEG that leaves its structure whole goes
    /// unseen, as in every reader on libjpeg.
    /// </summary>
    public bool AcceptDamaged { get; init; }

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">One or more values are out of range; the message lists all of them.</exception>
    public void Validate() =>
        new OptionsCheck(nameof(DecodeOptions))
            .Require(MinimumShortSide >= 0, nameof(MinimumShortSide), MinimumShortSide, "expected 0 or more")
            .Require(MaximumPixels >= 1, nameof(MaximumPixels), MaximumPixels, "expected at least 1")
            .Require(SixteenBitDepth is >= 9 and <= 16, nameof(SixteenBitDepth), SixteenBitDepth, "expected 9 to 16")
            .Require(Enum.IsDefined(Alpha), nameof(Alpha), (int)Alpha, "expected Drop, OverWhite or OverBlack")
            .ThrowIfAny();

    /// <summary>The eight bits that are kept of a sample of sixteen.</summary>
    internal byte Reduce(int sample) => (byte)Math.Min(sample >> (SixteenBitDepth - 8), byte.MaxValue);

    /// <summary>Refuses a header that claims too many pixels, before memory is taken for them.</summary>
    internal void RequireSize(long width, long height)
    {
        if (width * height > MaximumPixels || (width * height * 4) + 64 > Array.MaxLength)
        {
            var finding = new DataMismatchException(
                $"the header claims {width}×{height} pixels, more than the {MaximumPixels} allowed: raise "
                + $"{new SettingPart(nameof(MaximumPixels))} if the image is genuine");
            throw new InvalidDataException(finding.Message, finding);
        }
    }
}

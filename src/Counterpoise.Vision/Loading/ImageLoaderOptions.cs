using Counterpoise.Options;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Loading;

/// <summary>How images are read ahead of training.</summary>
public sealed record ImageLoaderOptions
{
    /// <summary>Views per image, 1 to 8; default 1. Contrastive training has 2.</summary>
    public int Views { get; init; } = 1;

    /// <summary>How bytes become numbers; default <see cref="Normalization.ImageNet"/>.</summary>
    public Normalization Normalization { get; init; } = Normalization.ImageNet;

    /// <summary>
    /// Whether the numbers of an image lie pixel after pixel, [S, S, 3], as the kernels of this library read them, and not channel after
    /// channel, [3, S, S]; default false. The numbers and the shape of the tensor are the same.
    /// </summary>
    public bool ChannelsLast { get; init; }

    /// <summary>
    /// The size to which a larger image is shrunk when it is read, before it is augmented; smaller images keep theirs. Default null,
    /// twice the side of the augmentation on the shorter side. <see cref="Augmentation.LoadSize.Native"/> shrinks nothing.
    /// </summary>
    public LoadSize? LoadSize { get; init; }

    /// <summary>
    /// Whether a JPEG that is to be shrunk is decoded at 1/2, 1/4 or 1/8 of its size where that is enough; default true. False gives the
    /// pixels of Pillow.
    /// </summary>
    public bool ReducedDecoding { get; init; } = true;

    /// <summary>Largest image that is decoded, in pixels, at least 1; default 100 million.</summary>
    public long MaximumPixels { get; init; } = DecodeOptions.Default.MaximumPixels;

    /// <summary>
    /// Bits that the samples of 16-bit images really use, 9 to 16, see <see cref="DecodeOptions.SixteenBitDepth"/>; default 16.
    /// </summary>
    public int SixteenBitDepth { get; init; } = 16;

    /// <summary>What becomes of transparency; default <see cref="AlphaRule.Drop"/>.</summary>
    public AlphaRule Alpha { get; init; } = AlphaRule.Drop;

    /// <summary>Threads that decode and augment, 1 to 256; default 0, one less than there are cores and at least one.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// Batches that are held ready or in the making, 1 to 64; default 4. Together with the batch in use this bounds the memory.
    /// </summary>
    public int PrefetchBatches { get; init; } = 4;

    /// <summary>
    /// What happens to an image that cannot be read; default <see cref="UnreadablePolicy.Fatal"/>. With Skip its batch is smaller.
    /// </summary>
    public UnreadablePolicy Unreadable { get; init; } = UnreadablePolicy.Fatal;

    /// <summary>
    /// Bytes of decoded and shrunk images that are kept for later epochs, 0 or more; default 0. Images that no longer fit are read anew.
    /// Pixels do not depend on it.
    /// </summary>
    public long CacheBytes { get; init; }

    /// <summary>The seed of the run; default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">One or more values are out of range; the message lists all of them.</exception>
    public void Validate() =>
        new OptionsCheck(nameof(ImageLoaderOptions))
            .Require(Views is >= 1 and <= 8, nameof(Views), Views, "expected 1 to 8")
            .Require(Normalization is not null, "Normalization is null, expected one such as Normalization.ImageNet")
            .Require(Threads is >= 0 and <= 256, nameof(Threads), Threads, "expected 0 (automatic) to 256")
            .Require(PrefetchBatches is >= 1 and <= 64, nameof(PrefetchBatches), PrefetchBatches, "expected 1 to 64")
            .Require(CacheBytes >= 0, nameof(CacheBytes), CacheBytes, "expected 0 or more")
            .Require(MaximumPixels >= 1, nameof(MaximumPixels), MaximumPixels, "expected at least 1")
            .Require(SixteenBitDepth is >= 9 and <= 16, nameof(SixteenBitDepth), SixteenBitDepth, "expected 9 to 16")
            .Require(Enum.IsDefined(Alpha), nameof(Alpha), (int)Alpha, "expected Drop, OverWhite or OverBlack")
            .Require(Enum.IsDefined(Unreadable), nameof(Unreadable), (int)Unreadable, "expected Fatal or Skip")
            .ThrowIfAny();
}

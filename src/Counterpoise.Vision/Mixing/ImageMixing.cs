using Counterpoise.Messages;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Vision.Loading;

namespace Counterpoise.Vision.Mixing;

/// <summary>
/// How training batches are mixed: by mixup, by CutMix, or, where both are given, each batch by one of the two with equal chance. The class
/// loss of a mixed batch is λ·loss(labels) + (1−λ)·loss(partner labels).
/// </summary>
/// <remarks>
/// Draws come from (seed, epoch, images of the batch): they depend neither on threads nor on where a run was resumed. A mixed image has no
/// single class to be contrasted by, so a contrastive term sees views of its own that are not mixed, and the class term has the mixed one:
/// one view more. With batches that are shared out over processes, partners are those of a process's own rows.
/// </remarks>
public sealed record ImageMixing
{
    /// <summary>
    /// α of mixup's Beta distribution, above 0; null for no mixup. Default null; the paper has 0.1 to 0.4 for ImageNet, 1 for CIFAR-10.
    /// </summary>
    public double? MixupAlpha { get; init; }

    /// <summary>α of CutMix's Beta distribution, above 0; null for no CutMix. Default null; the paper's is 1.</summary>
    public double? CutMixAlpha { get; init; }

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">Both are null, or one is out of range; all faults are listed.</exception>
    public void Validate() => new OptionsCheck(nameof(ImageMixing))
        .Require(MixupAlpha is not null || CutMixAlpha is not null,
            $"{new SettingPart(nameof(MixupAlpha))} and {new SettingPart(nameof(CutMixAlpha))} are both {new UnsetPart()}; give at "
            + $"least one, or no mixing")
        .Require(MixupAlpha is null || (MixupAlpha > 0 && double.IsFinite(MixupAlpha.Value)),
            nameof(MixupAlpha), MixupAlpha, $"expected above 0, or {new UnsetPart("none")}")
        .Require(CutMixAlpha is null || (CutMixAlpha > 0 && double.IsFinite(CutMixAlpha.Value)),
            nameof(CutMixAlpha), CutMixAlpha, $"expected above 0, or {new UnsetPart("none")}")
        .ThrowIfAny();

    /// <summary>Mixes a batch in place.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="views">How many of the first views are mixed; null for all.</param>
    public MixedLabels Apply(ImageBatch batch, ulong seed, int epoch, int? views = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        Validate();
        var random = new RandomStream(seed, "mix", (ulong)epoch, Key(batch.Indices));
        var mixup = CutMixAlpha is null || (MixupAlpha is not null && random.NextDouble() < .5);
        return mixup
            ? new Mixup { Alpha = MixupAlpha!.Value }.Apply(batch, random, views)
            : new CutMix { Alpha = CutMixAlpha!.Value }.Apply(batch, random, views);
    }

    /// <summary>
    /// FNV-1a over the batch's images: what is in a batch stays the same when a run is resumed, unlike its number in the list that is still
    /// to be read.
    /// </summary>
    private static ulong Key(int[] indices) => indices.Aggregate(14695981039346656037,
        (hash, index) => (hash ^ (uint)index) * 1099511628211);
}

using System.Buffers;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Vision.Loading;

namespace Counterpoise.Vision.Mixing;

/// <summary>
/// Replaces a rectangle of every image by that of another: its area is 1−λ of the image, λ ~ Beta(α, α), its middle is uniform;
/// where it is cut off by the border, λ grows accordingly. One rectangle per batch.
/// </summary>
/// <remarks>Reference: Yun, Han, Oh, Chun, Choe and Yoo, "CutMix", ICCV 2019, arXiv:1905.04899.</remarks>
public sealed record CutMix
{
    /// <summary>Both parameters α of the Beta distribution, above 0; default and the paper's value 1.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">Alpha is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(CutMix))
        .Require(Alpha > 0 && double.IsFinite(Alpha), nameof(Alpha), Alpha, "expected above 0").ThrowIfAny();

    /// <summary>Mixes a batch in place; all mixed views of an image have the same partner.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="random">The stream, such as that of (seed, "cutmix", epoch, number of the batch).</param>
    /// <param name="views">How many of the first views are mixed; null for all.</param>
    public MixedLabels Apply(ImageBatch batch, IRandomSource random, int? views = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(random);
        Validate();
        var mixed = BatchPartners.Views(batch, views);
        var size = batch.Size;
        var side = (int)(size * Math.Sqrt(1 - BetaDraw.Symmetric(random, Alpha)));
        var (left, right) = Range((int)random.NextInteger(size), side, size);
        var (top, bottom) = Range((int)random.NextInteger(size), side, size);
        var partners = BatchPartners.Draw(batch, random);
        var source = ArrayPool<float>.Shared.Rent(mixed * batch.Count * 3 * size * size);
        batch.Pixels.Span[..(mixed * batch.Count * 3 * size * size)].CopyTo(source);

        // A plane holds one channel, or with channels last all three.
        var (planes, step) = batch.ChannelsLast ? (1, 3) : (3, 1);
        var length = size * size * step;
        for (var row = 0; row < mixed * batch.Count * planes; row++)
        {
            var (image, plane) = (row / planes, row % planes);
            var (view, position) = (image / batch.Count, image % batch.Count);
            var other = source.AsSpan(((((view * batch.Count) + partners[position]) * planes) + plane) * length, length);
            var target = batch.Image(position, view).Slice(plane * length, length);
            for (var y = top; y < bottom; y++)
            {
                other.Slice(((y * size) + left) * step, (right - left) * step).CopyTo(target[(((y * size) + left) * step)..]);
            }
        }

        ArrayPool<float>.Shared.Return(source);
        return new(partners, BatchPartners.Labels(batch, partners), 1 - ((double)(right - left) * (bottom - top) / ((double)size * size)));
    }

    private static (int Start, int End) Range(int middle, int side, int size) =>
        (Math.Clamp(middle - (side / 2), 0, size), Math.Clamp(middle + (side / 2), 0, size));
}

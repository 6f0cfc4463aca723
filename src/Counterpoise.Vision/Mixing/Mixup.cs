using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Counterpoise.Options;
using Counterpoise.Randomness;
using Counterpoise.Vision.Loading;

namespace Counterpoise.Vision.Mixing;

/// <summary>Mixes every image of a batch with another: x ← λ·x + (1−λ)·x of its partner, λ ~ Beta(α, α), one λ per batch.</summary>
/// <remarks>
/// Reference: Zhang, Cisse, Dauphin and Lopez-Paz, "mixup: beyond empirical risk minimization", ICLR 2018, arXiv:1710.09412.
/// </remarks>
public sealed record Mixup
{
    /// <summary>
    /// Both parameters α of the Beta distribution, above 0; default .2 (the paper has .1 to .4 for ImageNet, 1 for CIFAR-10).
    /// </summary>
    public double Alpha { get; init; } = .2;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">Alpha is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(Mixup))
        .Require(Alpha > 0 && double.IsFinite(Alpha), nameof(Alpha), Alpha, "expected above 0").ThrowIfAny();

    /// <summary>Mixes a batch in place; all mixed views of an image have the same partner.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="random">The stream, such as that of (seed, "mixup", epoch, number of the batch).</param>
    /// <param name="views">How many of the first views are mixed; null for all.</param>
    public MixedLabels Apply(ImageBatch batch, IRandomSource random, int? views = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(random);
        Validate();
        var mixed = BatchPartners.Views(batch, views);
        var lambda = BetaDraw.Symmetric(random, Alpha);
        var partners = BatchPartners.Draw(batch, random);
        var stride = 3 * batch.Size * batch.Size;
        var source = ArrayPool<float>.Shared.Rent(mixed * batch.Count * stride);
        batch.Pixels.Span[..(mixed * batch.Count * stride)].CopyTo(source);
        for (var row = 0; row < mixed * batch.Count; row++)
        {
            var (view, position) = (row / batch.Count, row % batch.Count);
            var other = source.AsSpan(((view * batch.Count) + partners[position]) * stride, stride);
            Blend(batch.Image(position, view), other, (float)lambda);
        }

        ArrayPool<float>.Shared.Return(source);
        return new(partners, BatchPartners.Labels(batch, partners), lambda);
    }

    private static void Blend(Span<float> target, ReadOnlySpan<float> other, float lambda)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(target);
        var others = MemoryMarshal.Cast<float, Vector<float>>(other);
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = (vectors[i] * lambda) + (others[i] * (1 - lambda));
        }

        for (var i = vectors.Length * Vector<float>.Count; i < target.Length; i++)
        {
            target[i] = (target[i] * lambda) + (other[i] * (1 - lambda));
        }
    }
}
